import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build, root } from "../../scripts/build";
import { ensurePulumi, type Pulumi, pulumiEnv } from "../../toolchain/pulumi";
import { pack } from "../package/pack";

// What `pulumi new` makes of our template is a project that previews.
let folder: string;
let pulumi: Pulumi;
const project = () => join(folder, "shop");

beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-hostnet-template-"));
    [pulumi] = await Promise.all([ensurePulumi(), build()]);
}, 900_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(cwd: string, ...args: string[]): Promise<string> {
    const env = { ...pulumi.env, ...pulumiEnv(folder) };
    const options = { cwd, env, all: true, stdin: "ignore", reject: false } as const;
    return (await execa(pulumi.command, ["--non-interactive", ...args], options)).all;
}

/** The template, but with the package of this tree: no registry has this version. */
async function template(): Promise<string> {
    const copy = join(folder, "template");
    cpSync(join(root, "templates", "hostnet-typescript"), copy, { recursive: true });
    const manifest = JSON.parse(readFileSync(join(copy, "package.json"), "utf8"));
    expect(manifest.dependencies["pulumi-hostnet"]).toMatch(/^\^\d/);
    manifest.dependencies["pulumi-hostnet"] = `file:${await pack(folder, "0.1.0")}`;
    writeFileSync(join(copy, "package.json"), JSON.stringify(manifest));
    return copy;
}

test("pulumi new makes a project of the template in one go, and its preview shows the network", async () => {
    mkdirSync(project());
    const about = ["--name", "shop", "--description", "Two machines", "--stack", "dev", "--dir", project()];
    const config = ["--config", "subnet=10.9.0.0/16"];
    const made = await run(folder, "new", await template(), "--yes", ...about, ...config);
    expect(made).toContain("Your new project is ready to go!");
    const text = (file: string) => readFileSync(join(project(), file), "utf8");
    expect(JSON.parse(text("package.json"))).toMatchObject({ name: "shop", main: "index.ts" });
    expect(text("Pulumi.yaml")).toMatch(/^name: shop\ndescription: Two machines\n/);
    expect(text("Pulumi.yaml")).not.toContain("displayName");

    const preview = async (machines: string) => {
        await run(project(), "config", "set", "machines", machines);
        return run(project(), "preview");
    };
    const said = await preview("edge1, edge2");
    expect(said).toMatch(/address *: "10\.9\.0\.3"/);
    expect(said.match(/VxlanTunnel/g)).toHaveLength(2);
    expect(await preview("local")).not.toContain("VxlanTunnel");

    rmSync(join(project(), "node_modules"), { recursive: true });
    const without = await run(project(), "preview");
    expect(without).toContain(`@pulumi/pulumi is not installed in ${project()}: run npm install there`);
    expect(without).not.toMatch(/^ +at /m);
}, 300_000);
