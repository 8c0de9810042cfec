import { join } from "node:path";
import type { LabPlan } from "./plan";

/** Where a host is reached instead of at its own address: a relay in front of it. */
export type Detours = Record<string, { address: string; port: number }>;

/** An ssh_config for plain `ssh -F FILE host1`: strict checking, the lab's own key, nothing of the user's. */
export function sshConfig(plan: LabPlan, dir: string, detours: Detours = {}): string {
    const hosts = plan.hosts.map(({ name, address, address6, options }) => {
        const { address: hostName, port } = detours[name] ?? { address, port: 22 };
        return [
            `Host ${name} ${address} ${address6}`,
            `    HostName ${hostName}`,
            `    Port ${port}`,
            `    User ${options.user?.name ?? "root"}`,
            `    HostKeyAlias ${name}`,
        ];
    });
    const all = [
        "Host *",
        `    IdentityFile "${join(dir, "id_ed25519")}"`,
        "    IdentitiesOnly yes",
        "    IdentityAgent none",
        `    UserKnownHostsFile "${join(dir, "known_hosts")}"`,
        "    GlobalKnownHostsFile /dev/null",
        "    StrictHostKeyChecking yes",
        "    ConnectTimeout 10",
    ];
    return `${[...hosts, all].flat().join("\n")}\n`;
}

/** The hosts' keys under their names and under both addresses. */
export function knownHosts(plan: LabPlan, keyOf: (host: string) => string): string {
    return plan.hosts.map(({ name, address, address6 }) => `${name},${address},${address6} ${keyOf(name)}\n`).join("");
}
