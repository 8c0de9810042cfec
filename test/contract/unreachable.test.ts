import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, startSshd, stopSshd } from "../../lab";
import { literally } from "../lab/literally";
import { snapshot } from "../lab/snapshot";
import { type Engine, startEngine, type Values } from "./engine";
import { downLab, upLab, withKeyFile } from "./lab";
import { bridge } from "./resources";

let lab: Lab;
let engine: Engine;
let made: { id: string; outs: Values };
let before: string;

/** A bridge that was made, and then a new process, to which its host does not answer any more. */
beforeAll(async () => {
    lab = await upLab("unreachable");
    engine = await startEngine();
    const { inputs } = await engine.check(
        {},
        await bridge(withKeyFile(lab, { connectTimeoutSeconds: 2 }), { name: "br0" }),
    );
    made = await engine.create(inputs);
    await engine.end();
    before = await snapshot(lab);
    await stopSshd(lab, "host1");
    engine = await startEngine();
}, 120_000);

afterAll(async () => {
    await engine?.end();
    await downLab("unreachable");
});

/** The connect timeout, and what the retries before it and the first start of ssh may take. */
const bound = 8_000;

async function failing(action: () => Promise<unknown>): Promise<string> {
    const begun = Date.now();
    const error = await action().then(
        () => undefined,
        (thrown: Error) => thrown,
    );
    expect(Date.now() - begun).toBeLessThan(bound);
    return error?.message ?? "it did not fail";
}

const nowhere = () => ({ ...made.outs, host: { ...(made.outs.host as Values), address: `${lab.underlay}.99` } });

describe("a host that cannot be reached", { timeout: 60_000 }, () => {
    it.each([
        ["delete", () => engine.delete(made.id, made.outs)],
        ["read", () => engine.read(made.id, made.outs)],
        ["update", () => engine.update(made.id, made.outs, { ...made.outs, mtu: 1400 })],
    ])("makes %s fail within its bounds, in one sentence", async (_, action) => {
        // A process tells the reason once: each has one of its own.
        await engine.end();
        engine = await startEngine();
        const message = await failing(action);
        expect(message).toMatch(
            new RegExp(
                String.raw`^Host host1 \(root@${literally(lab.underlay)}\.11\): the connection is refused; check that sshd runs there`,
            ),
        );
        expect(message.split("\n")).toHaveLength(1);
        expect(message).not.toMatch(/\bat .*\.js:/);
    });

    it("makes them fail the same way where nobody has its address", async () => {
        const first = await failing(() => engine.delete(made.id, nowhere()));
        expect(first).toMatch(
            new RegExp(String.raw`^Host host1 \(root@${literally(lab.underlay)}\.99\): it cannot be reached`),
        );
        const second = await failing(() => engine.read(made.id, nowhere()));
        expect(second).toBe("Host host1: no connection, for the reason that another resource on it tells.");
    });

    it("is not asked by check and diff", async () => {
        const { inputs, failures } = await engine.check(
            made.outs,
            await bridge(withKeyFile(lab, { address: `${lab.underlay}.99` }), { name: "br0" }),
        );
        expect(failures).toEqual([]);
        expect(await engine.diff(made.id, made.outs, inputs)).toMatchObject({ changes: true, replaces: [] });
        const other = { ...inputs, host: { ...(inputs.host as Values), name: "host2" } };
        expect(await engine.diff(made.id, made.outs, other)).toMatchObject({
            changes: true,
            replaces: ["host"],
            deleteBeforeReplace: true,
        });
    });

    it("is not asked either when only the way to it changes", async () => {
        const host = { ...(made.outs.host as Values), address: `${lab.underlay}.99`, user: "ops" };
        expect(await engine.update(made.id, made.outs, { ...made.outs, host })).toEqual({ ...made.outs, host });
    });

    it("is as it was, and is cleaned up when it answers again", async () => {
        expect(await snapshot(lab)).toBe(before);
        await startSshd(lab, "host1");
        // A failed host is left alone for ten seconds; a new process knows nothing of that.
        await engine.end();
        engine = await startEngine();
        await engine.delete(made.id, made.outs);
        expect((await lab.exec("host1", "ip link show br0")).exitCode).not.toBe(0);
    });
});
