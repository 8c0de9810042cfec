import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOf, textOf } from "../../../provider/bytes";
import { printable } from "../../../provider/host/printable";
import { fingerprint, parseFacts } from "../../../provider/kernel/facts";
import { jsonOf } from "../../../provider/kernel/json";
import { namesIn } from "../../../provider/kernel/name-files";

describe("what a host says", () => {
    it("keeps its bytes, whatever they are", () => {
        fc.assert(
            fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
                expect(bytesOf(textOf(Buffer.from(bytes)))).toEqual(Buffer.from(bytes));
            }),
            { numRuns: 2000 },
        );
        expect(textOf(Buffer.from("Łódź ✓"))).toBe("Łódź ✓");
        expect(textOf(Buffer.from([0x61, 0xff, 0xc3, 0xb3]))).toBe("a\udcffó");
    });

    it("has the fingerprint that the host made of the bytes", () => {
        // printf '"ifalias":"a\377"\n' | sha256sum
        expect(fingerprint(textOf(Buffer.from('"ifalias":"a\xff"', "latin1")))).toBe("645bc4fa9ea6c767");
    });

    it("is JSON though iproute2 leaves control characters as they are", () => {
        expect(jsonOf('[{"ifalias":"a\u001b[2J\u0001"}]')).toEqual([{ ifalias: "a\u001b[2J\u0001" }]);
    });

    it("may name a host after what every object has", () => {
        const facts = parseFacts("@file hosts\n= # hostnet:a/b/c\n= 10.0.0.3 constructor __proto__ toString");
        const hosts = namesIn(facts, "a/b/c")?.hosts;
        expect(Object.entries(hosts ?? {})).toEqual([
            ["__proto__", ["10.0.0.3"]],
            ["constructor", ["10.0.0.3"]],
            ["toString", ["10.0.0.3"]],
        ]);
    });

    it("does nothing to a terminal", () => {
        expect(printable("a\u001b]52;c;AAAA\u0007\r\nb\tc\u009b\u202e\udcff")).toBe(
            "a\\x1b]52;c;AAAA\\x07\nb\tc\\x9b\\u202e\\xff",
        );
    });
});
