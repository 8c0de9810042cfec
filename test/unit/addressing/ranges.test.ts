import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalPorts, parsePorts, portsOverlap, portsText } from "../../../addressing/ranges";

const range = fc
    .tuple(fc.integer({ min: 1, max: 65535 }), fc.integer({ min: 1, max: 65535 }))
    .map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) }));

describe("parsePorts", () => {
    it.each([
        [8080, { first: 8080, last: 8080 }, "8080"],
        ["8080", { first: 8080, last: 8080 }, "8080"],
        ["8000-8010", { first: 8000, last: 8010 }, "8000-8010"],
        ["80-80", { first: 80, last: 80 }, "80"],
        ["1-65535", { first: 1, last: 65535 }, "1-65535"],
    ])("reads %j", (ports, expected, text) => {
        expect(parsePorts(ports)).toEqual(expected);
        expect(canonicalPorts(ports)).toBe(text);
    });

    it.each([
        "",
        "0",
        0,
        -1,
        65536,
        "65536",
        "1-65536",
        80.5,
        Number.NaN,
        "080",
        "8000-",
        "-8000",
        "1-2-3",
        "8000:8010",
        "80 ",
        "80\n",
        "http",
        1e21,
    ])("refuses %j", (ports) => {
        expect(() => parsePorts(ports)).toThrow(`${JSON.stringify(String(ports))} is not a port or a range of ports`);
    });

    it("says how a range the wrong way round is meant", () => {
        expect(() => parsePorts("8010-8000")).toThrow(
            '"8010-8000" is not a range of ports: it ends before it starts; write "8000-8010".',
        );
    });

    it("undoes what rendering does", () => {
        fc.assert(
            fc.property(range, (ports) => {
                expect(parsePorts(portsText(ports))).toEqual(ports);
                expect(canonicalPorts(canonicalPorts(portsText(ports)))).toBe(canonicalPorts(portsText(ports)));
            }),
        );
    });
});

describe("portsOverlap", () => {
    it("is symmetric and means a common port", () => {
        const small = fc
            .tuple(fc.integer({ min: 1, max: 9 }), fc.nat(4))
            .map(([first, more]) => ({ first, last: first + more }));
        const ports = ({ first, last }: { first: number; last: number }): number[] =>
            Array.from({ length: last - first + 1 }, (_, index) => first + index);
        fc.assert(
            fc.property(small, small, (a, b) => {
                const expected = ports(a).some((port) => ports(b).includes(port));
                expect(portsOverlap(a, b)).toBe(expected);
                expect(portsOverlap(b, a)).toBe(expected);
            }),
        );
    });
});
