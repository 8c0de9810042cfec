import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, labDown, labUp } from "../../lab";
import { build } from "../../scripts/build";
import { copyProject, overlayProject, type Stack, uncheckedTypes } from "../../scripts/project";
import { findProgram } from "../../toolchain/packages";
import { ensurePulumi, pulumiEnv } from "../../toolchain/pulumi";
import { type Canary, canary, watchProcesses } from "./secrets/canary";
import { tally } from "./tally";

// A key in the stack's configuration, a life of a stack with everything that can be logged, and a search for the key.
const name = "faults-secrets";
const passphrase = "passphrase-canary-5c1f0a";
let lab: Lab;
let folder: string;
let stack: Stack;
let key: Canary;
let said = "";
let processes: Awaited<ReturnType<ReturnType<typeof watchProcesses>["stop"]>>;
/** What the programs that get the key, and ssh, were started with. */
let started = "";

/** The process of the user's program. */
const program = /@pulumi\/pulumi\/cmd\/run(\/index\.js)? /;
const spies = ["ssh", "ssh-agent", "ssh-add"];

beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-hostnet-secrets-"));
    lab = await labUp({
        name,
        hosts: 2,
        awkward: { host2: { user: { name: "ops", sudo: "nopasswd" } } },
    });
    await build();
    key = await canary();
    for (const host of lab.hosts) appendFileSync(`${host.root}/etc/ssh/authorized_keys`, key.publicKey);
    // Nothing but the configuration has a key that a host takes.
    const sshConfigFile = join(folder, "ssh_config");
    const blocks = lab.hosts.map(
        (host) =>
            `Host ${host.name}\n  HostName ${host.address}\n  User ${host.user}\n  UserKnownHostsFile ${lab.knownHosts}\n`,
    );
    writeFileSync(sshConfigFile, `${blocks.join("")}Host *\n  IdentityFile none\n`);
    await project(sshConfigFile);
    const watch = watchProcesses();
    const verbs = process.env.HOSTNET_SOAK ? ["preview", "up", "refresh", "up", "destroy"] : ["up", "destroy"];
    for (const verb of verbs) await run(verb);
    processes = await watch.stop();
    const searched = said.split("\n").length + processes.seen;
    tally("secrets: log lines and processes searched for the key", {
        injected: searched,
        lost: said.split("\n").filter((line) => key.isIn(line)).length + processes.leaks(key, program).length,
    });
    started = readFileSync(join(folder, "started"), "latin1");
}, 300_000);

afterAll(async () => {
    await labDown(name);
    rmSync(folder, { recursive: true, force: true });
});

let settings: Record<string, string>;
let command: string;

/** The overlay on two hosts, its key a secret of the stack, with every checkpoint kept. */
async function project(sshConfigFile: string): Promise<void> {
    const pulumi = await ensurePulumi();
    command = pulumi.command;
    const bin = join(folder, "bin");
    await execa("mkdir", [bin]);
    for (const spy of spies) {
        const log = `{ tr '\\0' '\\n' </proc/$$/environ; printf '%s\\n' "$@"; } >>${join(folder, "started")}`;
        writeFileSync(join(bin, spy), `#!/bin/sh\n${log}\nexec ${findProgram(spy)} "$@"\n`, { mode: 0o755 });
    }
    settings = {
        ...pulumi.env,
        ...pulumiEnv(folder),
        ...uncheckedTypes,
        PATH: `${bin}:${pulumi.env.PATH ?? process.env.PATH}`,
        PULUMI_CONFIG_PASSPHRASE: passphrase,
        PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "false",
        HOSTNET_DEBUG: "1",
    };
    stack = await copyProject(folder, overlayProject, settings);
    stack.configure({
        "hostnet-quickstart:sshConfigFile": sshConfigFile,
        "hostnet-quickstart:hosts": lab.hosts.map(({ name: address, address: underlay }, index) => ({
            ...{ name: `ubuntu${index + 1}`, address, underlay },
            ...(index === 0 && { publish: 8080 }),
        })),
    });
    await execa(command, ["config", "set", "--secret", "hostnet:privateKey"], {
        cwd: stack.folder,
        env: settings,
        input: key.text,
    });
}

/** Runs the CLI as loud as it gets. */
async function run(verb: string): Promise<void> {
    const args = [
        "--non-interactive",
        "-v=11",
        "--logtostderr",
        "--logflow",
        verb,
        ...(verb === "preview" ? [] : ["--yes"]),
    ];
    const { all, exitCode } = await execa(command, args, {
        cwd: stack.folder,
        env: settings,
        all: true,
        stdin: "ignore",
        reject: false,
        maxBuffer: 2 ** 30,
    });
    said += `\n===== ${verb}\n${all}`;
    if (exitCode !== 0) throw new Error(`${verb}: ${all.slice(-3000)}`);
}

/** Everything in the files below a folder. */
function filesOf(place: string): { path: string; text: string }[] {
    return readdirSync(place, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => ({ path, text: readFileSync(path, "latin1") }));
}

describe("the key of the configuration", () => {
    it("was used by a whole life of a stack", () => {
        expect(said).toContain("link_facts");
        expect(said).toMatch(/destroy[\s\S]*deleted/);
        expect(started).toContain("ssh-add");
    });

    it("is found where it is: the search sees the program's environment", () => {
        expect(processes.leaks(key, /nothing/).length).toBeGreaterThan(0);
    });

    it("is in no state, history or backup of the file backend", () => {
        const files = filesOf(join(folder, "state"));
        expect(files.some(({ path }) => path.includes("history"))).toBe(true);
        expect(files.some(({ path }) => path.includes("backups"))).toBe(true);
        expect(files.filter(({ text }) => key.isIn(text)).map(({ path }) => path)).toEqual([]);
    });

    it("is in no line that the CLI, its program or the provider logs at the highest verbosity", () => {
        expect(said.length).toBeGreaterThan(1_000_000);
        expect(
            said
                .split("\n")
                .filter((line) => key.isIn(line))
                .map((line) => line.slice(0, 300)),
        ).toEqual([]);
    });

    it("is in the arguments and environment of no process, here or on a host", () => {
        expect(processes.seen).toBeGreaterThan(50);
        // Pulumi hands the configuration to the program in its environment, which its own user and root can read.
        expect(processes.leaks(key, program)).toEqual([]);
        expect(key.isIn(started)).toBe(false);
    });

    it("and the passphrase of the stack do not reach ssh and what it starts", () => {
        expect(started).toMatch(/^PATH=/m);
        expect(started).not.toContain(passphrase);
        expect(started).not.toMatch(/^PULUMI_/m);
    });

    it("is on no disk of a host", async () => {
        for (const { name: host } of lab.hosts) {
            // What was written since the host came up.
            const files = "find /run /home /etc /tmp /var/tmp /dev/shm -xdev -type f -newer /etc/hostname";
            const { stdout } = await lab.exec(host, `${files} -exec grep -lF -e '${key.lines[0]}' {} +; :`);
            expect(stdout).toBe("");
        }
    });
});
