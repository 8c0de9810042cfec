import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { execa } from "execa";

/** Debian packages by the program that one needs of them. */
type PackageOf = Readonly<Record<string, string>>;

/** What reads the scripts that hosts run. */
export const shellcheckPackage: PackageOf = { shellcheck: "shellcheck" };

/** A Debian package for each program that the lab and the tests call, or that a simulated host has to have. */
const PACKAGE_OF: PackageOf = {
    sshd: "openssh-server",
    ssh: "openssh-client",
    "ssh-keygen": "openssh-client",
    ip: "iproute2",
    bridge: "iproute2",
    ss: "iproute2",
    iptables: "iptables",
    nft: "nftables",
    conntrack: "conntrack",
    ping: "iputils-ping",
    arping: "iputils-arping",
    tcpdump: "tcpdump",
    ethtool: "ethtool",
    strace: "strace",
    sudo: "sudo",
    sysctl: "procps",
    ps: "procps",
    fish: "fish",
    // Sends what no well-behaved program sends.
    python3: "python3",
    busybox: "busybox",
    mksh: "mksh",
    unshare: "util-linux",
    nsenter: "util-linux",
    setpriv: "util-linux",
    flock: "util-linux",
    mount: "mount",
    hostname: "hostname",
};

/** System programs often are in folders that only root's PATH has. */
const SYSTEM_FOLDERS = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

export interface Machine {
    has(program: string): boolean;
    isRoot: boolean;
    hasApt: boolean;
    apt(args: string[]): Promise<void>;
    say(line: string): void;
}

/** Installs the Debian packages that are missing, or says which ones where it may not. Silent when all are there. */
export async function ensurePackages(machine: Machine = thisMachine(), wanted = PACKAGE_OF): Promise<void> {
    const missing = missingPackages(machine.has, wanted);
    if (missing.length === 0) return;
    if (!machine.isRoot || !machine.hasApt) {
        const how = machine.hasApt
            ? `sudo apt-get install ${missing.join(" ")}`
            : "your distribution's package manager";
        throw new Error(`missing on this machine: ${missing.join(", ")} (names of Debian). Install with: ${how}`);
    }
    machine.say(`installing ${missing.join(", ")}...`);
    await machine.apt(["update", "-q"]);
    await machine.apt(["install", "-q", "-y", "--no-install-recommends", ...missing]);
    const still = missingPackages(machine.has, wanted);
    if (still.length > 0) throw new Error(`apt-get installed ${still.join(", ")}, but the programs are not there`);
}

/** Names of the packages whose programs are not there, each once. */
export function missingPackages(has: (program: string) => boolean, wanted = PACKAGE_OF): string[] {
    const names = Object.entries(wanted).flatMap(([program, name]) => (has(program) ? [] : [name]));
    return [...new Set(names)].sort();
}

/** Where a program is, if anywhere. */
export function findProgram(program: string): string | undefined {
    const folders = [...(process.env.PATH ?? "").split(delimiter), ...SYSTEM_FOLDERS].filter((folder) => folder !== "");
    return folders.map((folder) => join(folder, program)).find(isExecutable);
}

function thisMachine(): Machine {
    return {
        has: (program) => findProgram(program) !== undefined,
        isRoot: process.getuid?.() === 0,
        hasApt: existsSync("/etc/debian_version") && findProgram("apt-get") !== undefined,
        apt: aptGet,
        say: (line) => process.stderr.write(`${line}\n`),
    };
}

async function aptGet(args: string[]): Promise<void> {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    // Another apt may run at start-up of a fresh machine: wait for its lock instead of failing.
    const options = ["-o", "DPkg::Lock::Timeout=120"];
    const { failed, all } = await execa("apt-get", [...options, ...args], { env, all: true, reject: false });
    if (failed) throw new Error(`apt-get ${args.join(" ")} failed:\n${all}`);
}

function isExecutable(path: string): boolean {
    try {
        accessSync(path, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}
