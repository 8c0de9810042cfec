import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressFromNumber, canonicalAddress } from "../../../addressing/address";
import { canonicalInterfaceAddress, canonicalNetwork, networkOf, parseCidr } from "../../../addressing/cidr";
import { cidr } from "../arbitraries";

describe("parseCidr", () => {
    it("takes an interface address apart and keeps its host bits", () => {
        expect(parseCidr("10.0.0.5/24")).toEqual({ family: 4, address: "10.0.0.5", prefix: 24 });
        expect(parseCidr("FD00::0:5/64")).toEqual({ family: 6, address: "fd00::5", prefix: 64 });
    });

    it.each([
        ["10.0.0.5", /"10\.0\.0\.5" is not an address with a prefix length: .* such as "10\.0\.0\.5\/24"/],
        ["fd00::5", /such as "fd00::5\/64"/],
        ["", /with one slash/],
        ["/24", /with one slash/],
        ["10.0.0.5/", /with one slash/],
        ["10.0.0.5/24/7", /with one slash/],
        ["10.0.0.5/33", /"10\.0\.0\.5\/33" has a wrong prefix length: for IPv4 .* 0 to 32/],
        ["fd00::5/129", /for IPv6 .* 0 to 128/],
        ["10.0.0.5/024", /without leading zeros/],
        ["10.0.0.5/255.255.255.0", /whole number/],
        ["10.0.0.5/-1", /whole number/],
        ["10.0.0.5/ 24", /whole number/],
        ["10.0.0.5/24\n", /whole number/],
        ["10.0.0.300/24", /"10\.0\.0\.300" is not an IPv4 address/],
        ["fe80::1%eth0/64", /zone id/],
    ])("refuses %j and says why", (text, message) => {
        expect(() => parseCidr(text)).toThrow(message);
    });

    it("undoes what rendering does, and rendering is idempotent", () => {
        fc.assert(
            fc.property(cidr, ({ text }) => {
                const canonical = canonicalInterfaceAddress(text);
                expect(parseCidr(canonical)).toEqual(parseCidr(text));
                expect(canonicalInterfaceAddress(canonical)).toBe(canonical);
                expect(canonical).toBe(`${canonicalAddress(text.split("/")[0] ?? "")}/${text.split("/")[1]}`);
            }),
        );
    });
});

describe("canonicalNetwork", () => {
    it.each([
        ["10.0.0.0/24", "10.0.0.0/24"],
        ["0.0.0.0/0", "0.0.0.0/0"],
        ["10.0.0.5/32", "10.0.0.5/32"],
        ["FD00:0::/64", "fd00::/64"],
        ["::/0", "::/0"],
    ])("%s is %s", (text, canonical) => {
        expect(canonicalNetwork(text)).toBe(canonical);
    });

    it("refuses host bits and says which network was probably meant", () => {
        expect(() => canonicalNetwork("10.0.0.5/24")).toThrow(
            '"10.0.0.5/24" is not a network, because bits are set behind its prefix: write "10.0.0.0/24" for the network, or "10.0.0.5/32" for the one address.',
        );
        expect(() => canonicalNetwork("fd00::5/64")).toThrow(/"fd00::\/64" .* "fd00::5\/128"/);
    });

    it("takes exactly what networkOf gives", () => {
        fc.assert(
            fc.property(cidr, ({ text, first, family }) => {
                const network = networkOf(text);
                expect(network).toBe(`${addressFromNumber(first, family)}/${text.split("/")[1]}`);
                expect(canonicalNetwork(network)).toBe(network);
                if (canonicalInterfaceAddress(text) !== network) {
                    expect(() => canonicalNetwork(text)).toThrow(network);
                }
            }),
        );
    });
});
