import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../../scripts/build";
import { ensurePulumi, type Pulumi, pulumiEnv } from "../../toolchain/pulumi";

// What `pulumi new` makes of our template is a project that previews.
let folder: string;
let pulumi: Pulumi;
const project = () => join(folder, "shop");

beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-hostnet-template-"));
    pulumi = await ensurePulumi();
}, 900_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(cwd: string, ...args: string[]): Promise<string> {
    const env = { ...pulumi.env, ...pulumiEnv(folder) };
    const options = { cwd, env, all: true, stdin: "ignore" } as const;
    return (await execa(pulumi.command, ["--non-interactive", ...args], options)).all;
}

test("pulumi new makes a project of the template, and its preview shows the network", async () => {
    // In place of npm install, which has no registry here that knows this version.
    mkdirSync(project());
    symlinkSync(join(root, "node_modules"), join(project(), "node_modules"));
    const template = join(root, "templates", "hostnet-typescript");
    const about = ["--name", "shop", "--description", "Two machines", "--dir", project()];
    await run(folder, "new", template, "--yes", "--generate-only", "--offline", "--force", ...about);
    const text = (file: string) => readFileSync(join(project(), file), "utf8");
    expect(JSON.parse(text("package.json"))).toMatchObject({ name: "shop", main: "index.ts" });
    expect(text("Pulumi.yaml")).toMatch(/^name: shop\ndescription: Two machines\n/);
    expect(text("Pulumi.yaml")).not.toContain("displayName");

    await run(project(), "stack", "init", "dev");
    const preview = async (machines: string) => {
        await run(project(), "config", "set", "machines", machines);
        return run(project(), "preview");
    };
    await run(project(), "config", "set", "subnet", "10.9.0.0/16");
    const said = await preview("edge1, edge2");
    expect(said).toMatch(/address *: "10\.9\.0\.3"/);
    expect(said.match(/VxlanTunnel/g)).toHaveLength(2);
    expect(await preview("local")).not.toContain("VxlanTunnel");
}, 180_000);
