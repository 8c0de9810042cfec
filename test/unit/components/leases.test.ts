import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contains, networkOf, nthAddress } from "../../../sdk";
import {
    type DeclaredNetwork,
    type DirectArgs,
    leaseLength,
    leaseProblems,
    networkProblems,
    segmentProblems,
} from "../../../sdk/components/plan";

const blue: DeclaredNetwork = {
    name: "blue",
    hosts: ["ubuntu1", "ubuntu2", "ubuntu3"],
    subnet: "10.233.0.0/16",
    endpoints: [{ name: "db", host: "ubuntu3", address: "10.233.2.50" }],
    direct: {},
};
const told = (change: Partial<DeclaredNetwork>, direct: DirectArgs = {}) =>
    networkProblems({ ...blue, ...change, direct }, []);
const crowd = (count: number) => Array.from({ length: count }, (_, n) => ({ name: `e${n}`, host: "ubuntu1" }));

it("finds nothing wrong with a network that is right, nor with addresses that another lease has as its gateway", () => {
    expect(told({})).toEqual([]);
    expect(told({ subnet6: "fd00:233::/56", six: true }, { leasePrefix6: 64 })).toEqual([]);
    expect(told({ endpoints: [{ name: "db", host: "ubuntu3", address: "10.233.0.1" }] })).toEqual([]);
});

const bad: readonly (readonly [change: Partial<DeclaredNetwork>, direct: DirectArgs, said: string])[] = [
    [
        { gateway: "10.233.0.9" },
        {},
        'gateway: "10.233.0.9" cannot be given with mode "direct": the gateway of each host is the first address of its own lease',
    ],
    [
        { gateway: false },
        {},
        'gateway: false cannot be given with mode "direct": the gateway of each host is the first address of its own lease',
    ],
    [
        { subnet6: "fd00::/56", six: true, gateway6: "fd00::9" },
        {},
        'gateway6: "fd00::9" cannot be given with mode "direct": the gateway of each host is the first address of its own lease',
    ],
    [
        { slices: ["10.233.128.0/24"] },
        {},
        'slices: ["10.233.128.0/24"] cannot be given with mode "direct": every address belongs to the lease of a host',
    ],
    [
        {},
        { group: "239.1.1.1" },
        'group: "239.1.1.1" cannot be given with mode "direct": it is for tunnels, and there are none',
    ],
    [
        {},
        { underlay: "ipv6" },
        'underlay: "ipv6" cannot be given with mode "direct": it is for tunnels, and there are none',
    ],
    [
        {},
        { allowFrom: "peers" },
        'allowFrom: "peers" cannot be given with mode "direct": it is for tunnels, and there are none',
    ],
    [
        { subnet6: "fd00::/56", six: true },
        { withoutUnderlay6: ["ubuntu2"] },
        'hosts[1].underlay6: is missing: with subnet6 and mode "direct" the others route to ubuntu2 by IPv6 too',
    ],
    [
        {},
        { leasePrefix: 15 },
        "leasePrefix: 15 is not a whole number from 16 to 30: a lease is a part of the subnet 10.233.0.0/16",
    ],
    [
        {},
        { leasePrefix: 24.5 },
        "leasePrefix: 24.5 is not a whole number from 16 to 30: a lease is a part of the subnet 10.233.0.0/16",
    ],
    [{ subnet: undefined }, { leasePrefix: 31 }, "leasePrefix: 31 is not a whole number from 1 to 30"],
    [{}, { leasePrefix6: 64 }, "leasePrefix6: needs subnet6"],
    [
        {},
        { leasePrefix: 17 },
        "subnet: 10.233.0.0/16 has 2 leases of length 17, and there are 3 hosts: choose a larger subnet, or a longer leasePrefix",
    ],
    [
        { endpoints: crowd(6) },
        { leasePrefix: 29 },
        "leasePrefix: a lease of length 29 has room for 5 endpoints, and host ubuntu1 has 6: choose a shorter one",
    ],
];

describe("refuses what makes no sense without tunnels:", () => {
    it.each(bad.map(([change, direct, said]) => ({ change, direct, said })))("$said", ({ change, direct, said }) => {
        expect(told(change, direct)).toEqual([said]);
    });

    it("a lease in a network with tunnels", () => {
        const { direct: _, ...rest } = blue;
        expect(networkProblems({ ...rest, tunnel: { vni: 42, port: 4789, leasePrefix: 24 } }, [])).toEqual([
            'leasePrefix: cannot be given with mode "static": it is for "direct"',
        ]);
    });
});

describe("an address by choice", () => {
    const at = (address: string) =>
        leaseProblems({ endpoints: [{ name: "db", host: "ubuntu3", address }] }, "address", {
            ubuntu3: "10.233.2.0/24",
        });

    it("is of the lease of its endpoint's host, and neither its gateway nor its ends", () => {
        expect(at("10.233.2.50")).toEqual([]);
        expect(at("10.233.1.50")).toEqual([
            "endpoints.db.address: 10.233.1.50 is outside 10.233.2.0/24, the lease of its host ubuntu3",
        ]);
        expect(at("10.233.2.1")).toEqual([
            "endpoints.db.address: 10.233.2.1 is the gateway of 10.233.2.0/24, the lease of its host ubuntu3",
        ]);
        expect(at("10.233.2.255")).toEqual([
            "endpoints.db.address: 10.233.2.255 is the broadcast address of the subnet 10.233.2.0/24",
        ]);
    });
});

it("has hosts that reach each other without a router, both named where they do not", () => {
    const one = { host: "ubuntu1", address: "172.16.1.11", networks: ["172.16.1.11/24"] };
    const two = { host: "ubuntu2", address: "172.16.1.12", networks: ["10.0.0.2/24", "172.16.1.12/24"] };
    const far = { host: "ubuntu3", address: "172.16.2.13", networks: undefined };
    expect(segmentProblems([one, two])).toEqual([]);
    expect(segmentProblems([one, far])).toEqual([
        'hosts: ubuntu3, 172.16.2.13, is not on the segment of ubuntu1, 172.16.1.11/24: mode "direct" routes from host to host, choose another one',
    ]);
});

it("has leases of a length that fits the subnet and holds a gateway and an endpoint, usual where there is room", () => {
    expect([8, 16, 20, 22, 24, 26, 28].map((prefix) => leaseLength(4, prefix))).toEqual([24, 24, 24, 26, 28, 30, 30]);
    expect([48, 56, 64, 112, 124].map((prefix) => leaseLength(6, prefix))).toEqual([64, 64, 72, 120, 126]);
    const any = fc.constantFrom(4 as const, 6 as const).chain((family) =>
        fc.record({
            family: fc.constant(family),
            prefix: fc.integer({ min: 1, max: family === 4 ? 31 : 127 }),
        }),
    );
    fc.assert(
        fc.property(any, ({ family, prefix }) => {
            const subnet = networkOf(`${family === 4 ? "10.233.0.0" : "fd00:233::"}/${prefix}`);
            const lease = `${nthAddress(subnet, 0)}/${leaseLength(family, prefix)}`;
            expect(contains(subnet, lease)).toBe(true);
            expect(() => nthAddress(lease, 1)).not.toThrow();
        }),
    );
});
