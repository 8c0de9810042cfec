import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Lab, labDown, labUp } from "../../../lab";
import type { Stack } from "../../../scripts/project";
import { snapshot } from "../../lab/snapshot";
import { smallStack, type Wanted } from "../small-stack";

/** A lab of one host, and a stack with the overlay's resources for it. */
export interface Ground {
    readonly lab: Lab;
    readonly stack: Stack;
    sh(script: string): Promise<string>;
    look(): Promise<string>;
    remove(): Promise<void>;
}

const overlay: readonly Wanted[] = [
    { kind: "Bridge", name: "bridge", args: { name: "br0", addresses: ["10.233.0.1/16"], macFromAddress: true } },
    {
        kind: "VxlanTunnel",
        name: "tunnel",
        args: {
            ...{ name: "vxlan0", vni: 42, device: "eth1", master: { output: "bridge" } },
            ...{ peers: ["192.0.2.12", "192.0.2.13"], allowFrom: "peers", suppressNeighbors: true },
        },
    },
    { kind: "Netns", name: "netns", args: { name: "ns1" } },
    {
        kind: "Veth",
        name: "veth",
        args: {
            ...{ name: "veth0", master: { output: "bridge" }, hairpin: true },
            peer: {
                ...{ name: "eth0", netns: { output: "netns" }, addresses: ["10.233.0.2/16"] },
                routes: [{ to: "default", via: "10.233.0.1" }],
            },
        },
    },
    { kind: "Sysctl", name: "forwarding", args: { name: "net.ipv4.ip_forward", value: "1" } },
    { kind: "NatRule", name: "out", args: { source: "10.233.0.0/16", exceptDestination: "10.233.0.0/16" } },
    { kind: "PortMapping", name: "web", args: { hostPort: 8080, target: { address: "10.233.0.2", port: 80 } } },
];

export async function startGround(name: string, subnet: string): Promise<Ground> {
    const folder = mkdtempSync(join(tmpdir(), `pulumi-hostnet-${name}-`));
    const remove = async () => {
        await labDown(name);
        rmSync(folder, { recursive: true, force: true });
    };
    try {
        const lab = await labUp({ name, subnet, hosts: 1 });
        const stack = await smallStack(lab, folder, "test");
        stack.want(overlay);
        const sh = async (script: string) => (await lab.exec("host1", script)).stdout.trim();
        return { lab, stack, sh, look: () => snapshot(lab, "host1", { sysctls: false }), remove };
    } catch (error) {
        await remove();
        throw error;
    }
}
