import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Lab, labDown, labUp } from "../../../lab";
import { snapshot } from "../../lab/snapshot";
import { type SmallStack, smallStack, type Wanted } from "../small-stack";

/** A lab of one host, and a stack for it, which wants the overlay's resources until it is told others. */
export interface StackGround {
    readonly lab: Lab;
    readonly stack: SmallStack;
    sh(script: string): Promise<string>;
    look(): Promise<string>;
    /**
     * Whether the CLI can read its checkpoint: killed at the wrong moment, it leaves the note beside the file empty, which its
     * file backend then stumbles over. Such a note is taken away, as docs/operations.md says.
     */
    readable(): boolean;
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

export async function startGround(name: string): Promise<StackGround> {
    const folder = mkdtempSync(join(tmpdir(), `pulumi-hostnet-${name}-`));
    const remove = async () => {
        await labDown(name);
        rmSync(folder, { recursive: true, force: true });
    };
    try {
        const lab = await labUp({ name, hosts: 1 });
        const stack = await smallStack(lab, folder, "test");
        stack.want(overlay);
        const sh = async (script: string) => (await lab.exec("host1", script)).stdout.trim();
        return {
            lab,
            stack,
            sh,
            look: () => snapshot(lab, "host1", { sysctls: false }),
            readable: () => readable(folder),
            remove,
        };
    } catch (error) {
        await remove();
        throw error;
    }
}

function readable(folder: string): boolean {
    const stacks = join(folder, "state", ".pulumi", "stacks");
    const files = readdirSync(stacks, { recursive: true, encoding: "utf8" }).map((file) => join(stacks, file));
    const empty = files.filter((file) => file.endsWith(".attrs") && statSync(file).size === 0);
    for (const file of empty) rmSync(file);
    return empty.length === 0;
}
