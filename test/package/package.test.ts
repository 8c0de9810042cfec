import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, labDown, labUp } from "../../lab";
import { build, root } from "../../scripts/build";
import { ensurePulumi, type Pulumi, pulumiEnv } from "../../toolchain/pulumi";
import { snapshot } from "../lab/snapshot";

const NAME = "package";
const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import * as hostnet from "pulumi-hostnet";

const config = new pulumi.Config();
const host = new hostnet.Host("host1", { address: "host1", sshConfigFile: config.require("sshConfig") });
const br0 = new hostnet.Bridge("br0", { host, name: "br0", addresses: ["10.9.0.1/24"] });
const ns1 = new hostnet.Netns("ns1", { host, name: "ns1" });
const cable = new hostnet.Veth("cable", { host, master: br0.name, peer: { netns: ns1.name, addresses: ["10.9.0.2/24"] } });
export const inside = cable.peer.addresses[0];
`;

let lab: Lab;
let pulumi: Pulumi;
/** Outside the repository: nothing of it is found by chance. */
let folder: string;
const project = () => join(folder, "project");

beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "package-"));
    [lab, pulumi] = await Promise.all([labUp({ name: NAME, hosts: 1 }), ensurePulumi(), build()]);
    mkdirSync(project());
    writeFileSync(join(project(), "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    writeFileSync(join(project(), "package.json"), '{ "name": "shop", "private": true, "main": "index.ts" }\n');
    writeFileSync(
        join(project(), "tsconfig.json"),
        '{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2022" } }\n',
    );
    writeFileSync(join(project(), "index.ts"), PROGRAM);
}, 900_000);

afterAll(async () => {
    await labDown(NAME);
    rmSync(folder, { recursive: true, force: true });
});

/** A tarball of the package as it would be published under a version, packed from a copy so that nothing here changes. */
async function pack(version: string): Promise<string> {
    const copy = join(folder, `pack-${version}`);
    mkdirSync(copy);
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const parts = ["dist", "docs", "README.md", "LICENSE", "CHANGELOG.md", "sdk", "provider", "test"].filter((part) =>
        existsSync(join(root, part)),
    );
    await execa("cp", ["-r", ...parts.map((part) => join(root, part)), copy]);
    writeFileSync(join(copy, "package.json"), JSON.stringify({ ...manifest, version }));
    const { stdout } = await execa("npm", ["pack", "--ignore-scripts", "--json"], { cwd: copy });
    return join(copy, JSON.parse(stdout)[0].filename);
}

const install = (...what: string[]) =>
    execa("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", ...what], {
        cwd: project(),
    });

async function run(...args: string[]) {
    const env = { ...pulumiEnv(join(folder, "pulumi")), ...pulumi.env };
    const result = await execa(pulumi.command, args, { cwd: project(), env, reject: false, all: true });
    if (result.exitCode !== 0) throw new Error(`pulumi ${args.join(" ")}: ${result.all}`);
    return result.all;
}

describe("the package", () => {
    let first: string;

    it("holds what it needs and nothing else", { timeout: 60_000 }, async () => {
        first = await pack("0.1.0");
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

    it("works in a project of its own, is upgraded, and cleans up with the newer version", {
        timeout: 300_000,
    }, async () => {
        const before = await snapshot(lab);
        await install(first, "@pulumi/pulumi", "typescript@5", "@types/node@20");
        await run("stack", "init", "dev");
        await run("config", "set", "sshConfig", lab.sshConfig);
        expect(await run("up", "--yes", "--skip-preview")).toContain("5 created");
        const ping = await lab.exec("host1", ["ip", "netns", "exec", "ns1", "ping", "-c1", "-W2", "10.9.0.1"]);
        expect(ping.exitCode).toBe(0);

        const second = await pack("0.1.1");
        await install(second);
        const installed = JSON.parse(readFileSync(join(project(), "node_modules/pulumi-hostnet/package.json"), "utf8"));
        expect(installed.version).toBe("0.1.1");
        const made = await snapshot(lab);
        expect(await run("up", "--yes", "--skip-preview")).toContain("5 unchanged");
        expect(await snapshot(lab)).toBe(made);

        expect(await run("destroy", "--yes", "--skip-preview")).toContain("5 deleted");
        expect(await snapshot(lab)).toBe(before);
    });
});
