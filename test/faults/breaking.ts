import { expect, it } from "vitest";
import { onLab } from "../lab/kinds/harness";
import { makerCount, makers } from "../samples";
import type { KindSample } from "../samples/sample";
import {
    course,
    difference,
    judge,
    type KindOnHost,
    kindOnHost,
    type OperationName,
    operations,
    perform,
    some,
} from "./course";
import { detour } from "./detour";
import { up } from "./one-resource";
import { random, seed } from "./random";
import { type Act, mend, sabotage } from "./sabotage";
import { tally } from "./tally";

const acts: readonly Act[] = [
    { what: "fails", status: 1 },
    { what: "fails", status: 137 },
    { what: "fails", status: 4, forGood: true },
    { what: "hangs" },
    { what: "kills the script" },
    { what: "kills the script", after: true },
    { what: "kills the shell", after: true },
    { what: "kills both" },
    { what: "kills both", after: true },
];

const told = (act: Act) =>
    `${act.what}${act.status ? ` with ${act.status}` : ""}${act.after ? " after it" : ""}${act.forGood ? " for good" : ""}`;

/** The programs through which a kind changes something. */
const toolsOf = ({ type, breaks = ["ip", "bridge"] }: KindSample): readonly string[] =>
    ({
        AttachmentPoint: ["mv", "rm"],
        PortMapping: ["iptables-restore", "conntrack"],
        Sysctl: ["mv", "mkdir", "rm"],
    })[type] ?? breaks;

/** So many changes of so many operations of each kind, at random, are hit by one act each. */
interface Sample {
    readonly operations: number;
    readonly changes: number;
}

/** Something happens at a change that an operation makes. */
export function breaking(name: string, sample: Sample): void {
    const ground = onLab(name, { hosts: makerCount });
    const kinds = makers(ground.underlay);
    it.concurrent.each(kinds.map((kind, index) => ({ kind, type: kind.type, node: `host${index + 1}` })))(
        `heals $type of which a change fails, hangs or is killed (HOSTNET_SEED=${seed})`,
        async ({ kind, type, node }) => {
            const place = await kindOnHost(ground, node, kind);
            const next = random(`break ${type}`);
            const all: string[] = [];
            for (const operation of some(next, operations, sample.operations)) {
                const changes = await changesOf(place, operation);
                expect(changes).toBeGreaterThan(0);
                const calls = Array.from({ length: changes }, (_, index) => index + 1);
                const chosen = some(next, calls, sample.changes).map((call) => {
                    const [act] = some(next, acts, 1) as [Act];
                    return { call, act };
                });
                for (const { call, act } of chosen) {
                    const complaints = await trial(place, operation, call, act);
                    tally(`a change of an operation ${told(act)}`, { injected: 1, lost: complaints.length ? 1 : 0 });
                    all.push(...complaints.map((each) => `${operation}, change ${call} ${told(act)}: ${each}`));
                }
            }
            expect(all).toEqual([]);
        },
        600_000,
    );
}

/** How many changes an operation makes. */
async function changesOf({ ground, node, kind }: KindOnHost, operation: OperationName): Promise<number> {
    const { subject, close } = await detour(ground, node, kind.type);
    const { from, to } = course(kind, operation);
    const kept = from ? await up(subject, {}, from) : {};
    await sabotage(ground, node, toolsOf(kind), 0, { what: "fails" });
    const done = await perform(subject, kept, to);
    const changes = await mend(ground, node);
    await perform(subject, done, undefined);
    await close();
    return changes;
}

async function trial(place: KindOnHost, operation: OperationName, call: number, act: Act): Promise<string[]> {
    const { ground, node, kind } = place;
    // Long enough that what hangs is the change, and not a look on a machine with much to do.
    const way = await detour(ground, node, kind.type, act.what === "hangs" ? 6 : undefined);
    const { from, to } = course(kind, operation);
    const kept = from ? await up(way.subject, {}, from) : {};
    const before = await ground.snapshot({ sysctls: false }, node);
    await sabotage(ground, node, toolsOf(kind), call, act);
    const met = await perform(way.subject, kept, to);
    const complaints = (await mend(ground, node)) >= call ? [] : ["the change never came"];
    if (act.what === "fails" || act.what === "hangs") {
        // An operation that looks and finds it done after all, or does it the second time, has no error to tell.
        const said = met.error?.message ?? "nothing";
        if (met.error && !/ on host h\d+: `[^`]+` (failed with status|was killed|did not end)/.test(said))
            complaints.push(`the error does not name the command: ${said}`);
        const after = await ground.snapshot({ sysctls: false }, node);
        // A delete has no half-done state to tell; it says so in words.
        const undone = !met.halfDone && !said.includes("Undoing it failed too");
        // Where rm itself fails for good, the file that was to become a record stays until the next operation.
        const tidied = !(act.forGood && toolsOf(kind).includes("rm"));
        if (met.error && undone && tidied && before !== after)
            complaints.push(`the host is not as before: ${difference(before, after)}\nand it said: ${said}`);
    }
    await way.close();
    const again = await detour(ground, node, kind.type);
    complaints.push(...(await judge(place, again.subject, met, to)));
    await again.close();
    return complaints.map((complaint) => `${complaint} (it had failed with: ${met.error?.message})`);
}
