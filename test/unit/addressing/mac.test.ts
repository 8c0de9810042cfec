import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalMac, macFromAddress, macFromText } from "../../../addressing/mac";
import { anyText, ipv4Text, ipv6Text } from "../arbitraries";

const bytes = fc.uint8Array({ minLength: 6, maxLength: 6 });
const hex = (values: Uint8Array): string[] => Array.from(values, (value) => value.toString(16).padStart(2, "0"));

describe("canonicalMac", () => {
    it.each([
        ["02:42:0A:00:00:05", "02:42:0a:00:00:05"],
        ["02-42-0a-00-00-05", "02:42:0a:00:00:05"],
    ])("%s is %s", (text, canonical) => {
        expect(canonicalMac(text)).toBe(canonical);
    });

    it.each([
        "",
        "02:42:0a:00:00",
        "02:42:0a:00:00:05:06",
        "2:42:a:0:0:5",
        "0242.0a00.0005",
        "02420a000005",
        "02:42-0a:00-00:05",
        "02:42:0a:00:00:0g",
        "02:42:0a:00:00:05\n",
        " 02:42:0a:00:00:05",
    ])("refuses %j", (text) => {
        expect(() => canonicalMac(text)).toThrow(`${JSON.stringify(text)} is not a MAC address`);
        expect(() => canonicalMac(text, "any")).toThrow(/six pairs/);
    });

    it("refuses for an interface what no interface can have", () => {
        expect(() => canonicalMac("01:00:5e:00:00:01")).toThrow(/"01:00:5e:00:00:01" .* multicast/);
        expect(() => canonicalMac("FF-FF-FF-FF-FF-FF")).toThrow(/multicast/);
        expect(() => canonicalMac("00:00:00:00:00:00")).toThrow(/all zeros/);
        expect(canonicalMac("00-00-00-00-00-00", "any")).toBe("00:00:00:00:00:00");
        expect(canonicalMac("FF:FF:FF:FF:FF:FF", "any")).toBe("ff:ff:ff:ff:ff:ff");
    });

    it("keeps the six bytes, whatever the spelling, and is idempotent", () => {
        fc.assert(
            fc.property(bytes, fc.constantFrom(":", "-"), fc.boolean(), (values, separator, upper) => {
                const text = hex(values).join(separator);
                const canonical = canonicalMac(upper ? text.toUpperCase() : text, "any");
                expect(canonical).toBe(hex(values).join(":"));
                expect(canonicalMac(canonical, "any")).toBe(canonical);
            }),
        );
    });
});

describe("macFromAddress", () => {
    it("is 02:42 and the four bytes of an IPv4 address", () => {
        expect(macFromAddress("10.0.0.5")).toBe("02:42:0a:00:00:05");
        expect(macFromAddress("0.0.0.1", "0A:58")).toBe("0a:58:00:00:00:01");
    });

    it("does not depend on how an IPv6 address is spelled", () => {
        expect(macFromAddress("FD00:0::5")).toBe(macFromAddress("fd00::5"));
        expect(macFromAddress("fd00::5")).not.toBe(macFromAddress("fd00::6"));
        // State on real hosts depends on this value: a change of it changes the MAC of every container.
        expect(macFromAddress("fd00::5")).toBe("02:42:67:cc:13:6b");
    });

    it("is good for an interface, and one to one for IPv4", () => {
        fc.assert(
            fc.property(fc.oneof(ipv4Text, ipv6Text), (address) => {
                expect(canonicalMac(macFromAddress(address))).toBe(macFromAddress(address));
            }),
        );
        fc.assert(
            fc.property(ipv4Text, (address) => {
                const tail = macFromAddress(address).split(":").slice(2);
                expect(tail.map((byte) => Number.parseInt(byte, 16)).join(".")).toBe(address);
            }),
        );
    });

    it.each(["", "02", "03:42", "02:42:", "02-42", "0242"])("refuses the prefix %j", (prefix) => {
        expect(() => macFromAddress("10.0.0.5", prefix)).toThrow(/is not a MAC prefix/);
    });

    it("refuses what is not an address", () => {
        expect(() => macFromAddress("10.0.0.5/24")).toThrow(/prefix length/);
    });
});

describe("macFromText", () => {
    it("is locally administered, unicast, and always the same", () => {
        fc.assert(
            fc.property(anyText, (text) => {
                expect(macFromText(text)).toMatch(/^02(:[0-9a-f]{2}){5}$/);
                expect(canonicalMac(macFromText(text))).toBe(macFromText(text));
            }),
        );
        expect(macFromText("shop/dev/br0")).toBe("02:a7:a8:7c:dc:c9");
    });

    it("differs for different texts", () => {
        fc.assert(
            fc.property(anyText, anyText, (a, b) => {
                expect(macFromText(a) === macFromText(b)).toBe(a === b);
            }),
        );
    });
});
