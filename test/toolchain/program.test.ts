import { mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensurePulumi, type Pulumi, pulumiEnv } from "../../toolchain/pulumi";

const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
const provider = { create: async (inputs: object) => ({ id: "made", outs: inputs }) };
class Nothing extends pulumi.dynamic.Resource {
    constructor(name: string, props: object) {
        super(provider, name, props);
    }
}
const config = new pulumi.Config();
if (config.getBoolean("fail")) throw new Error("told to fail");
new Nothing("one", { greeting: config.require("greeting") });
export const token = config.requireSecret("token");
export const dryRun = pulumi.runtime.isDryRun();
`;

let folder: string;
let pulumi: Pulumi;

// The first run on a machine builds the CLI.
beforeAll(async () => {
    pulumi = await ensurePulumi();
    folder = mkdtempSync(join(tmpdir(), "program-"));
    // The program has its own folder, and node_modules is there only: the language host starts in the other one.
    mkdirSync(join(folder, "app"));
    symlinkSync(resolve("node_modules"), join(folder, "app", "node_modules"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: tiny\nruntime: nodejs\nmain: app\n");
    writeFileSync(join(folder, "app", "package.json"), '{ "name": "tiny", "main": "index.ts" }');
    writeFileSync(join(folder, "app", "index.ts"), PROGRAM);
    await run("stack", "init", "dev");
    await run("config", "set", "greeting", "hello");
    await run("config", "set", "--secret", "token", "hidden");
}, 900_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]) {
    const env = { ...pulumiEnv(join(folder, "pulumi")), ...pulumi.env };
    return execa(pulumi.command, args, { cwd: folder, env, reject: false, all: true });
}

describe("a TypeScript program", { timeout: 180_000 }, () => {
    it("is previewed, brought up, unchanged at the second time, and destroyed", async () => {
        const preview = await run("preview");
        expect(preview).toMatchObject({ exitCode: 0, all: expect.stringContaining("2 to create") });
        expect(await run("up", "--yes", "--skip-preview")).toMatchObject({
            exitCode: 0,
            all: expect.stringContaining("2 created"),
        });
        const outputs = JSON.parse((await run("stack", "output", "--json", "--show-secrets")).stdout);
        expect(outputs).toEqual({ token: "hidden", dryRun: false });
        expect((await run("stack", "export")).stdout).not.toContain("hidden");
        expect((await run("up", "--yes", "--skip-preview")).all).toContain("2 unchanged");
        expect((await run("destroy", "--yes", "--skip-preview")).all).toContain("2 deleted");
    });

    it("that fails says so once", async () => {
        await run("config", "set", "fail", "true");
        const { exitCode, all } = await run("preview");
        expect(exitCode).not.toBe(0);
        expect(all).toContain("told to fail");
        expect(all).not.toMatch(/exit code|non-zero/);
    });

    it("leaves nothing in the user's own Pulumi folder, and no process", async () => {
        const { stdout } = await run("whoami", "--verbose");
        expect(stdout).toContain(folder);
        expect(stdout).not.toContain(join(homedir(), ".pulumi"));
        const hosts = async () => (await execa("pgrep", ["-f", "pulumi-language-nodejs"], { reject: false })).stdout;
        expect(await hosts().then((pids) => pids.split("\n").filter((pid) => cwdOf(pid) === folder))).toEqual([]);
    });
});

function cwdOf(pid: string): string {
    try {
        return readlinkSync(`/proc/${pid}/cwd`);
    } catch {
        return "";
    }
}
