import { randomUUID } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execaSync } from "execa";
import { pathsOf } from "./place";
import type { HostPlan, LabPlan } from "./plan";
import { type Given, homes, type SeedFile, seedHost } from "./seed";
import { knownHosts, sshConfig } from "./ssh-config";
import { type Wiring, wireHost, wireLeg, wireOutside, wireUnderlay } from "./wiring";

/** Writes everything a lab is started from into its folder; makes no process and no device. */
export function prepareLab(plan: LabPlan, dir: string): void {
    mkdirSync(dir, { mode: 0o700 });
    const keys = [join(dir, "id_ed25519"), ...plan.hosts.map((host) => hostKeyFile(dir, host.name))];
    makeKeys(keys);
    prepareNode(join(dir, "underlay"), wireUnderlay(plan));
    prepareNode(join(dir, "outside"), wireOutside());
    const penalises = sshdPenalises();
    for (const host of plan.hosts) prepareHost(plan, host, dir, penalises);
    writeFileSync(join(dir, "leg.sh"), wireLeg(plan));
    writeFileSync(
        join(dir, "known_hosts"),
        knownHosts(plan, (host) => publicHostKey(dir, host)),
    );
    writeFileSync(join(dir, "ssh_config"), sshConfig(plan, dir));
}

/** Another boot id: what tells a host that it was restarted. */
export function renewBootId(nodeDir: string): void {
    writeFileSync(join(nodeDir, "boot_id"), `${randomUUID()}\n`);
}

/** `ssh-ed25519 AAAA...` of a host. */
export function publicHostKey(dir: string, host: string): string {
    return readFileSync(`${hostKeyFile(dir, host)}.pub`, "utf8").trim();
}

/** Replaces a host's key and says where the private one lies. */
export function renewHostKey(dir: string, host: string): string {
    const file = hostKeyFile(dir, host);
    rmSync(file, { force: true });
    rmSync(`${file}.pub`, { force: true });
    makeKeys([file]);
    return file;
}

function hostKeyFile(dir: string, host: string): string {
    return join(dir, host, "host_key");
}

function makeKeys(files: string[]): void {
    for (const file of files) mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
    const script = `for file; do ssh-keygen -q -t ed25519 -N '' -C '' -f "$file" & done; wait`;
    execaSync("sh", ["-c", script, "sh", ...files]);
    const missing = files.find((file) => !existsSync(file));
    if (missing) throw new Error(`ssh-keygen made no key at ${missing}`);
}

function prepareHost(plan: LabPlan, host: HostPlan, dir: string, sshdPenalises: boolean): void {
    const node = join(dir, host.name);
    const hide = (host.options.hide ?? []).flatMap(pathsOf);
    prepareNode(node, wireHost(plan, host), hide);
    for (const { path, owner } of homes(host)) {
        mkdirSync(join(node, "seed", path), { recursive: true });
        chownSync(join(node, "seed", path), owner, owner);
    }
    const given: Given = {
        hostKey: readFileSync(hostKeyFile(dir, host.name), "utf8"),
        authorizedKey: readFileSync(join(dir, "id_ed25519.pub"), "utf8"),
        sshdPenalises,
    };
    for (const [path, file] of Object.entries<SeedFile>(seedHost(plan, host, given))) {
        const target = join(node, "seed", path);
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, file.text);
        chmodSync(target, file.mode ?? 0o644);
    }
}

/** Since 9.8 sshd shuts out addresses that fail too often, and knows the option; before, it refuses the option. */
function sshdPenalises(): boolean {
    const { stderr } = execaSync("ssh", ["-V"], { reject: false });
    const [, major = 0, minor = 0] = /OpenSSH_(\d+)\.(\d+)/.exec(stderr) ?? [];
    return Number(major) * 100 + Number(minor) >= 908;
}

function prepareNode(node: string, wiring: Wiring, hide: string[] = []): void {
    for (const folder of ["seed", "top"]) mkdirSync(join(node, folder), { recursive: true, mode: 0o755 });
    writeFileSync(join(node, "hide"), hide.map((path) => `${path}\n`).join(""));
    writeFileSync(join(node, "net.sh"), wiring.net);
    writeFileSync(join(node, "wire"), wiring.wire);
    renewBootId(node);
}
