import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_MARK, nameProblem, ownerMark, physicalName } from "../../../naming/names";
import { anyText } from "../arbitraries";

describe("nameProblem", () => {
    it.each(["a", "br0", "eth0.100", "A_b-c.d", "a".repeat(15)])("takes %s", (name) => {
        expect(nameProblem(name)).toBeUndefined();
    });

    it.each([
        ["", /^"" is not a valid name: it must start with a letter/],
        ["-x", /"-x" .* start with a letter/],
        ["0a", /start with a letter/],
        [".", /start with a letter/],
        ["a b", /letters, digits/],
        ["a;b", /letters, digits/],
        ["a/b", /letters, digits/],
        ["a%d", /letters, digits/],
        ["a:1", /letters, digits/],
        ["é", /letters, digits/],
        ["aé", /letters, digits/],
        ["a\n", /"a\\n"/],
        ["a".repeat(16), /"a{16}" is too long for a name: it has 16 bytes, and at most 15 are allowed/],
        ["all", /"all" cannot be a name/],
        ["default", /"default" cannot be a name/],
    ])("refuses %j and says why", (name, message) => {
        expect(nameProblem(name)).toMatch(message);
    });

    it("takes another length for what is no device", () => {
        expect(nameProblem("a".repeat(28), 28)).toBeUndefined();
        expect(nameProblem("a".repeat(29), 28)).toMatch(/at most 28/);
    });

    it("lets nothing through that a shell or ip would read as more than a word", () => {
        fc.assert(
            fc.property(fc.oneof(anyText, fc.string({ maxLength: 6 })), (text) => {
                if (nameProblem(text, 300) === undefined) {
                    expect(text.replace(/[A-Za-z0-9_.-]/g, "")).toBe("");
                    expect(text).not.toMatch(/^[^A-Za-z]/);
                }
            }),
            { numRuns: 1000 },
        );
    });
});

describe("physicalName", () => {
    it.each([
        ["shop/dev/web", {}, /^web-[0-9a-z]{5}$/],
        ["shop/dev/a-very-long-name", {}, /^a-very-lo-[0-9a-z]{5}$/],
        ["shop/dev/12 Monkeys", {}, /^Monkeys-[0-9a-z]{5}$/],
        ["shop/dev/12", {}, /^x-[0-9a-z]{5}$/],
        ["shop/dev/12", { prefix: "br" }, /^br12-[0-9a-z]{5}$/],
        ["shop/dev/12", { prefix: "br-" }, /^br-12-[0-9a-z]{5}$/],
        ["shop/dev/a.b", {}, /^a-b-[0-9a-z]{5}$/],
        ["shop/dev/café", {}, /^caf-[0-9a-z]{5}$/],
        ["web", {}, /^web-[0-9a-z]{5}$/],
        ["shop/dev/published-ports-of-web", { prefix: "HN-", max: 28 }, /^HN-published-ports-of-[0-9a-z]{5}$/],
    ])("%s with %j looks like %s", (owner, options, expected) => {
        expect(physicalName(owner, options)).toMatch(expected);
    });

    it("never changes: names on real hosts depend on it", () => {
        expect(physicalName("shop/dev/web")).toBe("web-39k32");
    });

    it("passes the grammar, whatever the owner", () => {
        const options = fc.record(
            { prefix: fc.constantFrom("", "v", "br-", "vx."), max: fc.integer({ min: 10, max: 64 }) },
            { requiredKeys: [] },
        );
        fc.assert(
            fc.property(anyText, options, (owner, given) => {
                const name = physicalName(owner, given);
                expect(nameProblem(name, given.max ?? 15)).toBeUndefined();
                expect(name).toBe(physicalName(owner, given));
            }),
            { numRuns: 500 },
        );
    });

    it("differs for different owners, even of the same logical name", () => {
        fc.assert(
            fc.property(anyText, anyText, (a, b) => {
                expect(physicalName(a) === physicalName(b)).toBe(a === b);
            }),
        );
        expect(physicalName("shop/dev/web")).not.toBe(physicalName("shop/prod/web"));
        const names = Array.from({ length: 2000 }, (_, index) => physicalName(`shop/stack${index}/web`));
        expect(new Set(names).size).toBe(names.length);
    });

    it("refuses a prefix or a length that leaves no valid name", () => {
        expect(() => physicalName("a", { prefix: "-" })).toThrow(/prefix of a name must be valid itself: "-"/);
        expect(() => physicalName("a", { prefix: "far-too-long" })).toThrow(/too long/);
        expect(() => physicalName("a", { max: 6 })).toThrow(/at most 6 bytes cannot be made/);
        expect(physicalName("abc", { max: 7 })).toMatch(/^a-[0-9a-z]{5}$/);
    });
});

describe("ownerMark", () => {
    it("leaves an ordinary owner as it is", () => {
        expect(ownerMark("shop/dev/web")).toBe("hostnet:shop/dev/web");
        expect(ownerMark("a".repeat(192))).toBe(`hostnet:${"a".repeat(192)}`);
    });

    it("replaces other characters, shortens, and adds a hash then", () => {
        expect(ownerMark("shop/dev/my web")).toBe("hostnet:shop/dev/my_web::96ff0410a5daba74");
        expect(ownerMark("a".repeat(193))).toMatch(/^hostnet:a{174}::[0-9a-f]{16}$/);
        expect(ownerMark("a".repeat(193))).not.toBe(ownerMark("a".repeat(194)));
    });

    it("has only harmless characters and at most 200 of them", () => {
        fc.assert(
            fc.property(anyText, (owner) => {
                expect(ownerMark(owner)).toMatch(/^hostnet:[A-Za-z0-9_.:/-]*$/);
                expect(ownerMark(owner).length).toBeLessThanOrEqual(MAX_MARK);
                expect(ownerMark(owner)).toBe(ownerMark(owner));
            }),
            { numRuns: 500 },
        );
    });

    it("differs for different owners, even when one is spelled like the mark of the other", () => {
        fc.assert(
            fc.property(anyText, anyText, (a, b) => {
                expect(ownerMark(a) === ownerMark(b)).toBe(a === b);
            }),
            { numRuns: 500 },
        );
        fc.assert(
            fc.property(anyText, (owner) => {
                const forged = ownerMark(owner).slice("hostnet:".length);
                expect(ownerMark(forged) === ownerMark(owner)).toBe(forged === owner);
            }),
            { numRuns: 500 },
        );
    });
});
