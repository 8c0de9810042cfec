import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { overlapping } from "../../lab/subnets";
import { root } from "../../scripts/build";

it("no test chooses a subnet for its lab, so that any of them can be up together", () => {
    const files = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" });
    const chosen = files
        .filter((file) => file.endsWith(".ts"))
        .filter((file) => {
            const text = readFileSync(join(root, "test", file), "utf8");
            // A lab's options, or its name and then a subnet.
            return /labUp\(\{[^}]*subnet: ["`]\d|\b(onLab|upLab|start\w+|trial)\(\s*"[a-z0-9-]+",\s*["`]\d/.test(text);
        });
    expect(chosen).toEqual([]);
});

it.each([
    ["10.9.1.0/24", "10.9.1.0/24"],
    ["10.9.0.0/16", "10.9.1.0/24"],
    ["10.9.1.0/24", "10.0.0.0/8"],
    ["10.9.1.0/24", "10.9.1.7"],
    ["10.9.1.0/24", undefined],
])("%s shares addresses with %s", (subnet, dst) => {
    const used = [{ dst: "10.8.0.0/16", dev: "eth0" }, ...(dst ? [{ dst, dev: "eth1" }] : [])];
    expect(overlapping(subnet, used)?.dst).toBe(dst);
});
