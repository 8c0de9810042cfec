import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contains, hostCount, networkOf, nthAddress, overlaps } from "../../../addressing";
import {
    type Allocation,
    allocate,
    canonicalRange,
    localNetwork,
    nobody,
    type PoolRequest,
    privateNetwork,
} from "../../../addressing/pool";

const least: PoolRequest = { subnet: "10.0.0.0/24", reserved: ["10.0.0.1"], names: [], explicit: {}, leases: {} };

function given(request: Partial<PoolRequest>, before: Allocation = nobody): Allocation {
    const result = allocate({ ...least, ...request }, before);
    if ("problems" in result)
        throw new Error(result.problems.map((item) => `${item.property}: ${item.reason}`).join("\n"));
    return result.allocation;
}

describe("a pool", () => {
    it("gives the lowest addresses in the order of the names, whatever theirs in the program", () => {
        const expected = { a: "10.0.0.2", b: "10.0.0.3", c: "10.0.0.4" };
        expect(given({ names: ["c", "a", "b"] }).addresses).toEqual(expected);
        expect(given({ names: ["b", "c", "a"] }).addresses).toEqual(expected);
    });

    it("leaves everybody as he is when somebody comes before him or leaves", () => {
        const first = given({ names: ["b", "d", "f"] });
        const second = given({ names: ["a", "b", "f"] }, first);
        expect(second.addresses).toEqual({ a: "10.0.0.5", b: "10.0.0.2", f: "10.0.0.4" });
        expect(second.resting).toEqual(["10.0.0.3 d"]);
    });

    it("gives a name that comes back what it had", () => {
        const first = given({ names: ["a", "b"] });
        const gone = given({ names: ["b"] }, first);
        expect(given({ names: ["a", "b"] }, gone)).toEqual(first);
    });

    it("gives what was released only when there is nothing else, the longest released first", () => {
        const small = { subnet: "10.0.0.0/29" };
        let now = given({ ...small, names: ["a", "b", "c", "d"] });
        now = given({ ...small, names: ["a", "c", "d"] }, now);
        now = given({ ...small, names: ["c", "d"] }, now);
        expect(now.resting).toEqual(["10.0.0.3 b", "10.0.0.2 a"]);
        now = given({ ...small, names: ["c", "d", "e"] }, now);
        expect(now.addresses.e).toBe("10.0.0.6");
        now = given({ ...small, names: ["c", "d", "e", "f"] }, now);
        expect(now.addresses.f).toBe("10.0.0.3");
        now = given({ ...small, names: ["c", "d", "e", "f", "g"] }, now);
        expect(now.addresses.g).toBe("10.0.0.2");
        expect(() => given({ ...small, names: ["c", "d", "e", "f", "g", "h"] }, now)).toThrow(
            "names: there is no room for an address of h in 10.0.0.0/29: of its 8 addresses 5 are given and 3 reserved",
        );
    });

    it("honours addresses by choice, and moves to and from them", () => {
        const first = given({ names: ["a", "db"], explicit: { db: "10.0.0.50" } });
        expect(first.addresses).toEqual({ a: "10.0.0.2", db: "10.0.0.50" });
        const moved = given({ names: ["a", "db"], explicit: { a: "10.0.0.60", db: "10.0.0.50" } }, first);
        expect(moved.addresses).toEqual({ a: "10.0.0.60", db: "10.0.0.50" });
        expect(moved.resting).toEqual(["10.0.0.2 a"]);
        // Not chosen any more, it stays where it is.
        expect(given({ names: ["a", "db"] }, moved).addresses).toEqual(moved.addresses);
        // Whoever leaves in the same step stands in nobody's way.
        expect(given({ names: ["db"], explicit: { db: "10.0.0.60" } }, moved).addresses).toEqual({ db: "10.0.0.60" });
    });

    it.each<[Partial<PoolRequest>, string]>([
        [{ explicit: { x: "10.0.0.5" } }, "explicit.x: there is no x in names"],
        [{ names: ["a"], explicit: { a: "10.0.1.5" } }, "explicit.a: 10.0.1.5 is not in 10.0.0.0/24"],
        [{ names: ["a"], explicit: { a: "fd00::1" } }, "explicit.a: fd00::1 is not in 10.0.0.0/24"],
        [
            { names: ["a"], slice: "10.0.0.64/26", explicit: { a: "10.0.0.5" } },
            "explicit.a: 10.0.0.5 is not in 10.0.0.64/26",
        ],
        [
            { names: ["a"], explicit: { a: "10.0.0.255" } },
            "explicit.a: 10.0.0.255 is the first or last address of 10.0.0.0/24",
        ],
        [{ names: ["a"], explicit: { a: "10.0.0.1" } }, "explicit.a: 10.0.0.1 is reserved (10.0.0.1)"],
        [
            { names: ["a"], reserved: ["10.0.0.5-10.0.0.9"], explicit: { a: "10.0.0.7" } },
            "explicit.a: 10.0.0.7 is reserved (10.0.0.5-10.0.0.9)",
        ],
        [
            { names: ["a", "b"], explicit: { a: "10.0.0.5", b: "10.0.0.5" } },
            "explicit.b: 10.0.0.5 is the address of a too",
        ],
        [{ names: ["old", "b"], explicit: { b: "10.0.0.2" } }, "explicit.b: 10.0.0.2 is held by old, which keeps it"],
        [
            { names: ["old", "b"], leases: { h1: 26 }, explicit: { b: "10.0.0.70" } },
            "explicit.b: 10.0.0.70 is held by the lease 10.0.0.64/26 of h1, which keeps it",
        ],
        [
            { leases: { h1: 26, h2: 25 }, reserved: ["10.0.0.1", "10.0.0.200"] },
            "leases.h2: there is no room for a /25 in 10.0.0.0/24",
        ],
    ])("refuses %j", (request, message) => {
        const before = given({ names: ["old"], leases: { h1: 26 } });
        expect(() => given(request, before)).toThrow(message);
    });

    it("gives of a slice alone, and counts in it", () => {
        const slice = { slice: "10.0.0.252/30" };
        expect(given({ ...slice, names: ["a", "b", "c"] }).addresses).toEqual({
            a: "10.0.0.252",
            b: "10.0.0.253",
            c: "10.0.0.254",
        });
        expect(() => given({ ...slice, names: ["a", "b", "c", "d"] })).toThrow(
            "an address of d in 10.0.0.252/30: of its 4 addresses 3 are given and 1 reserved",
        );
    });

    it("leases prefixes beside addresses, the largest first, and keeps them", () => {
        const request = { subnet: "10.0.0.0/16", names: ["a"], leases: { h1: 24, h2: 24, big: 20 } };
        const first = given(request);
        expect(first.leases).toEqual({ big: "10.0.16.0/20", h1: "10.0.1.0/24", h2: "10.0.2.0/24" });
        const second = given({ ...request, leases: { h0: 24, h2: 24, big: 20 } }, first);
        expect(second.leases).toEqual({ big: "10.0.16.0/20", h0: "10.0.3.0/24", h2: "10.0.2.0/24" });
        expect(second.resting).toEqual(["10.0.1.0/24 h1"]);
        expect(given({ ...request, leases: { h1: 24, h2: 24, big: 20 } }, second).leases).toEqual(first.leases);
        // Another length is another prefix.
        expect(given({ ...request, leases: { h1: 25, h2: 24, big: 20 } }, first).leases.h1).toBe("10.0.0.128/25");
    });

    it("starts anew in another subnet, and leaves what became reserved", () => {
        const first = given({ names: ["a", "b"] });
        expect(given({ subnet: "10.1.0.0/24", names: ["a", "b"] }, first)).toMatchObject({
            addresses: { a: "10.1.0.1", b: "10.1.0.2" },
            resting: [],
        });
        expect(given({ names: ["a", "b"], reserved: ["10.0.0.1-10.0.0.2"] }, first).addresses).toEqual({
            a: "10.0.0.4",
            b: "10.0.0.3",
        });
    });

    it("takes a name like any other that objects have themselves", () => {
        expect(given({ names: ["constructor", "toString"] }).addresses).toEqual({
            constructor: "10.0.0.2",
            toString: "10.0.0.3",
        });
    });

    it("writes IPv6 as RFC 5952 does, and gives every router's address to nobody", () => {
        expect(given({ subnet: "FD00:0::/64", reserved: [], names: ["a"] }).addresses).toEqual({ a: "fd00::1" });
    });

    it("is quick for thousands", () => {
        const names = Array.from({ length: 5000 }, (_, index) => `n${index}`);
        const first = given({ subnet: "10.0.0.0/16", names });
        expect(new Set(Object.values(first.addresses)).size).toBe(5000);
        expect(given({ subnet: "10.0.0.0/16", names: names.toReversed() }, first)).toEqual(first);
    });
});

/** Subnets small enough to be used up. */
const subnets = fc.constantFrom("10.0.0.0/28", "10.0.0.0/27", "10.0.0.0/29", "fd00::/124", "fd00::/122");
const names = fc.uniqueArray(fc.constantFrom(..."abcdefghijklmn"), { maxLength: 12 });
const lengths = (subnet: string) => (subnet.includes(":") ? [126, 127] : [30, 31]);

const scene = subnets.chain((subnet) =>
    fc.record({
        subnet: fc.constant(subnet),
        reserved: fc.uniqueArray(
            fc.nat({ max: Number(hostCount(subnet)) }).map((n) => nthAddress(subnet, n)),
            { maxLength: 3 },
        ),
        steps: fc.array(
            fc.record({
                names,
                leases: fc.dictionary(fc.constantFrom("h1", "h2", "h3"), fc.constantFrom(...lengths(subnet)), {
                    maxKeys: 2,
                }),
                explicit: fc.dictionary(
                    fc.constantFrom(..."abcd"),
                    fc.nat({ max: Number(hostCount(subnet)) }).map((n) => nthAddress(subnet, n)),
                    { maxKeys: 2 },
                ),
            }),
            { minLength: 1, maxLength: 6 },
        ),
    }),
);

describe("whatever comes and goes, a pool", () => {
    it("gives nothing twice, nothing outside, nothing reserved, and leaves who stays where he is", () => {
        let worked = 0;
        fc.assert(
            fc.property(scene, ({ subnet, reserved, steps }) => {
                let before = nobody;
                for (const step of steps) {
                    const result = allocate({ subnet, reserved, ...step }, before);
                    const mixed = allocate({ subnet, reserved, ...step, names: step.names.toReversed() }, before);
                    if ("problems" in result) {
                        expect(mixed).toEqual(result);
                        continue;
                    }
                    worked++;
                    const { addresses, leases } = result.allocation;
                    expect(mixed).toEqual(result);
                    expect(Object.keys(addresses).sort()).toEqual([...step.names].sort());
                    expect(Object.keys(leases).sort()).toEqual(Object.keys(step.leases).sort());
                    const all = [...Object.values(addresses), ...Object.values(leases)];
                    const cidr = (item: string) =>
                        item.includes("/") ? item : `${item}/${item.includes(":") ? 128 : 32}`;
                    for (const [index, item] of all.entries()) {
                        expect(contains(subnet, item)).toBe(true);
                        for (const other of [...all.slice(index + 1), ...reserved])
                            expect(overlaps(cidr(item), cidr(other)), `${item} and ${other}`).toBe(false);
                    }
                    const ends = [nthAddress(subnet, 0), ...(subnet.includes(":") ? [] : [nthAddress(subnet, -1)])];
                    for (const address of Object.values(addresses)) expect(ends).not.toContain(address);
                    for (const [name, address] of Object.entries(before.addresses))
                        if (step.names.includes(name) && step.explicit[name] === undefined)
                            expect(addresses[name]).toBe(address);
                    for (const [name, block] of Object.entries(before.leases))
                        if (block.endsWith(`/${step.leases[name]}`)) expect(leases[name]).toBe(block);
                    // Nothing that rests is somebody's.
                    for (const row of result.allocation.resting) expect(all).not.toContain(row.split(" ")[0]);
                    before = result.allocation;
                }
            }),
            { numRuns: 150 },
        );
        expect(worked).toBeGreaterThan(100);
    });

    it("is full only when everything is given or reserved", () => {
        fc.assert(
            fc.property(subnets, fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 5 }), (subnet, sizes) => {
                const room = Number(hostCount(subnet)) - 1;
                let before = nobody;
                for (const [step, size] of sizes.entries()) {
                    const wanted = Array.from({ length: size }, (_, index) => `n${step}-${index}`);
                    const result = allocate(
                        { subnet, reserved: [nthAddress(subnet, 1)], names: wanted, explicit: {}, leases: {} },
                        before,
                    );
                    expect("problems" in result, `${size} of ${room}`).toBe(size > room);
                    if ("allocation" in result) before = result.allocation;
                }
            }),
        );
    });
});

describe("a network by choice", () => {
    it.each([
        [24, ["10.0.0.0/8"], "172.16.0.0/24"],
        [
            16,
            ["10.0.0.0/9", "10.128.0.0/10", "10.192.0.0/11", "10.224.0.0/12", "10.241.0.0/16"],
            /^10\.2(4[02-9]|5\d)\.0\.0\/16$/,
        ],
        [24, ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/17"], "192.168.128.0/24"],
        [8, ["fd00::/8", "172.16.0.0/12"], "10.0.0.0/8"],
        [16, ["10.0.0.0/8", "172.16.0.0/12", "192.168.7.0/24"], undefined],
    ])("of length %i that avoids %j is %s", (prefix, avoid, expected) => {
        const found = privateNetwork("shop/dev/blue", prefix, avoid);
        if (expected instanceof RegExp) expect(found).toMatch(expected);
        else expect(found).toBe(expected);
    });

    it("is found wherever there is room in 10.0.0.0/8, and overlaps nothing", () => {
        const network = fc
            .tuple(fc.integer({ min: 9, max: 16 }), fc.nat(255))
            .map(([prefix, n]) => networkOf(`10.${n}.0.0/${prefix}`));
        fc.assert(
            fc.property(
                fc.array(network, { maxLength: 20 }),
                fc.integer({ min: 16, max: 24 }),
                fc.string(),
                (avoid, prefix, text) => {
                    const found = privateNetwork(text, prefix, avoid) ?? "";
                    expect(networkOf(found)).toBe(found);
                    for (const other of avoid) expect(overlaps(found, other)).toBe(false);
                    const blocks = Array.from({ length: 256 }, (_, n) => `10.${n}.0.0/16`);
                    const room = blocks.some((block) => !avoid.some((other) => overlaps(other, block)));
                    if (room) expect(contains("10.0.0.0/8", found)).toBe(true);
                },
            ),
        );
    });

    it("of IPv6 is unique local, the same each time, and another where that is taken", () => {
        const first = localNetwork("shop/dev/blue", []);
        expect(first).toMatch(/^fd[0-9a-f:]+::\/64$/);
        expect(localNetwork("shop/dev/blue", ["10.0.0.0/8"])).toBe(first);
        expect(localNetwork("shop/dev/green", [])).not.toBe(first);
        expect(overlaps(localNetwork("shop/dev/blue", [first]), first)).toBe(false);
    });
});

describe("a range", () => {
    it.each([
        ["10.0.0.5", "10.0.0.5"],
        ["10.0.0.5-10.0.0.9", "10.0.0.5-10.0.0.9"],
        ["FD00:0::5-fd00::0009", "fd00::5-fd00::9"],
        ["10.0.0.5/24", "10.0.0.0/24"],
        ["10.0.0.5-10.0.0.5", "10.0.0.5"],
    ])("%s is %s", (text, canonical) => expect(canonicalRange(text)).toBe(canonical));

    it.each([
        ["10.0.0.9-10.0.0.5", /must end behind its start/],
        ["10.0.0.9-fd00::1", /in the same family/],
        ["5-9", /is neither an address, nor a network, nor a range/],
        ["10.0.0.1-10.0.0.2-10.0.0.3", /is neither an address/],
    ])("is not %s", (text, message) => expect(() => canonicalRange(text)).toThrow(message));
});
