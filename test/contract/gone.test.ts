import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, startSshd, stopSshd } from "../../lab";
import { snapshot } from "../lab/snapshot";
import { capture, type Sample } from "./capture";
import { type Engine, startEngine } from "./engine";
import { downLab, upLab, withKeyFile } from "./lab";

let lab: Lab;
let engine: Engine;
let made: Sample[];
let untouched: string;

const gone = { "hostnet:hosts": JSON.stringify({ host1: { gone: true } }) };

/** One resource of every kind, and then a new process, whose configuration gives their host up; sshd is down. */
beforeAll(async () => {
    lab = await upLab("gone");
    engine = await startEngine();
    made = await capture(engine, withKeyFile(lab));
    await engine.end();
    untouched = await snapshot(lab);
    await stopSshd(lab, "host1");
    engine = await startEngine(gone);
}, 120_000);

afterAll(async () => {
    await engine?.end();
    await downLab("gone");
});

describe("a host that is gone for good", { timeout: 60_000 }, () => {
    it("takes along what was on it: a refresh finds nothing there", async () => {
        for (const { id, outputs } of made) expect((await engine.read(id, outputs)).id).toBe("");
    });

    it("is not asked to delete anything", async () => {
        for (const { id, outputs } of made.toReversed()) await engine.delete(id, outputs);
        await startSshd(lab, "host1");
        expect(await snapshot(lab)).toBe(untouched);
        for (const { id, outputs } of made.toReversed()) await engine.delete(id, outputs);
        expect(await snapshot(lab)).toBe(untouched);
    });

    it("takes nothing new and no change, and says what says so", async () => {
        for (const { id, kind, inputs, outputs } of made) {
            const reason =
                /^Creating .* on host host1: the stack's configuration says .*gone: true in hostnet:hosts, for host1/;
            await expect(engine.create(inputs), kind).rejects.toThrow(reason);
            await expect(engine.update(id, outputs, inputs), kind).rejects.toThrow(
                /^Updating .*\(gone: true in hostnet:hosts/,
            );
        }
    });

    it("is asked again once the configuration does not say so", async () => {
        await engine.end();
        engine = await startEngine({
            "hostnet:hosts": JSON.stringify({ host1: { gone: false }, host2: { gone: true } }),
        });
        for (const { id, outputs } of made) expect((await engine.read(id, outputs)).id).toBe(id);
        for (const { id, outputs } of made.toReversed()) await engine.delete(id, outputs);
    });
});
