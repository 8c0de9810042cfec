import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, labDown, labUp } from "../../lab";
import { build, root } from "../../scripts/build";
import { ensurePulumi, type Pulumi } from "../../toolchain/pulumi";
import { snapshot } from "../lab/snapshot";
import { consumerIn } from "./consumer";
import { pack } from "./pack";

const NAME = "package";

let lab: Lab;
let pulumi: Pulumi;
/** Outside the repository: nothing of it is found by chance. */
let folder: string;
let first: string;

beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "package-"));
    [lab, pulumi] = await Promise.all([labUp({ name: NAME, hosts: 1 }), ensurePulumi(), build()]);
    first = await pack(folder, "0.1.0");
}, 900_000);

afterAll(async () => {
    await labDown(NAME);
    rmSync(folder, { recursive: true, force: true });
});

describe("the package", () => {
    it("holds what it needs and nothing else", { timeout: 60_000 }, async () => {
        const { stdout } = await execa("tar", ["-tzf", first]);
        const files = stdout.split("\n").map((file) => file.replace(/^package\//, ""));
        const expected =
            /^(dist\/(addressing|naming|spec|sdk|provider)\/.*\.(js|d\.ts|sh)|docs\/.*|README\.md|LICENSE|CHANGELOG\.md|package\.json)$/;
        expect(files.filter((file) => !expected.test(file))).toEqual([]);
        const sources = (
            await execa(
                "find",
                ["addressing", "naming", "spec", "provider", "sdk", "-name", "*.ts", "-o", "-name", "*.sh"],
                { cwd: root },
            )
        ).stdout.split("\n");
        const built = sources.map((file) => `dist/${file.replace(/\.ts$/, ".js")}`);
        expect(built.filter((file) => !files.includes(file))).toEqual([]);
        expect(files).toEqual(
            expect.arrayContaining(
                ["README.md", "LICENSE", "CHANGELOG.md"].filter((file) => existsSync(join(root, file))),
            ),
        );
    });

    it("is as npm and its tools expect it", { timeout: 60_000 }, async () => {
        const lint = (tool: string, ...args: string[]) =>
            execa(join(root, "node_modules/.bin", tool), args, { cwd: root, reject: false, all: true });
        const publint = await lint("publint", "run", "--strict", first);
        expect(publint.exitCode, publint.all).toBe(0);
        // `pulumi-hostnet/provider` is for stored states alone, and Pulumi runs those with a Node that reads `exports`.
        const types = await lint("attw", "--profile", "node16", first);
        expect(types.exitCode, types.all).toBe(0);
        const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
        expect(Object.keys(manifest)).toEqual(
            expect.arrayContaining(["repository", "homepage", "bugs", "keywords", "license", "type", "engines"]),
        );
    });

    it("works in a project of its own, is upgraded, and cleans up with the newer version", {
        timeout: 300_000,
    }, async () => {
        const before = await snapshot(lab);
        const { folder: project, install, run } = consumerIn(join(folder, "project"), pulumi);
        await install(first, "@pulumi/pulumi", "typescript@5", "@types/node@20");
        await run("stack", "init", "dev");
        await run("config", "set", "sshConfig", lab.sshConfig);
        expect(await run("up", "--yes", "--skip-preview")).toContain("5 created");
        const ping = await lab.exec("host1", ["ip", "netns", "exec", "ns1", "ping", "-c1", "-W2", "10.9.0.1"]);
        expect(ping.exitCode).toBe(0);

        await install(await pack(folder, "0.1.1"));
        const installed = JSON.parse(readFileSync(join(project, "node_modules/pulumi-hostnet/package.json"), "utf8"));
        expect(installed.version).toBe("0.1.1");
        const made = await snapshot(lab);
        expect(await run("up", "--yes", "--skip-preview")).toContain("5 unchanged");
        expect(await snapshot(lab)).toBe(made);

        expect(await run("destroy", "--yes", "--skip-preview")).toContain("5 deleted");
        expect(await snapshot(lab)).toBe(before);
    });

    it.each([
        ["20.19.0", "3.245.0"],
        ["26", "3"],
    ])("works with Node %s and @pulumi/pulumi %s", { timeout: 300_000 }, async (node, sdk) => {
        const before = await snapshot(lab);
        const binary = `node-linux-${process.arch}`;
        const { install, run } = consumerIn(join(folder, `node-${node}`), pulumi, `node_modules/${binary}/bin`);
        await install(first, `@pulumi/pulumi@${sdk}`, `${binary}@${node}`, "typescript@5", "@types/node@20");
        await run("stack", "init", "dev");
        await run("config", "set", "sshConfig", lab.sshConfig);
        expect(await run("up", "--yes", "--skip-preview")).toContain("5 created");
        expect(await run("stack", "output", "node")).toMatch(new RegExp(`^v${node.replaceAll(".", "\\.")}\\b`));
        expect(await run("up", "--yes", "--skip-preview")).toContain("5 unchanged");
        expect(await run("refresh", "--yes", "--skip-preview")).toContain("5 unchanged");
        expect(await run("destroy", "--yes", "--skip-preview")).toContain("5 deleted");
        expect(await snapshot(lab)).toBe(before);
    });
});
