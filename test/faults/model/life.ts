import { isDeepStrictEqual } from "node:util";
import type { Lab, Relay } from "../../../lab";
import { reboot } from "../../../lab";
import { snapshot } from "../../lab/snapshot";
import type { Move } from "./arbitrary";
import { seen } from "./seen";
import type { Report, Stack } from "./stack";
import { wanted } from "./wanted";
import { resources, type Wish } from "./wish";

/** A host of the lab, the relay in front of its sshd, and a stack on it. */
export interface StackHost {
    readonly node: string;
    readonly relay: Relay;
    stack: Stack;
    owner(name: string): string;
    /** What was there before anything; another text after a reboot. */
    baseline: string;
}

/** What happened in a life, for the table. */
export interface Counts {
    steps: number;
    faults: number;
}

/** What the model knows of a host. */
interface Known {
    wish: Wish;
    /** The program is up as far as the state knows, or nothing is. */
    up: boolean;
    /** Somebody changed something by hand, and no refresh has seen it yet. */
    drifted: boolean;
    /** The next operation may meet a broken connection. */
    cut: boolean;
}

const rethrow = (report: Report) => {
    if (report.errors.length > 0) throw new Error(report.errors.join("\n"));
};

/** Lives one life of two stacks; throws where a host is not as the model says. Behind it, the hosts are as before. */
export async function live(
    lab: Lab,
    places: readonly StackHost[],
    moves: readonly Move[],
    newProcess: () => Promise<void>,
    counts: Counts,
): Promise<void> {
    const known = places.map((): Known => ({ wish: {}, up: false, drifted: false, cut: false }));
    const at = (host: 0 | 1) => ({ place: places[host] as StackHost, now: known[host] as Known });
    const settledBy = async (now: Known, place: StackHost) => {
        now.cut = false;
        place.relay.arm({});
        // A session that broke, and a host that could not be reached, are remembered only as long as a process lives.
        await newProcess();
    };

    const converge = async (host: 0 | 1, refresh: boolean) => {
        const { place, now } = at(host);
        const program = resources(now.wish);
        const report = await place.stack.up(program, { refresh });
        counts.steps += report.steps.length;
        now.up = true;
        const hadCut = now.cut;
        if (hadCut) await settledBy(now, place);
        if (now.drifted && !refresh) return;
        if (report.errors.length > 0) {
            if (!hadCut) rethrow(report);
            // Whatever the cut broke, one plain `up` makes good.
            rethrow(await place.stack.up(program, { refresh: now.drifted }));
        }
        now.drifted = false;
        await agree(lab, place, now.wish);
        none((await place.stack.preview(program)).steps);
    };
    const destroy = async (host: 0 | 1) => {
        const { place, now } = at(host);
        const report = await place.stack.destroy();
        counts.steps += report.steps.length;
        const hadCut = now.cut;
        if (hadCut) await settledBy(now, place);
        if (report.errors.length > 0) {
            if (!hadCut && !now.drifted) rethrow(report);
            rethrow(await place.stack.refresh());
            rethrow(await place.stack.destroy());
        }
        Object.assign(now, { wish: {}, up: false, drifted: false });
        if (place.stack.text() !== "[]") throw new Error(`the state still has ${place.stack.text()}`);
        same(place.baseline, await snapshot(lab, place.node, { sysctls: false }));
    };

    for (const move of moves) {
        if (move.do === "up") {
            const { now } = at(move.host);
            now.wish = { ...now.wish, ...Object.fromEntries(move.edits.map(({ slot, value }) => [slot, value])) };
            await converge(move.host, move.refresh);
        } else if (move.do === "refresh") {
            for (const host of [0, 1] as const) {
                const { place, now } = at(host);
                const report = await place.stack.refresh();
                const hadCut = now.cut;
                if (hadCut) await settledBy(now, place);
                if (hadCut && report.errors.length > 0) continue;
                rethrow(report);
                // What `up` made and nobody touched has not drifted.
                if (now.up && !now.drifted) none(report.steps.filter((step) => step.startsWith("drift")));
                // The state knows now; an `up` without a refresh is enough.
                now.drifted = false;
            }
        } else if (move.do === "destroy") {
            for (const host of [0, 1] as const) await destroy(host);
        } else if (move.do === "drift") {
            counts.faults++;
            await lab.exec(at(move.host).place.node, move.drift.script);
            at(move.host).now.drifted = true;
        } else if (move.do === "cut") {
            counts.faults++;
            at(move.host).place.relay.arm({ cutAfterBytes: { [move.way]: move.after } });
            at(move.host).now.cut = true;
        } else {
            counts.faults++;
            const { place, now } = at(move.host);
            await reboot(lab, place.node);
            place.baseline = rebooted(place.baseline, await snapshot(lab, place.node, { sysctls: false }));
            now.drifted = true;
            await newProcess();
        }
    }
    for (const host of [0, 1] as const) {
        if (!moves.some((move) => "host" in move && move.host === host)) continue;
        const { now } = at(host);
        // Whatever happened, one `up` makes it what the program says.
        if (now.up && (now.drifted || now.cut)) await converge(host, true);
        await destroy(host);
    }
}

/** Throws where the host is not what the wishes say, neither more nor less. */
async function agree(lab: Lab, { node, owner }: StackHost, wish: Wish): Promise<void> {
    const [there, should] = [await seen(lab, node), wanted(wish, owner)];
    const keys = [...new Set([...Object.keys(there), ...Object.keys(should)])].sort();
    const wrong = keys.flatMap((key) => {
        const [is, wants] = [there[key], should[key]];
        if (!is || !wants) return [`${key} is ${is ? "there" : "missing"}`];
        return Object.keys(wants)
            .filter((property) => !isDeepStrictEqual(is[property], wants[property]))
            .map((of) => `${key}: ${of} is ${JSON.stringify(is[of])}, not ${JSON.stringify(wants[of])}`);
    });
    if (wrong.length > 0) throw new Error(`${node}: ${wrong.join("\n")}`);
}

/** What is there before anything after a reboot: only files outlast it. */
function rebooted(before: string, after: string): string {
    const files = /^## \/etc\/netns$[\s\S]*?(?=^## )/m;
    return after.replace(files, () => files.exec(before)?.[0] ?? "");
}

/** Throws where there are steps that should not be. */
function none(steps: readonly string[]): void {
    if (steps.length > 0) throw new Error(`there was nothing to do, but: ${steps.join("; ")}`);
}

/** Throws what of a snapshot differs from the baseline. */
function same(before: string, after: string): void {
    const only = (mark: string, a: string, b: string) => {
        const known = new Set(b.split("\n"));
        return a.split("\n").flatMap((line) => (known.has(line) ? [] : [`${mark} ${line}`]));
    };
    if (before !== after)
        throw new Error(`not as before:\n${[...only("-", before, after), ...only("+", after, before)].join("\n")}`);
}
