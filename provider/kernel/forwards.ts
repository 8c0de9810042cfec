import { type Command, cmd } from "./command";
import type { Facts } from "./facts";

/** What makes a host forward packets of a family (ip-sysctl in the kernel's documentation). */
export const forwardingKey = (family: number): string =>
    family === 6 ? "net.ipv6.conf.all.forwarding" : "net.ipv4.ip_forward";

/** Hosts that a `Sysctl` of the program makes forward, `host family`, as far as this process has checked them. */
const declared = new Set<string>();

/** Notes what a `Sysctl` of the program sets: it may be made at the same moment as the rules that need it. */
export function declareForwarding(host: string, key: string, value: string): void {
    const [, family] = /^net\.ipv([46])\.(?:ip_forward|conf\..*\.forwarding)$/.exec(key) ?? [];
    if (family === undefined) return;
    if (value === "0") declared.delete(`${host} ${family}`);
    else declared.add(`${host} ${family}`);
}

export const forwardsLook = (family: number): Command => cmd`forwards_facts ${family}`;

/** What a user should know where a host forwards nothing, and nothing of the program changes that. */
export function notForwarding(facts: Facts, host: string, family: number): string[] {
    if (!facts.surroundings.includes("~ forwards no") || declared.has(`${host} ${family}`)) return [];
    const key = forwardingKey(family);
    return [
        `host ${host} forwards no IPv${family === 6 ? 6 : 4} packets (${key} is 0), and without that these rules have none to work on: ` +
            `a Sysctl switches it on, { host, name: "${key}", value: "1" }.`,
    ];
}
