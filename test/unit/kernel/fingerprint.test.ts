import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprint } from "../../../provider/kernel/facts";
import { prelude } from "../../../provider/kernel/prelude";
import { quote } from "../../../provider/kernel/shell";
import { captured } from "./captured";
import { output, type Shell, shells } from "./shells";

/** The fingerprints that the functions of the prelude find, each text as an operation has it. */
const inShell = (shell: Shell, texts: readonly string[]): string[] =>
    output(shell, [prelude, ...texts.map((text) => `printf '%s\\n' ${quote(text)} | fingerprint`)].join("\n"))
        .trim()
        .split("\n")
        .map((line) => line.slice(0, 16));

/** Command substitution takes the newlines off the end of what a look prints. */
const kept = (text: string) =>
    text
        .replaceAll("\0", "")
        .replace(/[\ud800-\udfff]/g, "")
        .replace(/\n+$/, "");

const key = fc.constantFrom(
    "ifname",
    "address",
    "mtu",
    "id",
    "group",
    "group6",
    "link",
    "flags",
    "operstate",
    "info_kind",
    "prefixlen",
    "dst",
    "x",
);
const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant("UP"),
    fc.constant("onlink"),
    fc.constantFrom("02:aa:00:00:00:01", "10.0.0.1"),
);
const json = fc
    .array(fc.dictionary(key, fc.oneof(value, fc.array(value), fc.dictionary(key, value))))
    .map((rows) => JSON.stringify(rows));
const pieces = fc.constantFrom(
    ..."@=*:-\"'\\[]{}, \t\r\u2028é\n".split(""),
    '"mtu":',
    '"mtu":1450',
    '"address":"',
    '"UP"',
    '"onlink"',
    ":web-post - [0:0]",
    "-A POSTROUTING -j web-post",
    "*nat",
    "@link - br0",
    "= x y",
    "\n",
);
const broken = fc.array(pieces, { maxLength: 30 }).map((all) => all.join(""));
const look = fc
    .array(fc.oneof(json, broken, fc.string({ unit: "binary" })), { maxLength: 8 })
    .map((lines) => kept(lines.join("\n")));

describe.each(shells)("a fingerprint in %s", (shell) => {
    it("is the one that we find, whatever a look printed", () => {
        fc.assert(
            fc.property(fc.array(look, { minLength: 10, maxLength: 10 }), (texts) => {
                expect(inShell(shell, texts)).toEqual(texts.map(fingerprint));
            }),
            { numRuns: 25 },
        );
    });

    it("is the one that we find of what hosts really print", () => {
        const texts = Object.values(captured);
        expect(inShell(shell, texts)).toEqual(texts.map(fingerprint));
        expect(new Set(texts.map(fingerprint)).size).toBe(texts.length);
    });
});

describe("a fingerprint", () => {
    it("changes with what we manage", () => {
        const changes: [keyof typeof captured, string, string][] = [
            ["bridge", '"mtu":1450', '"mtu":1400'],
            ["bridge", '"UP",', ""],
            ["bridge", '"ifalias":"hostnet:shop/dev/br"', '"ifalias":""'],
            ["bridge", '"local":"10.9.0.1"', '"local":"10.9.0.2"'],
            ["tunnel", "172.16.1.12", "172.16.1.19"],
            ["rules", "MASQUERADE", "ACCEPT"],
            ["netns", "forwarding 1", "forwarding 0"],
        ];
        for (const [name, from, to] of changes) {
            expect(captured[name], `${name} ${from}`).toContain(from);
            expect(fingerprint(captured[name].replace(from, to)), `${name} ${from}`).not.toBe(
                fingerprint(captured[name]),
            );
        }
    });

    it("stays with what changes by itself", () => {
        const same: [keyof typeof captured, RegExp, string][] = [
            ["bridge", /"gc_timer":[\d.]+/g, '"gc_timer":99.5'],
            ["bridge", /"operstate":"\w+"/g, '"operstate":"LOWERLAYERDOWN"'],
            ["bridge", /,"LOWER_UP"/g, ""],
            ["bridge", /"ifindex":\d+/g, '"ifindex":77'],
        ];
        for (const [name, from, to] of same) {
            expect(captured[name]).toMatch(from);
            expect(fingerprint(captured[name].replace(from, to)), String(from)).toBe(fingerprint(captured[name]));
        }
    });
});
