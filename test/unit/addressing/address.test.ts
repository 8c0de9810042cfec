import { isIPv4, isIPv6 } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
    addressFamily,
    addressFromNumber,
    addressToNumber,
    canonicalAddress,
    isAddress,
} from "../../../addressing/address";
import { ipv4Number, ipv4Text, ipv6Number, ipv6Text, longIPv6, nearlyAddress } from "../arbitraries";

describe("canonicalAddress", () => {
    it.each([
        ["10.0.0.5", "10.0.0.5"],
        ["0.0.0.0", "0.0.0.0"],
        ["255.255.255.255", "255.255.255.255"],
        ["FD00:0:0::01", "fd00::1"],
        ["fd00:0:0:0:0:0:0:1", "fd00::1"],
        ["::", "::"],
        ["0:0:0:0:0:0:0:0", "::"],
        // One zero group is not shortened; of equal runs the first is.
        ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
        ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
        ["::ffff:a00:5", "::ffff:10.0.0.5"],
        ["0:0:0:0:0:FFFF:10.0.0.5", "::ffff:10.0.0.5"],
        ["64:ff9b::10.0.0.5", "64:ff9b::a00:5"],
    ])("%s is %s", (text, canonical) => {
        expect(canonicalAddress(text)).toBe(canonical);
    });

    it.each([
        ["", /"" is not an IP address: it is empty/],
        [" 10.0.0.5", /white space/],
        ["10.0.0.5\n", /"10\.0\.0\.5\\n" .*white space/],
        ["10.0.0.5/24", /prefix length/],
        ["fe80::1%eth0", /zone id/],
        ["10.0.0.05", /leading zero/],
        ["::ffff:10.0.0.05", /leading zero/],
        ["10.0.5", /"10\.0\.5" is not an IPv4 address: write four numbers/],
        ["10.0.0.256", /four numbers from 0 to 255/],
        ["fd00:::1", /"fd00:::1" is not an IPv6 address: write eight groups/],
        ["fd00::1::2", /once/],
        ["12345::", /up to four hexadecimal digits/],
        ["x".repeat(500), /"x{60}…" is not/],
    ])("refuses %j and says why", (text, message) => {
        expect(() => canonicalAddress(text)).toThrow(message);
        expect(isAddress(text)).toBe(false);
    });

    it("is idempotent and keeps the address", () => {
        fc.assert(
            fc.property(fc.oneof(ipv4Text, ipv6Text, fc.ipV4(), fc.ipV6()), (text) => {
                const canonical = canonicalAddress(text);
                expect(canonicalAddress(canonical)).toBe(canonical);
                expect(addressToNumber(canonical)).toBe(addressToNumber(text));
                expect(addressFamily(canonical)).toBe(addressFamily(text));
            }),
        );
    });

    it("spells IPv6 as a URL does, except that v4-mapped addresses keep their dots", () => {
        fc.assert(
            fc.property(ipv6Number, (number) => {
                fc.pre(number >> 32n !== 0xffffn);
                const text = longIPv6(number);
                expect(`[${canonicalAddress(text)}]`).toBe(new URL(`http://[${text}]/`).hostname);
            }),
            { numRuns: 1000 },
        );
        fc.assert(
            fc.property(ipv4Text, (text) => {
                const hexadecimal = new URL(`http://[::ffff:${text}]/`).hostname.slice(1, -1);
                expect(canonicalAddress(hexadecimal)).toBe(`::ffff:${text}`);
            }),
        );
    });
});

describe("isAddress and addressFamily", () => {
    it("agree with Node about every text without a zone id", () => {
        fc.assert(
            fc.property(fc.oneof(nearlyAddress, fc.string()), (text) => {
                const [four, six] = [isIPv4(text), isIPv6(text) && !text.includes("%")];
                expect(isAddress(text)).toBe(four || six);
                if (four || six) {
                    expect(addressFamily(text)).toBe(four ? 4 : 6);
                }
            }),
            { numRuns: 5000 },
        );
    });
});

describe("addressToNumber and addressFromNumber", () => {
    it("are each other's inverse", () => {
        fc.assert(
            fc.property(ipv4Number, (n) => {
                expect(addressToNumber(addressFromNumber(n, 4))).toBe(n);
            }),
        );
        fc.assert(
            fc.property(ipv6Number, (n) => {
                expect(addressToNumber(addressFromNumber(n, 6))).toBe(n);
            }),
        );
        fc.assert(
            fc.property(ipv4Text, (text) => {
                expect(addressFromNumber(addressToNumber(text), 4)).toBe(text);
            }),
        );
    });

    it("keep the order", () => {
        expect(addressToNumber("10.0.0.5")).toBe(0x0a000005n);
        expect(addressToNumber("fd00::1")).toBe((0xfd00n << 112n) + 1n);
    });

    it.each([
        [-1n, 4],
        [2n ** 32n, 4],
        [-1n, 6],
        [2n ** 128n, 6],
    ] as const)("refuse %s for IPv%s", (number, family) => {
        expect(() => addressFromNumber(number, family)).toThrow(
            `${number} is not the number of an IPv${family} address`,
        );
    });
});
