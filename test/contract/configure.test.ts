import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Lab } from "../../lab";
import * as hostnet from "../../sdk";
import { type Engine, startEngine } from "./engine";
import { downLab, privateKey, upLab, withKeyFile, withoutKey } from "./lab";
import { bridge, inputsOf } from "./resources";

let lab: Lab;
let engine: Engine;

beforeAll(async () => {
    lab = await upLab("configure");
}, 120_000);

afterEach(async () => {
    await engine?.end();
});

afterAll(() => downLab("configure"));

/** The text of a key, line by line: wherever one of them turns up, it leaked. */
const linesOf = (key: string) => key.split("\n").filter((line) => line.length > 30 && !line.startsWith("-----"));

describe("the stack's configuration", { timeout: 60_000 }, () => {
    it("reaches all who ask at once, the first included", async () => {
        engine = await startEngine({ "hostnet:privateKey": privateKey(lab) });
        const all = await inputsOf(withoutKey(lab), (host) => {
            for (const name of ["br0", "br1", "br2", "br3"]) new hostnet.Bridge(name, { host, name });
            for (const name of ["ns0", "ns1"]) new hostnet.Netns(name, { host, name });
        });
        // Nobody checked before: these are the first calls of this process, three kinds of them.
        const { host1, ...others } = all;
        const made = await Promise.all(
            [host1, ...Object.values(others)].map(async (news) =>
                engine.create((await engine.check({}, news ?? {})).inputs),
            ),
        );
        expect(made.map(({ id }) => id).sort()).toEqual([
            "host1/host",
            ...["br0", "br1", "br2", "br3"].map((name) => `host1/link/${name}`),
            ...["ns0", "ns1"].map((name) => `host1/netns/${name}`),
        ]);
        await Promise.all(made.map(({ id, outs }) => engine.delete(id, outs)));
    });

    it("reaches those who come first with something other than check", async () => {
        engine = await startEngine({});
        const { inputs } = await engine.check({}, await bridge(withoutKey(lab), { name: "br0" }));
        await engine.end();
        engine = await startEngine({ "hostnet:privateKey": privateKey(lab) });
        const made = await Promise.all([1, 2, 3].map(() => engine.create(inputs)));
        expect(made.map(({ id }) => id)).toEqual(Array(3).fill("host1/link/br0"));
        await Promise.all(made.map(({ id, outs }) => engine.delete(id, outs)));
    });

    it("keeps its key out of every answer, error and line of the process", async () => {
        const key = privateKey(lab);
        engine = await startEngine({ "hostnet:privateKey": key }, { HOSTNET_DEBUG: "1" });
        const { inputs } = await engine.check({}, await bridge(withoutKey(lab), { name: "br0" }));
        const { id, outs } = await engine.create(inputs);
        await engine.read(id, outs);
        await engine.delete(id, await engine.update(id, outs, { ...inputs, mtu: 1400 }));
        await expect(engine.create({ ...inputs, host: withoutKey(lab, { user: "ghost" }) })).rejects.toThrow(
            /no key is accepted/,
        );
        const said = engine.said();
        expect(said).toContain("link_facts");
        expect(linesOf(key).length).toBeGreaterThan(3);
        for (const line of linesOf(key)) expect(said).not.toContain(line);
    });

    it("tells a broken key without showing it", async () => {
        const [line = ""] = linesOf(privateKey(lab));
        engine = await startEngine({ "hostnet:privateKey": `-----BEGIN OPENSSH PRIVATE KEY-----\n${line}` });
        const { inputs } = await engine.check({}, await bridge(withoutKey(lab), { name: "br0" }));
        await expect(engine.create(inputs)).rejects.toThrow(
            /the private key of the configuration \(hostnet:privateKey\) is not/,
        );
        expect(engine.said()).not.toContain(line);
    });

    it("says how a host is reached now, whatever its state says", async () => {
        const { address, hostKey } = withoutKey(lab);
        const moved = {
            ...withKeyFile(lab),
            address: "192.0.2.1",
            hostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI000000000000000000000000000000000000000000",
        };
        engine = await startEngine({ "hostnet:hosts": JSON.stringify({ host1: { address, hostKey } }) });
        const { inputs } = await engine.check({}, await bridge(moved, { name: "br0" }));
        const { id, outs } = await engine.create(inputs);
        expect(outs.host).toEqual(moved);
        await engine.delete(id, outs);
    });

    it("takes a field away, which is not the same as not naming it", async () => {
        const behind = { ...withKeyFile(lab), proxyJump: "nobody@192.0.2.1", connectTimeoutSeconds: 2 };
        engine = await startEngine();
        const { inputs } = await engine.check({}, await bridge(behind, { name: "br0" }));
        await expect(engine.create(inputs)).rejects.toThrow(/through nobody@192\.0\.2\.1/);
        await engine.end();
        engine = await startEngine({ "hostnet:hosts": JSON.stringify({ host1: { proxyJump: null } }) });
        const { id, outs } = await engine.create(inputs);
        expect(outs.host).toEqual(behind);
        await engine.delete(id, outs);
    });

    it.each([
        ["{host1", /is not JSON like/],
        ['{"host1": {"adress": "192.0.2.7"}}', /host1: unknown property adress; did you mean address\?/],
        ['{"host1": {"port": 0}}', /host1\.port: 0 is not a whole number/],
        ['{"host1": {"gone": "yes"}}', /host1\.gone: "yes" is not true or false/],
        ['["host1"]', /is no object of hosts/],
    ])("that says %s about hosts is refused, by those who come later too", async (hosts, reason) => {
        engine = await startEngine({ "hostnet:hosts": hosts });
        const news = await bridge(withKeyFile(lab), { name: "br0" });
        await expect(engine.check({}, news)).rejects.toThrow(reason);
        const { inputs } = await engine.check({}, news);
        await expect(engine.create(inputs)).rejects.toThrow(reason);
        expect((await lab.exec("host1", "ip link show br0")).exitCode).not.toBe(0);
    });
});
