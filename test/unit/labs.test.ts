import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../../scripts/build";

it("labs of different test files have subnets of their own, so that they can be up together", () => {
    const files = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" });
    const uses = new Map<string, Set<string>>();
    for (const file of files.filter((item) => item.endsWith(".test.ts"))) {
        const text = readFileSync(join(root, "test", file), "utf8");
        // A name and a subnet, one after the other, make a lab.
        for (const [, subnet = ""] of text.matchAll(/"[a-z0-9-]+",\s*(?:subnet: )?"(\d+\.\d+\.\d+\.0\/24)"/g))
            uses.set(subnet, new Set([...(uses.get(subnet) ?? []), file]));
    }
    expect(uses.size).toBeGreaterThan(60);
    expect([...uses].filter(([, of]) => of.size > 1).map(([subnet, of]) => [subnet, ...of])).toEqual([]);
});
