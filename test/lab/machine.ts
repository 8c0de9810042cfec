import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { execaSync } from "execa";
import { labProcesses } from "../../lab/leftovers";

/** What of this machine a lab could have changed or left; other labs, which other tests run meanwhile, left out. */
export function machineSnapshot(name: string, leg: string) {
    const ip = (...args: string[]) =>
        execaSync("ip", args)
            .stdout.split("\n")
            .filter((line) => notOther(line, leg));
    return {
        links: ip("-o", "-br", "link"),
        addresses: ip("-o", "-br", "addr"),
        routes: [...ip("route", "show", "table", "all"), ...ip("-6", "route", "show", "table", "all")],
        mounts: readFileSync("/proc/self/mountinfo", "utf8")
            .split("\n")
            .filter((line) => !line.includes(" /run/netns")),
        processes: labProcesses(name),
        files: readdirSync(tmpdir()).filter((entry) => entry.endsWith(`-lab-${name}`)),
        passwd: readFileSync("/etc/passwd", "utf8"),
        forwarding: readFileSync("/proc/sys/net/ipv4/ip_forward", "utf8"),
        hostname: readFileSync("/proc/sys/kernel/hostname", "utf8"),
        bootId: readFileSync("/proc/sys/kernel/random/boot_id", "utf8"),
    };
}

/** The network namespaces that any process is in. */
export function namespacesInUse(): Set<string> {
    const processes = readdirSync("/proc").filter((entry) => /^\d+$/.test(entry));
    return new Set(processes.map((pid) => namespaceOf(Number(pid))));
}

export function namespaceOf(pid: number): string {
    try {
        return readlinkSync(`/proc/${pid}/ns/net`);
    } catch {
        return "";
    }
}

function notOther(line: string, leg: string): boolean {
    return !/\blab-/.test(line) || line.includes(leg);
}
