import { createHash } from "node:crypto";
import { IPv4CidrRange } from "ip-num";
import type { HostOptions, Options } from "./options";

export interface HostPlan {
    name: string;
    address: string;
    address6: string;
    mac: string;
    options: HostOptions;
}

/** Every name and address of a lab, decided before anything is made. */
export interface LabPlan {
    options: Options;
    /** The machine's own device in the underlay. */
    leg: string;
    prefix: number;
    router: { address: string; address6: string };
    machine: { address: string; address6: string };
    hosts: HostPlan[];
}

/** Where the rest of the world is; the same in every lab, as no two labs can see each other. */
export const OUTSIDE = {
    address: "203.0.113.10",
    address6: "2001:db8:203:113::10",
    router: "203.0.113.1",
    router6: "2001:db8:203:113::1",
};

/** Plans a lab: router at .1, host N at .10+N, the machine at the last address. */
export function planLab(options: Options): LabPlan {
    const { base, size, prefix } = parseSubnet(options.subnet);
    if (10 + options.hosts > size - 3) {
        throw new Error(`${options.subnet} has no room for ${options.hosts} hosts`);
    }
    const at = (offset: number) => render(base + offset);
    const at6 = (label: string) => `${underlayOf(options.subnet).underlay6}::${label}`;
    return {
        options,
        leg: legName(options.name),
        prefix,
        router: { address: at(1), address6: at6("1") },
        machine: { address: at(size - 2), address6: at6("254") },
        hosts: Array.from({ length: options.hosts }, (_, index) => {
            const address = at(11 + index);
            const name = `host${index + 1}`;
            return {
                name,
                address,
                address6: at6(String(11 + index)),
                mac: macOf(address),
                options: options.awkward[name] ?? {},
            };
        }),
    };
}

/** What the addresses of a lab begin with. */
export function underlayOf(subnet: string) {
    const bytes = subnet.split(".").slice(0, 3);
    return { underlay: bytes.join("."), underlay6: `fd00:${bytes.join(":")}` };
}

/** `lab-NAME`, or with a hash where that does not fit the 15 bytes of a device name. */
export function legName(lab: string): string {
    const plain = `lab-${lab}`;
    return plain.length <= 15
        ? plain
        : `lab-${lab.slice(0, 6)}${createHash("sha256").update(lab).digest("hex").slice(0, 5)}`;
}

/** A locally administered MAC that tells the address, so that a rebuilt host has the one it had. */
export function macOf(address: string): string {
    return `02:00:${address
        .split(".")
        .map((octet) => Number(octet).toString(16).padStart(2, "0"))
        .join(":")}`;
}

/** /24 or wider, because the IPv6 network of a lab is made from the first three octets. */
function parseSubnet(subnet: string): { base: number; size: number; prefix: number } {
    const range = attempt(() => IPv4CidrRange.fromCidr(subnet));
    const prefix = Number(subnet.split("/")[1]);
    if (!range || prefix < 16 || prefix > 24) {
        throw new Error(`subnet ${subnet}: use an IPv4 network from /16 to /24, such as 172.16.1.0/24`);
    }
    const first = Number(range.getFirst().getValue());
    if (render(first) !== subnet.split("/")[0]) {
        throw new Error(`subnet ${subnet} has host bits set: use ${render(first)}/${prefix}`);
    }
    return { base: first, size: 2 ** (32 - prefix), prefix };
}

function render(value: number): string {
    return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}

function attempt<T>(action: () => T): T | undefined {
    try {
        return action();
    } catch {
        return undefined;
    }
}
