import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Lab } from "../../lab";
import { snapshot } from "../lab/snapshot";
import { type Engine, startEngine, type Values } from "./engine";
import { downLab, upLab, withKeyFile } from "./lab";
import { bridge } from "./resources";

/** What stands for a value that a preview does not know yet. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

let lab: Lab;
let engine: Engine;

beforeAll(async () => {
    lab = await upLab("bridge");
    engine = await startEngine();
}, 120_000);

afterAll(async () => {
    await engine?.end();
    await downLab("bridge");
});

const checked = async (args: Parameters<typeof bridge>[1], olds: Values = {}): Promise<Values> => {
    const { inputs, failures } = await engine.check(olds, await bridge(withKeyFile(lab), args));
    expect(failures).toEqual([]);
    return inputs;
};

const plain = { name: "br0", addresses: ["10.9.0.1/24", "FD00:0::1/64"], mac: "02:AA:00:00:00:01" };

describe("a bridge, over gRPC", { timeout: 60_000 }, () => {
    it("is checked, made, found unchanged, changed and removed", async () => {
        const before = await snapshot(lab);
        const inputs = await checked(plain);
        expect(inputs).toMatchObject({
            addresses: ["10.9.0.1/24", "fd00::1/64"],
            mac: "02:aa:00:00:00:01",
            mtu: 1500,
            adopt: false,
        });

        const made = await engine.create(inputs);
        expect(made.id).toBe("host1/link/br0");
        expect(made.outs).toEqual({
            ...inputs,
            ifindex: expect.any(Number),
            stateVersion: 2,
            __fingerprint: expect.any(String),
        });
        expect((await lab.exec("host1", "ip -br addr show br0")).stdout).toMatch(
            /^br0 +\S+ +10\.9\.0\.1\/24 fd00::1\/64/,
        );

        expect(await checked(plain, inputs)).toEqual(inputs);
        expect(await engine.diff(made.id, made.outs, inputs)).toMatchObject({ changes: false, replaces: [] });
        expect(await engine.read(made.id, made.outs)).toEqual({ id: made.id, outs: made.outs, inputs });

        const larger = await checked({ ...plain, mtu: 1400 }, inputs);
        expect(await engine.diff(made.id, made.outs, larger)).toMatchObject({ changes: true, replaces: [] });
        const changed = await engine.update(made.id, made.outs, larger);
        expect(changed).toMatchObject({ ...larger, ifindex: made.outs.ifindex });

        await lab.exec("host1", "ip link set br0 mtu 1300");
        const drifted = await engine.read(made.id, changed);
        expect(drifted).toMatchObject({ id: made.id, outs: { mtu: 1300 }, inputs: { mtu: 1300 } });
        expect(await engine.diff(made.id, drifted.outs, larger)).toMatchObject({ changes: true, replaces: [] });
        expect(await engine.update(made.id, drifted.outs, larger)).toEqual(changed);

        await engine.delete(made.id, changed);
        expect(await snapshot(lab)).toBe(before);
        await engine.delete(made.id, changed);
        expect(await engine.read(made.id, changed)).toMatchObject({ id: "" });
    });

    it("has every failure told at once, with its property", async () => {
        const news = await bridge(withKeyFile(lab), { name: "-x; reboot", addresses: ["10.9.0.1/33"], mtu: 12 });
        const { failures } = await engine.check({}, { ...news, colour: "red" });
        const named = failures.map(({ reason }) => reason.split(/[:;] /)[0]);
        expect(named.sort()).toEqual(["addresses[0]", "mtu", "name", "unknown property colour"]);
        for (const { reason } of failures) expect(reason).toMatch(/-x; reboot|10\.9\.0\.1\/33|12|colour/);
    });

    it("passes what is not known yet", async () => {
        const news = await bridge(withKeyFile(lab), { name: "br0" });
        const { inputs, failures } = await engine.check(
            {},
            { ...news, name: unknown, addresses: [unknown], mtu: unknown },
        );
        expect(failures).toEqual([]);
        expect(inputs).toMatchObject({ name: unknown, addresses: [unknown], mtu: unknown });
    });

    it("that gets something unknown is changed, not replaced", async () => {
        const inputs = await checked(plain);
        const outs = { ...inputs, ifindex: 3, stateVersion: 1, __fingerprint: "0" };
        const diff = (news: Values) => engine.diff("host1/link/br0", outs, { ...inputs, ...news });
        expect(await diff({ mtu: unknown })).toMatchObject({ changes: true, replaces: [] });
        expect(await diff({ name: unknown })).toMatchObject({ changes: true, replaces: [] });
        expect(await diff({ host: unknown })).toMatchObject({ changes: true, replaces: [] });
        expect(await diff({ name: "br1" })).toMatchObject({
            changes: true,
            replaces: ["name"],
            deleteBeforeReplace: true,
        });
    });

    it("is not made where a stranger has its name", async () => {
        await lab.exec("host1", "ip link add br0 type bridge");
        const before = await snapshot(lab);
        const inputs = await checked(plain);
        await expect(engine.create(inputs)).rejects.toMatchObject({
            message: expect.stringMatching(
                /bridge br0 on host host1 is there already and carries no mark.*adopt: true/,
            ),
            initFailed: undefined,
        });
        expect(await snapshot(lab)).toBe(before);
        await lab.exec("host1", "ip link del br0");
    });
});
