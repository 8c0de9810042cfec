import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fingerprint, parseFacts } from "../../../provider/kernel/facts";
import { link } from "../../../provider/kernel/link";
import { root } from "../../../scripts/build";
import { captured } from "./captured";

/** The links that a look tells, less what may change by itself. */
const read = (text: string) =>
    parseFacts(text)
        .sections.filter(({ label }) => label === "link")
        .map((section) => ({ ...link(section), index: 0, peer: "" }));

/** The same text with another value at one place, once for each `"key":value` in it. */
const changed = (text: string) =>
    [...text.matchAll(/"([a-z_0-9]+)":("[^"]*"|\d+(?=[,}])|true|false)/g)].map(
        ({ 0: all, 1: key = "", 2: value = "", index }) => ({
            key,
            text: `${text.slice(0, index)}"${key}":${other(value)}${text.slice(index + all.length)}`,
        }),
    );
const other = (value: string): string =>
    value === "true" ? "false" : value === "false" ? "true" : value.startsWith('"') ? otherText(value) : `1${value}`;
/** Addresses and MACs stay what they are. */
const otherText = (value: string): string =>
    /\d"$/.test(value)
        ? value.replace(/\d"$/, (end) => `${(Number(end[0]) + 1) % 10}"`)
        : value === '"default"'
          ? '"10.77.0.0/16"'
          : '"x"';

describe("rows of iproute2's JSON", () => {
    it.each(["bridge", "tunnel", "veth"] as const)(
        "of a %s: whatever reads otherwise has another fingerprint",
        (name) => {
            const text = captured[name];
            const told = changed(text).filter((each) => JSON.stringify(read(each.text)) !== JSON.stringify(read(text)));
            expect(told.map(({ key }) => key)).toEqual(expect.arrayContaining(["ifname", "mtu", "address"]));
            expect(told.filter((each) => fingerprint(each.text) === fingerprint(text)).map(({ key }) => key)).toEqual(
                [],
            );
        },
    );

    it("are read in one place, which says for each key whether the state depends on it", () => {
        const files = readdirSync(join(root, "provider"), { recursive: true, encoding: "utf8" });
        const readers = files.filter(
            (file) =>
                file.endsWith(".ts") && /from ".*\/json"/.test(readFileSync(join(root, "provider", file), "utf8")),
        );
        expect(readers).toEqual(["kernel/rows.ts"]);
    });
});
