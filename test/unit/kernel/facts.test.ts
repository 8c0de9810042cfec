import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprint, isPresent, parseFacts, section } from "../../../provider/kernel/facts";
import { parseOutcome } from "../../../provider/kernel/operation";
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
const kept = (text: string) => text.replaceAll("\0", "").replace(/[\ud800-\udfff]/g, "").replace(/\n+$/, "");

const key = fc.constantFrom("ifname", "address", "mtu", "id", "group", "group6", "link", "flags", "operstate", "info_kind", "prefixlen", "dst", "x");
const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant("UP"), fc.constant("onlink"), fc.constantFrom("02:aa:00:00:00:01", "10.0.0.1"));
const json = fc.array(fc.dictionary(key, fc.oneof(value, fc.array(value), fc.dictionary(key, value)))).map((rows) => JSON.stringify(rows));
const pieces = fc.constantFrom(
    ..."@=*:-\"'\\[]{}, \t\r\u2028é\n".split(""),
    '"mtu":', '"mtu":1450', '"address":"', '"UP"', '"onlink"', ":web-post - [0:0]", "-A POSTROUTING -j web-post", "*nat", "@link - br0", "= x y", "\n",
);
const broken = fc.array(pieces, { maxLength: 30 }).map((all) => all.join(""));
const look = fc.array(fc.oneof(json, broken, fc.string({ unit: "binary" })), { maxLength: 8 }).map((lines) => kept(lines.join("\n")));

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
            expect(fingerprint(captured[name].replace(from, to)), `${name} ${from}`).not.toBe(fingerprint(captured[name]));
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

describe("facts", () => {
    it("are sections with words and lines, and what stands before them", () => {
        const facts = parseFacts("~ underlay eth1 1500\n@link - br0\n[{}]\n\n[{}]\n@fdb br0\n= a b");
        expect(facts.surroundings).toEqual(["~ underlay eth1 1500"]);
        expect(section(facts, "link", "-", "br0")).toEqual({ label: "link", words: ["-", "br0"], lines: ["[{}]", "[{}]"] });
        expect(section(facts, "fdb")?.lines).toEqual(["= a b"]);
        expect(section(facts, "link", "-", "br1")).toBeUndefined();
    });

    it("are there only where a section is", () => {
        expect(isPresent("~ underlay eth1 1500")).toBe(false);
        expect(isPresent("x@y")).toBe(false);
        expect(isPresent("~ x\n@link - br0")).toBe(true);
        expect(isPresent("")).toBe(false);
    });
});

describe("an outcome", () => {
    it("is told in three parts, of which any may be empty or have several lines", () => {
        const line = fc.string().map((text) => text.replaceAll("\n", "").replace(/^# why$/, ""));
        const lines = fc.array(line).map((all) => all.join("\n").trim());
        fc.assert(
            fc.property(fc.constantFrom("done", "differs", "refused", "failed", "unclear", "seen"), fc.nat(), fc.nat(255), lines, lines, (kind, count, status, seen, why) => {
                expect(parseOutcome(`# ${kind} ${count} ${status}\n${seen}\n# why\n${why}`)).toEqual({ kind, step: count, status, seen, why });
            }),
        );
    });

    it.each(["", "sh: syntax error", "# done 1\nx\n# why", "# done 1 0\nx", "x\n# done 1 0\n# why", "# gone 1 0\n# why"])("is not %j", (text) => {
        expect(parseOutcome(text)).toBeUndefined();
    });
});
