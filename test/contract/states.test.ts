import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Lab } from "../../lab";
import { kinds } from "../../provider/kinds";
import { snapshot } from "../lab/snapshot";
import { capture, type Sample, shape } from "./capture";
import { type Engine, startEngine, type Values } from "./engine";
import { together } from "./every-kind";
import { downLab, privateKey, upLab, withoutKey } from "./lab";

// Each folder beside this file, states/vN, holds what some released version wrote, one sample a kind, and is never changed
// afterwards. When the shape of a state changes: raise stateVersion in provider/lifecycle.ts, keep reading the old one, and
// run this file with HOSTNET_CAPTURE=1, which writes the new folder. All tests below then run for it too.
const folder = join(__dirname, "states");
/**
 * `vN` has today's shape of each kind. What a kind had before it got another property stands in `vN-WORD`, in so far as it
 * differs from `vN`.
 */
const versions = readdirSync(folder).sort();

let lab: Lab;
let engine: Engine;

beforeAll(async () => {
    lab = await upLab("states");
    engine = await startEngine({ "hostnet:privateKey": privateKey(lab) });
}, 120_000);

afterAll(async () => {
    await engine?.end();
    await downLab("states");
});

const markOf = (values: Values | undefined): string | undefined =>
    (values?.host as { mark?: string } | undefined)?.mark;

/** Makes one of every kind as the code of a version did; gives the mark that they have. */
async function madeAs(version: string): Promise<string | undefined> {
    const unmarked = version.startsWith("v1");
    const [host] = await capture(engine, withoutKey(lab), { unmarked, released: true });
    return unmarked ? undefined : markOf(host?.outputs);
}

/** The samples of a version, as if they had been made on the host of this lab, under a mark of today. */
function samplesOf(version: string, mark?: string): Sample[] {
    const places = new Map<string, string>();
    for (const place of [version.replace(/-.*/, ""), version])
        for (const name of readdirSync(join(folder, place))) places.set(name, join(folder, place, name));
    const all = [...places.values()].map((file): Sample => JSON.parse(readFileSync(file, "utf8")));
    const here = (values: Values) => ({
        ...values,
        host: { ...withoutKey(lab), ...(markOf(values) && { mark: mark ?? markOf(values) }) },
    });
    return all.map((sample) => ({ ...sample, inputs: here(sample.inputs), outputs: here(sample.outputs) }));
}

/** With HOSTNET_CAPTURE=1 the states of today's code become the samples of their version. */
function keep(samples: readonly Sample[]): void {
    for (const { outputs, inputs, ...sample } of samples) {
        const place = join(folder, `v${outputs.stateVersion}`);
        mkdirSync(place, { recursive: true });
        const host = { name: "host1", address: "172.16.1.11", user: "root", mark: "k3f9x2" };
        const anonymous = { ...sample, inputs: { ...inputs, host }, outputs: { ...outputs, host } };
        writeFileSync(join(place, `${sample.kind}.json`), `${JSON.stringify(anonymous, undefined, 2)}\n`);
    }
}

/** In an order in which they can be deleted. */
const order = together.map(({ type }) => type).reverse();
const deletable = (samples: readonly Sample[]) =>
    order.flatMap((kind) => samples.find((sample) => sample.kind === kind) ?? []);

/** A change to each kind's sample that is made in place. */
const changes: Readonly<Record<string, Values>> = Object.fromEntries(
    together.map(({ type, together: { change } }) => [type, change]),
);

/** Kinds of which a released version wrote states. */
const released = Object.keys(kinds).filter(
    (kind) => !together.some(({ type, unreleased }) => unreleased && type === kind),
);

describe("the state of today's code", { timeout: 120_000 }, () => {
    it("has the shape of the samples of its version: another shape needs another stateVersion, and its own samples", async () => {
        const before = await snapshot(lab);
        const today = await capture(engine, withoutKey(lab));
        if (process.env.HOSTNET_CAPTURE === "1") keep(today.filter(({ kind }) => released.includes(kind)));
        for (const { kind, inputs, outputs } of today.filter((each) => released.includes(each.kind))) {
            const sample = samplesOf(`v${outputs.stateVersion}`).find((item) => item.kind === kind);
            expect({ kind, inputs: shape(inputs), outputs: shape(outputs) }).toEqual({
                kind,
                inputs: shape(sample?.inputs),
                outputs: shape(sample?.outputs),
            });
        }
        for (const { id, outputs } of deletable(today)) await engine.delete(id, outputs);
        expect(await snapshot(lab)).toBe(before);
    });
});

describe.each(versions)("a state of %s", { timeout: 120_000 }, (version) => {
    it("has a sample of every kind", () => {
        expect(
            samplesOf(version)
                .map(({ kind }) => kind)
                .sort(),
        ).toEqual([...released].sort());
    });

    it("is read, found unchanged, updated and deleted by today's code", async () => {
        const before = await snapshot(lab);
        const mark = await madeAs(version);
        for (const { kind, id, inputs, outputs } of deletable(samplesOf(version, mark))) {
            const read = await engine.read(id, outputs);
            expect([kind, read.id]).toEqual([kind, id]);
            const { inputs: news, failures } = await engine.check(inputs, inputs);
            expect([kind, failures]).toEqual([kind, []]);
            // What newer code derives otherwise (rules, say) is updated in place; all else is unchanged.
            const changes = !isDeepStrictEqual(news, inputs);
            expect([kind, await engine.diff(id, outputs, news)]).toMatchObject([kind, { changes, replaces: [] }]);
            expect([kind, await engine.diff(id, read.outs, read.inputs)]).toMatchObject([kind, { changes: false }]);
            const outs = await engine.update(id, outputs, news);
            expect([kind, outs]).toMatchObject([kind, { ...news, stateVersion: expect.any(Number) }]);
        }
        for (const { id, outputs } of deletable(samplesOf(version, mark))) await engine.delete(id, outputs);
        expect(await snapshot(lab)).toBe(before);
    });

    it("is changed by today's code, which then reads what it made, and deletes it", async () => {
        const before = await snapshot(lab);
        const mark = await madeAs(version);
        expect(Object.keys(changes).sort()).toEqual(Object.keys(kinds).sort());
        const changed: { id: string; outs: Values }[] = [];
        for (const { kind, id, inputs, outputs } of deletable(samplesOf(version, mark)).reverse()) {
            const { rules, ...rest } = inputs;
            const { inputs: news, failures } = await engine.check(inputs, { ...rest, ...changes[kind] });
            expect([kind, failures]).toEqual([kind, []]);
            expect([kind, await engine.diff(id, outputs, news)]).toMatchObject([kind, { changes: true, replaces: [] }]);
            const outs = await engine.update(id, outputs, news);
            expect([kind, outs]).toMatchObject([kind, { ...news, ...changes[kind] }]);
            expect([kind, await engine.read(id, outs)]).toEqual([kind, { id, outs, inputs: expect.anything() }]);
            changed.push({ id, outs });
        }
        for (const { id, outs } of changed.reverse()) await engine.delete(id, outs);
        expect(await snapshot(lab)).toBe(before);
    });

    it("lets go of what is not there any more", async () => {
        const before = await snapshot(lab);
        for (const { kind, id, outputs } of deletable(samplesOf(version))) {
            await engine.delete(id, outputs);
            if (kind !== "Host") expect([kind, (await engine.read(id, outputs)).id]).toEqual([kind, ""]);
        }
        expect(await snapshot(lab)).toBe(before);
    });
});
