import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "../../scripts/build";
import { copyProject, type Stack, uncheckedTypes } from "../../scripts/project";

// What check adds to the inputs is known to the program in a preview: shown with the real CLI, as it is the CLI's doing.
const program = `
import * as pulumi from "@pulumi/pulumi";
import { AddressPool } from "pulumi-hostnet";
const config = new pulumi.Config("pool");
const pool = new AddressPool("blue", {
    subnet: "auto",
    avoid: config.requireObject<string[]>("avoid"),
    names: config.requireObject<string[]>("names"),
    explicit: config.getObject<Record<string, string>>("explicit"),
    // Does nothing, as docs/operations.md says: Pulumi asks dynamic resources for no detailed diff.
}, { replaceOnChanges: ["names"] });
// Runs in a preview only where the value is known.
pool.addresses.apply((all) => console.log("KNOWN " + JSON.stringify(all)));
export const addresses = pool.addresses;
export const subnet = pool.subnet;
`;

let folder: string;
let stack: Stack;
const avoid = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/17"];

beforeAll(async () => {
    await build();
    folder = mkdtempSync(join(tmpdir(), "pool-"));
    const project = join(folder, "project");
    mkdirSync(project);
    writeFileSync(join(project, "Pulumi.yaml"), "name: pool\nruntime: nodejs\n");
    writeFileSync(join(project, "package.json"), '{ "name": "pool", "main": "index.ts" }');
    writeFileSync(join(project, "index.ts"), program);
    stack = await copyProject(folder, {}, uncheckedTypes);
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const configure = (names: string[], more: object = {}) =>
    stack.configure({ "pool:names": names, "pool:avoid": avoid, ...more });
const known = (text: string): unknown => JSON.parse(/KNOWN (\{.*\})/.exec(text)?.[1] ?? "null");

test("addresses are known in a preview before anything is made, and stay when names come and go", async () => {
    const first = { b: "192.168.128.2/24", c: "192.168.128.3/24" };
    configure(["c", "b"]);
    expect(known(await stack.pulumi("preview"))).toEqual(first);
    expect(known(await stack.pulumi("up", "--yes", "--skip-preview"))).toEqual(first);
    expect(await stack.pulumi("preview", "--expect-no-changes")).toContain("unchanged");

    configure(["a", "c"]);
    const second = { a: "192.168.128.4/24", c: "192.168.128.3/24" };
    const preview = await stack.pulumi("preview", "--diff");
    expect(preview).toContain("1 to update");
    expect(known(preview)).toEqual(second);
    expect(preview).toContain("192.168.128.4/24");
    expect(known(await stack.pulumi("up", "--yes", "--skip-preview"))).toEqual(second);

    expect(await stack.pulumi("refresh", "--yes", "--expect-no-changes")).toContain("unchanged");
    // Asked for from outside, a replacement knows nothing of before, and would give a another address.
    const [{ urn } = { urn: "" }] = (await stack.resources()).filter(({ type }) => type.endsWith(":AddressPool"));
    await expect(stack.pulumi("up", "--yes", "--skip-preview", "--replace", urn)).rejects.toThrow(
        /would renumber a from 192\.168\.128\.4\/24 to 192\.168\.128\.2\/24.*Nothing was changed/s,
    );
    await stack.pulumi("state", "taint", "--yes", urn);
    await expect(stack.pulumi("up", "--yes", "--skip-preview")).rejects.toThrow(/pulumi state untaint/);
    await stack.pulumi("state", "untaint", "--yes", urn);
    expect(known(await stack.pulumi("up", "--yes", "--skip-preview"))).toEqual(second);

    configure(["c", "a", "b"], { "pool:avoid": ["192.168.0.0/16", ...avoid] });
    expect(known(await stack.pulumi("up", "--yes", "--skip-preview"))).toEqual({ ...first, ...second });

    configure(["a", "b", "c"], { "pool:explicit": { a: "192.168.128.3" } });
    await expect(stack.pulumi("preview")).rejects.toThrow(/explicit\.a: 192\.168\.128\.3 is held by c, which keeps it/);
    expect(await stack.pulumi("destroy", "--yes", "--skip-preview")).toContain("deleted");

    // Where nobody gets another one, it may.
    configure(["b", "c"]);
    await stack.pulumi("up", "--yes", "--skip-preview");
    expect(known(await stack.pulumi("up", "--yes", "--skip-preview", "--replace", urn))).toEqual(first);
    await stack.pulumi("destroy", "--yes", "--skip-preview");
}, 600_000);
