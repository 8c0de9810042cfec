import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contains, networkOf, overlaps } from "../../../addressing";
import { glob } from "../../../provider/kernel/glob";
import { networks } from "../../../provider/kernel/networks";

const four = fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 8, max: 32 }))
    .map(([a, b, prefix]) => networkOf(`10.${a}.${b}.77/${prefix}`));
const six = fc
    .tuple(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 8, max: 128 }))
    .map(([a, prefix]) => networkOf(`fd00:${a.toString(16)}::5/${prefix}`));

describe("the networks of a host", () => {
    it("are those that lie in no other, in order", () => {
        fc.assert(
            fc.property(fc.array(fc.oneof(four, six), { maxLength: 60 }), (all) => {
                const unique = [...new Set(all)];
                const plain = unique.filter((one) => !unique.some((other) => other !== one && contains(other, one)));
                expect(networks(all)).toEqual(plain.sort());
            }),
        );
    });

    it("of which there are many are told as few, which hold the same addresses", () => {
        const block = Array.from({ length: 5000 }, (_, n) => `10.${n >> 8}.${n & 255}.0/24`);
        const apart = Array.from({ length: 50 }, (_, n) => `172.16.${n * 2}.0/24`);
        const told = networks([...block, ...apart]);
        expect(told.length).toBeLessThan(70);
        for (const one of ["10.0.7.9", "10.19.135.1", "172.16.4.1"])
            expect(told.some((item) => contains(item, one))).toBe(true);
        for (const one of ["10.19.136.0/24", "10.20.0.0/16", "172.16.1.0/24", "172.16.99.0/24"])
            expect(told.some((item) => overlaps(item, one))).toBe(false);
    });

    it("are no defaults, whole or in halves", () => {
        const vpn = ["0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1", "2000::/3", "0.0.0.0/0"];
        expect(networks([...vpn, "10.0.0.0/8", "192.0.2.9", "fd00::9"])).toEqual([
            "10.0.0.0/8",
            "192.0.2.9/32",
            "fd00::9/128",
        ]);
    });

    it("take ten times as long where there are ten times as many, and not a hundred times", () => {
        const of = (count: number) =>
            Array.from({ length: count }, (_, n) => `10.${n >> 8}.${n & 255}.${(n * 7) % 200}`);
        const time = (count: number) => {
            const rows = of(count);
            const begun = performance.now();
            networks(rows);
            return performance.now() - begun;
        };
        time(1000);
        const few = Math.min(...[1, 2, 3, 4, 5].map(() => time(1000)));
        const more = Math.min(...[1, 2, 3].map(() => time(10_000)));
        expect(more / few).toBeLessThan(40);
    });
});

describe("a pattern of a host", () => {
    it("describes what a regular expression of the same meaning does", () => {
        const letters = (more: string) => fc.stringMatching(new RegExp(`^[ab${more}]{0,12}$`));
        fc.assert(
            fc.property(letters("*?"), letters(""), (pattern, text) => {
                const same = new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`);
                expect(glob(pattern, text)).toBe(same.test(text));
            }),
            { numRuns: 3000 },
        );
    });

    it.each(["a.c", "a+", "[ab]", "(", "\\", "^a$"])("has no other signs than stars and question marks: %s", (text) => {
        expect(glob(text, text)).toBe(true);
        expect(glob(text, "abc")).toBe(false);
    });

    it("with many stars is decided at once", () => {
        expect(glob(`${"*a".repeat(120)}b`, `veth${"a".repeat(300)}`)).toBe(false);
        expect(glob(`${"*".repeat(100_000)}`, "veth0")).toBe(true);
    });
});
