import { describe, expect, it } from "vitest";
import * as hostnet from "../../../sdk";
import { type Facts, hosts, runProgram } from "./run-program";

const three = () => hosts(1, 2, 3);
const endpoints = {
    web: { host: "ubuntu1", publish: [{ hostPort: 8080, targetPort: 80 }] },
    db: { host: "ubuntu3", address: "10.233.0.50" },
};
const args = { subnet: "10.233.0.0/16", vni: 42, endpoints };
const overlay = (change: object = {}, facts: Record<string, Facts> = {}) =>
    runProgram(() => new hostnet.OverlayNetwork("blue", { hosts: three(), ...args, ...change }), facts);

it("makes six resources a host, one an endpoint, one a published port, and a pool", async () => {
    const { names, failures } = await overlay();
    expect(failures).toEqual([]);
    expect([...names].sort()).toEqual(
        [
            "OverlayNetwork blue",
            "AddressPool blue-pool",
            ...[1, 2, 3].flatMap((n) => [
                `Host ubuntu${n}`,
                `Bridge blue-ubuntu${n}-br`,
                `VxlanTunnel blue-ubuntu${n}-vx`,
                `Forwarding blue-ubuntu${n}-fdb`,
                `Sysctl blue-ubuntu${n}-forward`,
                `NatRule blue-ubuntu${n}-nat`,
                `ForwardRule blue-ubuntu${n}-guard`,
            ]),
            "Endpoint blue-web",
            "PortMapping blue-ubuntu1-port-8080-tcp",
            "Endpoint blue-db",
        ].sort(),
    );
});

it("tells each host where the others' endpoints are, and floods nothing", async () => {
    const { inputs, device } = await overlay();
    expect(inputs("blue-ubuntu2-fdb")).toMatchObject({
        tunnel: device("blue-ubuntu2-vx"),
        bridge: device("blue-ubuntu2-br"),
        forwarding: [
            { mac: "02:42:0a:e9:00:02", vtep: "172.16.1.11" },
            { mac: "02:42:0a:e9:00:32", vtep: "172.16.1.13" },
        ],
        neighbors: [
            { address: "10.233.0.2", mac: "02:42:0a:e9:00:02" },
            { address: "10.233.0.50", mac: "02:42:0a:e9:00:32" },
        ],
    });
    expect(inputs("blue-ubuntu2-vx")).toMatchObject({
        vni: 42,
        port: 4789,
        device: "eth1",
        local: "172.16.1.12",
        entries: "shared",
        learning: false,
        suppressNeighbors: true,
        allowFrom: ["172.16.1.11", "172.16.1.13"],
        mtu: 1450,
    });
    expect(inputs("blue-ubuntu2-vx")).not.toHaveProperty("peers");
    expect(inputs("blue-ubuntu1-fdb").forwarding).toHaveLength(1);
});

it("gives endpoints their address, the MAC of it, the gateway and the MTU of the narrowest host", async () => {
    const { inputs, device } = await overlay({}, { ubuntu2: { deviceMtu: 1400 } });
    expect(inputs("blue-db")).toMatchObject({
        bridge: device("blue-ubuntu3-br"),
        mtu: 1350,
        hairpin: false,
        interface: "eth0",
        addresses: ["10.233.0.50/16"],
        mac: "02:42:0a:e9:00:32",
        routes: [{ to: "default", via: "10.233.0.1" }],
    });
    expect(inputs("blue-web").hairpin).toBe(true);
    expect(inputs("blue-ubuntu1-br")).toMatchObject({ addresses: ["10.233.0.1/16"], macFromAddress: true, mtu: 1350 });
    expect(inputs("blue-ubuntu1-port-8080-tcp")).toMatchObject({
        hostPort: 8080,
        target: { address: "10.233.0.2", port: 80 },
    });
});

describe("other layouts", () => {
    it("floods to the peers and learns with mode flood", async () => {
        const { inputs, names } = await overlay({ mode: "flood" });
        expect(inputs("blue-ubuntu1-vx")).toMatchObject({ learning: true, peers: ["172.16.1.12", "172.16.1.13"] });
        expect(names.filter((name) => name.startsWith("Forwarding"))).toEqual([]);
    });

    it("uses the group with mode multicast", async () => {
        const { inputs } = await overlay({ mode: "multicast", group: "239.1.1.1" });
        expect(inputs("blue-ubuntu1-vx")).toMatchObject({ group: "239.1.1.1", learning: true, device: "eth1" });
    });

    it("runs over IPv6 with 20 bytes less", async () => {
        const { inputs } = await overlay({ underlay: "ipv6" });
        expect(inputs("blue-ubuntu1-vx")).toMatchObject({ local: "fd01::11", mtu: 1430 });
    });

    it("has both families with subnet6: addresses, neighbours, forwarding, NAT66, guards", async () => {
        const { inputs, names } = await overlay({ subnet6: "fd00:233::/64" });
        expect(inputs("blue-db")).toMatchObject({ addresses: ["10.233.0.50/16", "fd00:233::2/64"] });
        expect(inputs("blue-ubuntu1-fdb").neighbors).toEqual([
            { address: "10.233.0.50", mac: "02:42:0a:e9:00:32" },
            { address: "fd00:233::2", mac: "02:42:0a:e9:00:32" },
        ]);
        expect(inputs("blue-ubuntu1-nat6")).toMatchObject({ source: "fd00:233::/64" });
        expect(names).toEqual(
            expect.arrayContaining(["ForwardRule blue-ubuntu1-guard6", "PortMapping blue-ubuntu1-port-8080-tcp-6"]),
        );
    });

    it("has no gateway, NAT nor default route with gateway: false, and lets nothing out by its hosts in either family", async () => {
        const { inputs, names } = await overlay({ gateway: false, endpoints: { a: { host: "ubuntu1" } } });
        expect(inputs("blue-ubuntu1-br")).toMatchObject({ addresses: [] });
        expect(inputs("blue-a")).toMatchObject({ routes: [] });
        expect(names.filter((name) => /NatRule|Sysctl/.test(name))).toEqual([]);
        const bridge = expect.stringMatching(/^br-blue-/);
        for (const guard of ["blue-ubuntu1-guard", "blue-ubuntu1-guard6"])
            expect(inputs(guard).matches).toMatchObject([
                { exceptInInterface: bridge, outInterface: bridge },
                { inInterface: bridge, exceptOutInterface: bridge },
            ]);
    });

    it("has no tunnel while there is one host", async () => {
        const hosts = () => [new hostnet.Host("ubuntu1", { transport: "local" })];
        const { names, failures } = await runProgram(
            () =>
                new hostnet.OverlayNetwork("blue", { ...args, hosts: hosts(), endpoints: { a: { host: "ubuntu1" } } }),
        );
        expect(failures).toEqual([]);
        expect(names.filter((name) => /VxlanTunnel|Forwarding/.test(name))).toEqual([]);
    });

    it("needs no underlay address for no tunnels", async () => {
        let told: unknown;
        const { failures, onHosts, device } = await runProgram(
            () => {
                const hosts = [new hostnet.Host("ubuntu1", { transport: "local" })];
                const blue = new hostnet.OverlayNetwork("blue", { hosts, subnet: "10.233.0.0/16", vni: 42 });
                blue.reference.apply((reference) => {
                    told = reference.hosts;
                });
            },
            { ubuntu1: { deviceAddresses: ["fd01::11/64"] } },
        );
        expect(failures).toEqual([]);
        expect(onHosts).toContain("Bridge blue-ubuntu1-br");
        expect(told).toEqual({ ubuntu1: { bridge: device("blue-ubuntu1-br") } });
    });

    it("shares a namespace as in a pod, at no cost", async () => {
        const pod = { ...endpoints, log: { sharedWith: "web", publish: [{ hostPort: 9000 }] } };
        const { names, inputs } = await overlay({ endpoints: pod });
        expect(names.filter((name) => name.includes("log") || name.includes("9000"))).toEqual([
            "PortMapping blue-ubuntu1-port-9000-tcp",
        ]);
        expect(inputs("blue-ubuntu1-port-9000-tcp").target).toEqual({ address: "10.233.0.2", port: 9000 });
    });

    it("lets an endpoint find the others by name, if asked", async () => {
        const named = { ...endpoints, web: { host: "ubuntu1", nameService: { nameservers: ["9.9.9.9"] } } };
        const { inputs, all } = await overlay({ endpoints: { ...named, log: { sharedWith: "web" } } });
        expect(all("NameService")).toHaveLength(1);
        expect(inputs("blue-web-names")).toMatchObject({
            netns: "blue-web",
            nameservers: ["9.9.9.9"],
            hosts: { web: ["10.233.0.2"], db: ["10.233.0.50"], log: ["10.233.0.2"] },
        });
    });

    it("takes an existing namespace, and the last word on children", async () => {
        const { names, inputs } = await overlay({
            endpoints: { a: { host: "ubuntu1", netns: "legacy", interface: "net1" } },
            transform: {
                bridge: { stp: true },
                vxlanTunnel: (tunnel: hostnet.VxlanTunnelArgs, name: string) => ({ ...tunnel, name: name.slice(-12) }),
            },
        });
        expect(names.filter((name) => name.startsWith("Netns"))).toEqual([]);
        expect(inputs("blue-a")).toMatchObject({ netns: "legacy", interface: "net1" });
        expect(inputs("blue-ubuntu1-br").stp).toBe(true);
        expect(inputs("blue-ubuntu1-vx").name).toBe("e-ubuntu1-vx");
    });
});

describe("refuses before anything is made", () => {
    const named = { endpoints: { ...endpoints, old: { host: "ubuntu2", netns: "legacy", nameService: {} } } };

    it("what is wrong in the program, all of it at once", async () => {
        const { failures, names } = await overlay({
            endpoints: { a: { host: "ubuntu9" }, b: { host: "ubuntu1", address: "10.9.0.1" } },
        });
        expect(failures).toEqual([
            [
                "OverlayNetwork blue is refused:",
                '  - endpoints.a.host: "ubuntu9" is not a host of this network, which has ubuntu1, ubuntu2, ubuntu3',
                "  - endpoints.b.address: 10.9.0.1 is outside the subnet 10.233.0.0/16",
            ].join("\n"),
        ]);
        expect(names.every((name) => name.startsWith("Host"))).toBe(true);
    });

    it("what collides with another network of the program, but not with one of another program", async () => {
        const two = (vni: number) =>
            runProgram(() => {
                const hosts = three();
                new hostnet.OverlayNetwork("blue", { ...args, hosts });
                new hostnet.OverlayNetwork("green", { hosts, subnet: "10.234.0.0/16", vni });
            });
        expect((await two(43)).failures).toEqual([]);
        expect((await two(42)).failures.join()).toContain("vni: 42 on port 4789 is that of network blue");
        expect((await two(43)).failures).toEqual([]);
    });

    it("an MTU that does not fit, once the hosts tell theirs", async () => {
        const { failures, onHosts } = await overlay({ mtu: 1450, ...named }, { ubuntu3: { deviceMtu: 1400 } });
        expect(failures.join()).toContain("mtu: 1450 is larger than the path: host ubuntu3 carries 1400 bytes");
        expect(onHosts).toEqual([]);
    });

    it("an underlay that a host has no address of", async () => {
        const facts = { ubuntu2: { deviceAddresses: ["fd01::12/64"] } };
        const { failures, onHosts } = await overlay(named, facts);
        expect(failures.join()).toContain(
            "host ubuntu2 has no IPv4 address on its underlay device (it has fd01::12/64)",
        );
        expect(onHosts).toEqual([]);
    });

    it("a subnet that a host has a route to", async () => {
        const { failures, onHosts } = await overlay(named, { ubuntu2: { routes: ["10.233.7.0/24"] } });
        expect(failures.join()).toContain("overlaps the route to 10.233.7.0/24 that host ubuntu2 has already");
        expect(onHosts).toEqual([]);
    });
});

it("describes itself: at once as far as it is plain, as an output in full", async () => {
    let now = "";
    let full = "";
    await runProgram(() => {
        const blue = new hostnet.OverlayNetwork("blue", { ...args, hosts: three() });
        now = blue.describe();
        blue.plan.apply((text) => {
            full = text;
        });
    });
    expect(now).toContain("db        ubuntu3  10.233.0.50  automatic");
    expect(full).toContain("web       ubuntu1  10.233.0.2   02:42:0a:e9:00:02  8080->80/tcp");
});

it("has endpoints by their names, and no others", () => {
    const typed = (blue: hostnet.OverlayNetwork<typeof endpoints>) => [
        blue.endpoints.web.address,
        // @ts-expect-error no such endpoint was declared
        blue.endpoints.nope,
    ];
    expect(typed).toBeInstanceOf(Function);
});
