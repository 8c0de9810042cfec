import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makerCount } from "../samples";

/**
 * The disappears matrix: what hands take away or change, of every kind. The rows stand in the tables of the kinds' own
 * tests, which `npm test` runs where they are; the soak runs them here, for its table.
 */
const folder = join(__dirname, "../lab/kinds");

/** The tests of kinds that have such a table. */
const tables = readdirSync(folder)
    .filter((file) => file.endsWith(".test.ts"))
    .filter((file) => /^(kind|drift)Suite\(/m.test(readFileSync(join(folder, file), "utf8")));

describe("what hands do", async () => {
    for (const file of tables) await import(join(folder, file));
});

it("is tried of every kind that makes something", () => {
    expect(tables.length).toBeGreaterThanOrEqual(makerCount);
});
