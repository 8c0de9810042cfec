import { describe, expect, it } from "vitest";
import * as hostnet from "../../../sdk";
import { type Facts, hosts, type Registered, runProgram } from "./run-program";

const endpoints = {
    web: { host: "ubuntu1", publish: [{ hostPort: 8080, targetPort: 80 }] },
    db: { host: "ubuntu3", address: "10.233.2.50" },
};
const args = { mode: "direct" as const, subnet: "10.233.0.0/16", endpoints };
const direct = (change: object = {}, facts: Record<string, Facts> = {}) =>
    runProgram(() => new hostnet.OverlayNetwork("blue", { hosts: hosts(1, 2, 3), ...args, ...change }), facts);

it("makes a route an ordered pair of hosts, and neither tunnels nor what goes with them", async () => {
    const { names, failures } = await direct();
    expect(failures).toEqual([]);
    expect([...names].sort()).toEqual(
        [
            "OverlayNetwork blue",
            "AddressPool blue-pool",
            ...[1, 2, 3].flatMap((n) => [
                `Host ubuntu${n}`,
                `AddressPool blue-ubuntu${n}-pool`,
                `Bridge blue-ubuntu${n}-br`,
                `Sysctl blue-ubuntu${n}-forward`,
                `NatRule blue-ubuntu${n}-nat`,
                `ForwardRule blue-ubuntu${n}-guard`,
                `ForwardRule blue-ubuntu${n}-accept`,
                ...[1, 2, 3].filter((m) => m !== n).map((m) => `Route blue-ubuntu${n}-route-ubuntu${m}`),
            ]),
            "Endpoint blue-web",
            "PortMapping blue-ubuntu1-port-8080-tcp",
            "Endpoint blue-db",
        ].sort(),
    );
});

it("gives each host a lease, its first address to the bridge, and the others a route to it", async () => {
    const { inputs } = await direct();
    expect(inputs("blue-pool")).toMatchObject({
        gateway: false,
        names: [],
        leases: { ubuntu1: 24, ubuntu2: 24, ubuntu3: 24 },
    });
    expect(inputs("blue-ubuntu3-pool")).toMatchObject({
        subnet: "10.233.2.0/24",
        names: ["db"],
        explicit: { db: "10.233.2.50" },
    });
    expect(inputs("blue-ubuntu2-br")).toMatchObject({ addresses: ["10.233.1.1/24"], mtu: 1500 });
    expect(inputs("blue-ubuntu1-route-ubuntu3")).toMatchObject({
        to: "10.233.2.0/24",
        via: "172.16.1.13",
        device: "eth1",
    });
});

it("gives endpoints an address of the lease, the gateway of it, and the way to the other leases in any case", async () => {
    const { inputs, device } = await direct({
        endpoints: { ...endpoints, two: { host: "ubuntu2", defaultRoute: false } },
    });
    expect(inputs("blue-db")).toMatchObject({
        bridge: device("blue-ubuntu3-br"),
        mtu: 1500,
        addresses: ["10.233.2.50/24"],
        routes: [
            { to: "default", via: "10.233.2.1" },
            { to: "10.233.0.0/16", via: "10.233.2.1" },
        ],
    });
    expect(inputs("blue-two")).toMatchObject({ routes: [{ to: "10.233.0.0/16", via: "10.233.1.1" }] });
    expect(inputs("blue-ubuntu1-port-8080-tcp")).toMatchObject({ target: { address: "10.233.0.2", port: 80 } });
});

it("lets the network's other hosts in and nobody else, and masquerades nothing between leases", async () => {
    const { inputs, device } = await direct({ reachableFrom: ["172.16.1.0/24"] });
    expect(inputs("blue-ubuntu2-nat")).toMatchObject({ source: "10.233.1.0/24", exceptDestination: "10.233.0.0/16" });
    const bridge = device("blue-ubuntu2-br");
    const from = (source: string) => ({ outInterface: bridge, source });
    expect(inputs("blue-ubuntu2-accept")).toMatchObject({
        action: "accept",
        matches: [from("10.233.0.0/16"), from("172.16.1.0/24")],
    });
    expect(inputs("blue-ubuntu2-guard")).toMatchObject({
        action: "drop",
        matches: [
            { exceptInInterface: bridge, outInterface: bridge },
            { inInterface: bridge, exceptOutInterface: bridge, exceptSource: "10.233.1.0/24" },
        ],
        except: [from("10.233.0.0/16"), from("172.16.1.0/24")],
    });
});

it("has both families with subnet6: leases, routes, NAT66, guards", async () => {
    const { inputs, names, failures } = await direct({ subnet6: "fd00:233::/56" });
    expect(failures).toEqual([]);
    expect(inputs("blue-pool")).toMatchObject({ gateway6: false, leases6: { ubuntu1: 64 } });
    expect(inputs("blue-ubuntu2-br").addresses).toEqual(["10.233.1.1/24", "fd00:233:0:1::1/64"]);
    expect(inputs("blue-ubuntu1-route6-ubuntu3")).toMatchObject({ to: "fd00:233:0:2::/64", via: "fd01::13" });
    expect(inputs("blue-db")).toMatchObject({
        addresses: ["10.233.2.50/24", "fd00:233:0:2::2/64"],
        routes: [
            { to: "default", via: "10.233.2.1" },
            { to: "::/0", via: "fd00:233:0:2::1" },
            { to: "10.233.0.0/16", via: "10.233.2.1" },
            { to: "fd00:233::/56", via: "fd00:233:0:2::1" },
        ],
    });
    expect(inputs("blue-ubuntu1-nat6")).toMatchObject({
        source: "fd00:233::/64",
        exceptDestination: "fd00:233::/56",
    });
    expect(names).toEqual(expect.arrayContaining(["ForwardRule blue-ubuntu1-guard6", "Sysctl blue-ubuntu1-forward6"]));
});

it("routes to the underlay addresses that the program names", async () => {
    const { inputs, failures } = await runProgram(() => {
        const [one, two] = hosts(1, 2) as [hostnet.Host, hostnet.Host];
        const named = { host: two, underlay: "172.16.1.99", underlay6: "fd01::99", device: "eth2", underlayMtu: 1400 };
        const wanted = { ...args, subnet6: "auto", endpoints: {}, hosts: [one, named] };
        new hostnet.OverlayNetwork("blue", { ...wanted, subnet6: "fd00:233::/48", leasePrefix: 20, leasePrefix6: 56 });
    });
    expect(failures).toEqual([]);
    expect(inputs("blue-ubuntu1-route-ubuntu2")).toMatchObject({ to: "10.233.16.0/20", via: "172.16.1.99" });
    expect(inputs("blue-ubuntu1-route6-ubuntu2")).toMatchObject({ to: "fd00:233:0:100::/56", via: "fd01::99" });
    expect(inputs("blue-ubuntu2-route-ubuntu1")).toMatchObject({ via: "172.16.1.11", device: "eth2" });
    expect(inputs("blue-ubuntu1-br").mtu).toBe(1400);
});

it("finds endpoints by name on every host, and takes the last word on its routes", async () => {
    const named = { ...endpoints, web: { host: "ubuntu1", nameService: {} }, log: { sharedWith: "db" } };
    const { inputs } = await direct({ endpoints: named, transform: { route: { metric: 50 } } });
    expect(inputs("blue-web-names").hosts).toEqual({
        web: ["10.233.0.2"],
        db: ["10.233.2.50"],
        log: ["10.233.2.50"],
    });
    expect(inputs("blue-ubuntu1-route-ubuntu2").metric).toBe(50);
});

it("describes itself with its leases", async () => {
    let full = "";
    const { device } = await runProgram(() => {
        const blue = new hostnet.OverlayNetwork("blue", { ...args, hosts: hosts(1, 2, 3) });
        blue.plan.apply((text) => {
            full = text;
        });
    });
    expect(full).toContain("overlay network blue, direct\n");
    expect(full).toMatch(/host +underlay +bridge +lease\n/);
    expect(full.replace(/ +/g, " ")).toContain(`ubuntu3 172.16.1.13 ${device("blue-ubuntu3-br")} 10.233.2.0/24\n`);
});

describe("refuses before anything is made", () => {
    const made = (names: readonly string[]) => names.filter((name) => /^(Bridge|Veth|Route|NatRule)/.test(name));

    it("an address outside of its host's lease, all of them at once", async () => {
        const { failures, names } = await direct({
            endpoints: { a: { host: "ubuntu1", address: "10.233.2.9" }, b: { host: "ubuntu2", address: "10.233.0.9" } },
        });
        expect(failures).toContain(
            [
                "OverlayNetwork blue is refused:",
                "  - endpoints.a.address: 10.233.2.9 is outside 10.233.0.0/24, the lease of its host ubuntu1",
                "  - endpoints.b.address: 10.233.0.9 is outside 10.233.1.0/24, the lease of its host ubuntu2",
            ].join("\n"),
        );
        expect(made(names)).toEqual([]);
    });

    it("hosts that share no segment", async () => {
        const { failures, names } = await direct({}, { ubuntu3: { deviceAddresses: ["172.16.2.13/24"] } });
        expect(failures.join()).toContain(
            "hosts: ubuntu3, 172.16.2.13, is not on the segment of ubuntu1, 172.16.1.11/24",
        );
        expect(made(names).filter((name) => !name.startsWith("NatRule"))).toEqual([]);
    });

    it("an MTU that is larger than the underlay's, a route that the subnet would hide, args of tunnels", async () => {
        expect((await direct({ mtu: 1501 })).failures.join()).toContain(
            "host ubuntu1 carries 1500 bytes, at most 1500",
        );
        const { failures } = await direct({}, { ubuntu2: { routes: ["10.233.7.0/24"] } });
        expect(failures.join()).toContain("overlaps the route to 10.233.7.0/24 that host ubuntu2 has already");
        expect((await direct({ allowFrom: "any" })).failures.join()).toContain('allowFrom: "any" cannot be given');
    });
});

it.each(["direct", "static"] as const)(
    "chooses a subnet beside routes that several hosts have, mode %s",
    async (mode) => {
        const shared = { routes: ["10.0.0.0/9", "172.16.1.0/24"] };
        const { inputs, failures } = await runProgram(
            () => {
                const wanted = { ...args, vni: 42, subnet: "auto", endpoints: { a: { host: "ubuntu1" } } };
                new hostnet.OverlayNetwork("blue", { ...wanted, mode, hosts: hosts(1, 2) });
            },
            { ubuntu1: shared, ubuntu2: { routes: [...shared.routes, "192.168.0.0/16"] } },
        );
        expect(failures).toEqual([]);
        expect(new Set(inputs("blue-pool").avoid as string[])).toEqual(new Set([...shared.routes, "192.168.0.0/16"]));
    },
);

it("leaves every lease and address as it is, whatever the order, whoever comes and goes", async () => {
    let before: Registered | undefined;
    const after = async (numbers: number[], names: readonly string[]) => {
        const placed = Object.fromEntries(names.map((name) => [name, { host: `ubuntu${name.slice(1, 2)}` }]));
        before = await runProgram(
            () => new hostnet.OverlayNetwork("blue", { ...args, hosts: hosts(...numbers), endpoints: placed }),
            {},
            before,
        );
        const { inputs, failures } = before;
        expect(failures).toEqual([]);
        const endpoint = (name: string) => inputs(`blue-${name}`) as { addresses: string[] };
        return {
            ...Object.fromEntries(numbers.map((n) => [`ubuntu${n}`, inputs(`blue-ubuntu${n}-br`).addresses])),
            ...Object.fromEntries(names.map((name) => [name, endpoint(name).addresses])),
        };
    };
    const first = await after([3, 1, 2], ["e1a", "e2a", "e3b"]);
    expect(first).toEqual({
        ubuntu1: ["10.233.0.1/24"],
        ubuntu2: ["10.233.1.1/24"],
        ubuntu3: ["10.233.2.1/24"],
        e1a: ["10.233.0.2/24"],
        e2a: ["10.233.1.2/24"],
        e3b: ["10.233.2.2/24"],
    });
    const { ubuntu1: _, e1a: __, ...stayed } = first;
    const second = await after([0, 2, 3], ["e3a", "e3b", "e2a", "e0a"]);
    expect(second).toEqual({
        ...stayed,
        ubuntu0: ["10.233.3.1/24"],
        e0a: ["10.233.3.2/24"],
        e3a: ["10.233.2.3/24"],
    });
    // Who comes back finds what he had.
    const both = { ...first, ...second };
    expect(
        await after(
            [2, 3, 0, 1],
            Object.keys(both).filter((name) => name.startsWith("e")),
        ),
    ).toEqual(both);
});
