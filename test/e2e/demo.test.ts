import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findLab } from "../../lab";
import { root } from "../../scripts/build";
import { machineSnapshot } from "../lab/machine";

// What a new user types first, as the README says it.
const npm = (script: string) => execa("npm", ["run", "--silent", script], { cwd: root, all: true, stdin: "ignore" });

beforeAll(() => {
    if (findLab("lab"))
        throw new Error("the demo is running on this machine: take it down first with npm run demo:down");
});
afterAll(() => npm("demo:down"));

test("the demo brings the overlay up, shows that it works, starts again from what is there, and leaves nothing", async () => {
    const before = machineSnapshot("lab", "lab-lab");
    const first = await npm("demo");
    expect(first.all).toContain("+ 23 created");
    expect(first.all).not.toContain("FAILED");
    expect(first.all.match(/│ ok/g)?.length).toBe(9 + 5);
    expect(first.all).toContain("npm run lab -- ssh host1");
    const again = await npm("demo");
    expect(again.all).toContain("23 unchanged");
    expect(again.all).not.toContain("FAILED");
    const down = await npm("demo:down");
    expect(down.all).toContain("- 23 deleted");
    expect(findLab("lab")).toBeUndefined();
    expect(existsSync(join(tmpdir(), "pulumi-hostnet-demo"))).toBe(false);
    expect(machineSnapshot("lab", "lab-lab")).toEqual(before);
}, 600_000);
