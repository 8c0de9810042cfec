import fc from "fast-check";
import { IPv4CidrRange, IPv6CidrRange } from "ip-num";
import { describe, expect, it } from "vitest";
import { addressFromNumber, addressToNumber } from "../../../addressing/address";
import { contains, hostCount, nthAddress, overlaps } from "../../../addressing/cidr";
import { cidr, cidrPair } from "../arbitraries";

describe("contains and overlaps", () => {
    it.each([
        ["10.0.0.0/24", "10.0.0.255", true],
        ["10.0.0.0/24", "10.0.1.0", false],
        ["10.0.0.0/24", "10.0.0.128/25", true],
        ["10.0.0.128/25", "10.0.0.0/24", false],
        ["0.0.0.0/0", "fd00::1", false],
        ["::/0", "10.0.0.1", false],
        ["fd00::/64", "fd00::ffff", true],
    ])("%s contains %s: %s", (network, inner, expected) => {
        expect(contains(network, inner)).toBe(expected);
    });

    it("contains is the inclusion of intervals", () => {
        fc.assert(
            fc.property(cidrPair, ([a, b]) => {
                const expected = a.family === b.family && a.first <= b.first && b.last <= a.last;
                expect(contains(a.text, b.text)).toBe(expected);
                const address = addressFromNumber(b.last, b.family);
                expect(contains(a.text, address)).toBe(a.family === b.family && a.first <= b.last && b.last <= a.last);
            }),
            { numRuns: 500 },
        );
    });

    it("overlaps is symmetric and the intersection of intervals, as ip-num sees it too", () => {
        fc.assert(
            fc.property(cidrPair, ([a, b]) => {
                const expected = a.family === b.family && !(a.last < b.first || b.last < a.first);
                expect(overlaps(a.text, b.text)).toBe(expected);
                expect(overlaps(b.text, a.text)).toBe(expected);
                if (a.family === 4 && b.family === 4) {
                    expect(IPv4CidrRange.fromCidr(a.text).isOverlapping(IPv4CidrRange.fromCidr(b.text))).toBe(expected);
                } else if (a.family === 6 && b.family === 6) {
                    expect(IPv6CidrRange.fromCidr(a.text).isOverlapping(IPv6CidrRange.fromCidr(b.text))).toBe(expected);
                }
            }),
            { numRuns: 500 },
        );
    });
});

describe("nthAddress", () => {
    it.each([
        ["10.0.0.0/24", 0, "10.0.0.0"],
        ["10.0.0.0/24", 1, "10.0.0.1"],
        ["10.0.0.77/24", 1, "10.0.0.1"],
        ["10.0.0.0/24", 255, "10.0.0.255"],
        ["10.0.0.0/24", -1, "10.0.0.255"],
        ["10.0.0.0/24", -2, "10.0.0.254"],
        ["10.0.0.0/24", -256, "10.0.0.0"],
        ["fd00::/64", 1, "fd00::1"],
        ["fd00::/64", -1, "fd00::ffff:ffff:ffff:ffff"],
        ["fd00::/64", 2n ** 63n, "fd00::8000:0:0:0"],
    ])("%s, %s is %s", (network, n, address) => {
        expect(nthAddress(network, n)).toBe(address);
    });

    it.each([
        ["10.0.0.0/24", 256],
        ["10.0.0.0/24", -257],
        ["10.0.0.5/32", 1],
    ])("refuses %s, %s", (network, n) => {
        expect(() => nthAddress(network, n)).toThrow(`"${network}" has no address number ${n}`);
    });

    it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])("refuses the place %s", (n) => {
        expect(() => nthAddress("fd00::/64", n)).toThrow(/whole number/);
    });

    it("counts from both ends and stays inside", () => {
        fc.assert(
            fc.property(cidr, fc.nat(), ({ text, first, last }, seed) => {
                const size = last - first + 1n;
                const n = BigInt(seed) % size;
                expect(addressToNumber(nthAddress(text, n))).toBe(first + n);
                expect(nthAddress(text, n - size)).toBe(nthAddress(text, n));
                expect(contains(text, nthAddress(text, n))).toBe(true);
            }),
        );
    });
});

describe("hostCount", () => {
    it.each([
        ["10.0.0.0/24", 254n],
        ["10.0.0.0/30", 2n],
        ["10.0.0.0/31", 2n],
        ["10.0.0.0/32", 1n],
        ["0.0.0.0/0", 2n ** 32n - 2n],
        ["fd00::/64", 2n ** 64n - 1n],
        ["fd00::/127", 2n],
        ["fd00::/128", 1n],
    ])("%s holds %s", (network, count) => {
        expect(hostCount(network)).toBe(count);
    });
});
