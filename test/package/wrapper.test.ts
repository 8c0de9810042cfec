import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, it } from "vitest";
import { build } from "../../scripts/build";
import { ensurePulumi, type Pulumi, pulumiEnv } from "../../toolchain/pulumi";
import { pack } from "./pack";

// A workspace of pnpm in which the program sees only what its own package.json names, and a package of the company wraps ours.
let folder: string;
let pulumi: Pulumi;
let tarball: string;
const app = () => join(folder, "app");

const write = (path: string, value: unknown) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), typeof value === "string" ? value : JSON.stringify(value));
};

/** Has pnpm install the workspace, whose program depends on these beside what each program does. */
async function install(more: Record<string, string>): Promise<void> {
    const dependencies = { "@acme/net": "workspace:*", "@pulumi/pulumi": "3.245.0", ...more };
    write("app/package.json", { name: "app", private: true, main: "index.js", dependencies });
    const pnpm = join(folder, "tool", "node_modules", ".bin", "pnpm");
    await execa(pnpm, ["install", "--prefer-offline", "--ignore-scripts", "--no-frozen-lockfile"], { cwd: folder });
}

async function preview(): Promise<string> {
    const env = { ...pulumi.env, ...pulumiEnv(join(folder, "pulumi")) };
    const args = ["--non-interactive", "preview", "--stack", "dev"];
    await execa(pulumi.command, ["stack", "select", "--create", "dev"], { cwd: app(), env });
    return (await execa(pulumi.command, args, { cwd: app(), env, all: true, reject: false })).all;
}

beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "package-wrapper-"));
    [pulumi] = await Promise.all([ensurePulumi(), build()]);
    tarball = await pack(folder, "0.1.0");
    await execa("npm", ["install", "--prefix", join(folder, "tool"), "--no-audit", "--no-fund", "pnpm@10"]);
    write("pnpm-workspace.yaml", "packages: [app, net]\n");
    write("package.json", { name: "acme", private: true });
    write("net/package.json", {
        name: "@acme/net",
        version: "1.0.0",
        main: "index.js",
        dependencies: { "pulumi-hostnet": `file:${tarball}` },
        peerDependencies: { "@pulumi/pulumi": "^3.245.0" },
    });
    write(
        "net/index.js",
        `const hostnet = require("pulumi-hostnet");
exports.network = () => {
    const host = new hostnet.Host("host1", { address: "host1" });
    return new hostnet.Bridge("br0", { host });
};\n`,
    );
    write("app/Pulumi.yaml", "name: app\nruntime: nodejs\n");
    write("app/index.js", 'require("@acme/net").network();\n');
}, 900_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("a program that has the package only through another one is refused, and previews once its package.json names it", {
    timeout: 300_000,
}, async () => {
    await install({});
    const told = await preview();
    expect(told).toContain("Cannot find module 'pulumi-hostnet/provider'");
    await install({ "pulumi-hostnet": `file:${tarball}` });
    expect(await preview()).toContain("3 to create");
});
