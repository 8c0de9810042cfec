import { afterAll, beforeAll, expect, it } from "vitest";
import type { Lab } from "../../lab";
import * as hostnet from "../../sdk";
import { type Engine, startEngine, type Values } from "./engine";
import { downLab, upLab, withKeyFile } from "./lab";
import { inputsOf } from "./resources";

let lab: Lab;
let engine: Engine;

beforeAll(async () => {
    lab = await upLab("size");
    engine = await startEngine();
}, 120_000);

afterAll(async () => {
    await engine?.end();
    await downLab("size");
});

/**
 * A resource as a stack export has it, less what Pulumi 3.245 adds about the program: the stack trace (0.5 to 0.7 KB, whatever
 * the resource), its source position, and which property came from which resource.
 */
const exported = (id: string, inputs: Values, outputs: Values) =>
    JSON.stringify({
        urn: "urn:pulumi:dev::overlay::pulumi-nodejs:dynamic/hostnet:Veth::ubuntu1-veth0",
        custom: true,
        id,
        type: "pulumi-nodejs:dynamic/hostnet:Veth",
        inputs,
        outputs,
        parent: "urn:pulumi:dev::overlay::pulumi:pulumi:Stack::overlay-dev",
        dependencies: ["Host::ubuntu1", "Bridge::ubuntu1-br0", "Netns::ubuntu1-ns1"].map(
            (item) => `urn:pulumi:dev::overlay::pulumi-nodejs:dynamic/hostnet:${item}`,
        ),
        provider:
            "urn:pulumi:dev::overlay::pulumi:providers:pulumi-nodejs::default::01234567-89ab-cdef-0123-456789abcdef",
        created: "2026-01-01T00:00:00.000000000Z",
        modified: "2026-01-01T00:00:00.000000000Z",
    });

it("a veth with everything has inputs and outputs of at most 2 KB", { timeout: 60_000 }, async () => {
    await lab.exec("host1", "ip link add br-containers type bridge && ip netns add container-web");
    const { host1: _, ...all } = await inputsOf(withKeyFile(lab), (host) => {
        new hostnet.Veth("container-web", {
            host,
            name: "veth-web-000001",
            master: "br-containers",
            mac: "02:42:0a:e9:01:fe",
            mtu: 1450,
            hairpin: true,
            isolated: true,
            peer: {
                name: "eth0",
                netns: "container-web",
                addresses: ["10.233.101.102/16", "fd00:233:101::102/64"],
                routes: [
                    { to: "default", via: "10.233.0.1" },
                    { to: "fd00:234::/32", via: "fd00:233:101::1", metric: 100 },
                ],
                mac: "02:42:0a:e9:65:66",
                mtu: 1450,
            },
        });
    });
    const checked = await engine.check({}, all["container-web"] ?? {});
    expect(checked.failures).toEqual([]);
    const { id, outs } = await engine.create(checked.inputs);
    const bytes = Buffer.byteLength(JSON.stringify({ inputs: checked.inputs, outputs: outs }));
    expect(bytes).toBeLessThanOrEqual(2048);
    // If it were much less, this would not be the largest any more.
    expect(bytes).toBeGreaterThan(1500);
    await engine.delete(id, outs);
});

it("a veth as the overlay has it takes at most 2 KB of a stack export, less what the engine tells of the program", {
    timeout: 60_000,
}, async () => {
    await lab.exec("host1", "ip link add br0 type bridge && ip netns add ns1");
    const { ubuntu1: _, ...all } = await inputsOf(
        { name: "ubuntu1", address: "host1", sshConfigFile: lab.sshConfig },
        (host) => {
            const routes = [{ to: "default", via: "10.233.0.1" }];
            const peer = { name: "eth0", netns: "ns1", addresses: ["10.233.0.2/16"], routes };
            new hostnet.Veth("ubuntu1-veth0", { host, name: "veth0", master: "br0", hairpin: true, mtu: 1450, peer });
        },
    );
    const { inputs } = await engine.check({}, all["ubuntu1-veth0"] ?? {});
    const { id, outs } = await engine.create(inputs);
    expect(Buffer.byteLength(exported(id, inputs, outs))).toBeLessThanOrEqual(2048);
    await engine.delete(id, outs);
});
