import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { root } from "../../../scripts/build";
import { generated } from "../../../scripts/generate";
import { files } from "../../../scripts/generate/files";
import { pages } from "../../../scripts/generate/pages";
import { tables } from "../../../spec";

let fresh: Map<string, string>;
beforeAll(async () => {
    fresh = await generated();
});

it.each([...files().keys(), ...pages().keys()])("%s is what `npm run generate` writes", (path) => {
    expect(readFileSync(join(root, path), "utf8")).toBe(fresh.get(path));
});

it.each([...files()])("%s says of every arg and output what it is", (_path, text) => {
    const lines = text.split("\n");
    const bare = lines.filter(
        (line, index) => /^ {4}(declare |readonly )*\w+\??: /.test(line) && !lines[index - 1]?.endsWith("*/"),
    );
    expect(bare).toEqual([]);
});

it("there is a class for every kind", () => {
    const index = readFileSync(join(root, "sdk/index.ts"), "utf8");
    for (const { type } of tables) expect(index).toMatch(new RegExp(`export \\{ ${type}[,\\s]`));
});
