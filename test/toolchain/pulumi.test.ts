import {
    chmodSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { root } from "../../scripts/build";
import { ensurePulumi, isNewEnough, pulumiEnv } from "../../toolchain/pulumi";
import { buildPulumi } from "../../toolchain/pulumi/build";
import { PULUMI_VERSION, pulumiFolder } from "../../toolchain/pulumi/place";

let folder: string;

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "toolchain-"));
    mkdirSync(join(folder, "bin"));
    vi.stubEnv("PATH", `${join(folder, "bin")}:${process.env.PATH}`);
    vi.stubEnv("XDG_CACHE_HOME", join(folder, "cache"));
});

afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
});

function program(name: string, script: string): string {
    const path = join(folder, "bin", name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
}

/** A `go` that takes a while and writes what was asked for; it notes each call. */
const FAKE_GO =
    'echo "$@" >>"$(dirname "$0")/calls"; sleep 0.2; while [ "$1" != -o ]; do shift; done; echo built >"$2"';

describe("a Pulumi CLI", () => {
    it("of the user's own is used as it is when it is new enough", async () => {
        const own = program("pulumi", "echo v3.200.0");
        expect(await ensurePulumi()).toEqual({ command: own, env: {} });
        expect(existsSync(join(folder, "cache"))).toBe(false);
    });

    it("is built once when there is none new enough, and found again", async () => {
        program("pulumi", "echo v3.199.0");
        program("go", FAKE_GO);
        const said: string[] = [];
        const first = await ensurePulumi((line) => said.push(line));
        expect(first.command).toBe(join(pulumiFolder(), "pulumi"));
        expect(first.env.PATH).toMatch(new RegExp(`^${pulumiFolder()}:`));
        expect(said).toEqual([expect.stringContaining("building the Pulumi CLI"), expect.stringContaining("built")]);
        // go.sum has the digest of every module, and nothing that is not there is taken.
        const call = readFileSync(join(folder, "bin", "calls"), "utf8");
        expect(call).toMatch(new RegExp(`^build .*-mod=readonly .*version\\.Version=v${PULUMI_VERSION} `));
        expect(await ensurePulumi((line) => said.push(line))).toEqual(first);
        expect(said).toHaveLength(2);
        for (const name of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
            expect(statSync(join(pulumiFolder(), name)).mode & 0o111).toBe(0o111);
        }
        expect(
            readdirSync(pulumiFolder()).filter(
                (name) => !/^(pulumi(-language-nodejs|-resource-pulumi-nodejs)?|node_modules|\.lock)$/.test(name),
            ),
        ).toEqual([]);
    });

    it("is of the version that its module is of", () => {
        const modules = readFileSync(join(root, "toolchain/pulumi/go.mod"), "utf8");
        expect(modules).toMatch(new RegExp(`github\\.com/pulumi/pulumi/pkg/v3 v${PULUMI_VERSION}\\n`));
        const sums = readFileSync(join(root, "toolchain/pulumi/go.sum"), "utf8");
        expect(sums).toContain(`github.com/pulumi/pulumi/pkg/v3 v${PULUMI_VERSION} h1:`);
    });

    it("is built by one when two want it at once", async () => {
        program("go", FAKE_GO);
        const target = join(folder, "cache", "pulumi");
        await Promise.all([buildPulumi(target, () => {}), buildPulumi(target, () => {})]);
        expect(
            readFileSync(join(folder, "bin", "calls"), "utf8")
                .trim()
                .split("\n"),
        ).toHaveLength(1);
        expect(readFileSync(target, "utf8")).toBe("built\n");
    });

    it("that does not build leaves nothing, and its error says why", async () => {
        program("go", "echo no network >&2; exit 1");
        const target = join(folder, "cache", "pulumi");
        await expect(buildPulumi(target, () => {})).rejects.toThrow(/could not be built: no network/);
        expect(readdirSync(join(folder, "cache")).filter((name) => name !== ".lock")).toEqual([]);
    });

    it("cannot be had without Go", async () => {
        const target = join(folder, "cache", "pulumi");
        await expect(
            buildPulumi(
                target,
                () => {},
                () => undefined,
            ),
        ).rejects.toThrow(/install Pulumi >= 3.200 or Go/);
    });

    it.each([
        ["v3.245.0", true],
        ["3.300.1-alpha.1", true],
        ["v3.199.9", false],
        ["v2.300.0", false],
        ["v4.0.0", false],
        ["", false],
    ])("version %j: new enough is %s", (version, enough) => {
        expect(isNewEnough(version)).toBe(enough);
    });

    it("keeps its state where it is told to", () => {
        const env = pulumiEnv(folder);
        expect(env).toMatchObject({ PULUMI_HOME: join(folder, "home"), PULUMI_BACKEND_URL: `file://${folder}/state` });
        expect(readdirSync(folder)).toEqual(expect.arrayContaining(["home", "state"]));
    });
});
