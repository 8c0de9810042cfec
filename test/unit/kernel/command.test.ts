import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cmd, ip, step, withInput } from "../../../provider/kernel/command";

const words = (...args: Parameters<typeof cmd>) => cmd(...args).words;

describe("a command's template", () => {
    it("splits its own text at white space", () => {
        expect(cmd`ip link show`.words).toEqual(["ip", "link", "show"]);
        expect(
            cmd`  ip
            link   `.words,
        ).toEqual(["ip", "link"]);
        expect(cmd``.words).toEqual([]);
    });

    it("makes one word of what is interpolated, whatever is in it", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), (value) => {
                expect(cmd`ip link show ${value} up`.words).toEqual(["ip", "link", "show", value, "up"]);
            }),
        );
        expect(cmd`set ${""} to ${0}`.words).toEqual(["set", "", "to", "0"]);
    });

    it("makes several words of a list, and none of an empty one", () => {
        fc.assert(
            fc.property(fc.array(fc.oneof(fc.string(), fc.integer())), (list) => {
                expect(cmd`a ${list} b`.words).toEqual(["a", ...list.map(String), "b"]);
            }),
        );
    });

    it("drops what is undefined", () => {
        expect(cmd`ip ${undefined} link ${undefined}`.words).toEqual(["ip", "link"]);
    });

    it("joins what stands together", () => {
        expect(cmd`--dport=${80} a${"b c"}d ${"x"}${"y"}`.words).toEqual(["--dport=80", "ab cd", "xy"]);
        expect(cmd`dev ${"br0"}.rp_filter`.words).toEqual(["dev", "br0.rp_filter"]);
    });

    it("keeps a list apart from what stands beside it", () => {
        expect(cmd`x${["a", "b"]}y z`.words).toEqual(["x", "a", "b", "y", "z"]);
        expect(words`${ip("ns1")} link`).toEqual(["ip", "-n", "ns1", "link"]);
        expect(words`${ip()} link`).toEqual(["ip", "link"]);
    });
});

it("a command may have input, and a step an undo", () => {
    expect(withInput(cmd`cat`, "x\n")).toEqual({ words: ["cat"], input: "x\n" });
    expect(step(cmd`a`)).toEqual({ run: { words: ["a"] } });
    expect(step(cmd`a`, cmd`b`, cmd`c`)).toEqual({ run: { words: ["a"] }, undo: [{ words: ["b"] }, { words: ["c"] }] });
});
