import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { dropState } from "../../../scripts/demo-place";

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hostnet-demo-"));
    mkdirSync(join(folder, "state/.pulumi/stacks/quickstart"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const keep = (stack: string) => {
    for (const end of ["json", "json.attrs", "json.bak"])
        writeFileSync(join(folder, `state/.pulumi/stacks/quickstart/${stack}.${end}`), "{}");
};

it("the state of the demo goes with the demo", () => {
    keep("lab");
    dropState(folder);
    expect(existsSync(folder)).toBe(false);
});

it("the state of somebody's own stack stays, whatever else is there", () => {
    keep("lab");
    keep("mine");
    expect(() => dropState(folder)).toThrow(/stays: it holds the state of mine too/);
    expect(existsSync(join(folder, "state/.pulumi/stacks/quickstart/mine.json"))).toBe(true);
});
