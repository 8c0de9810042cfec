import type { Values } from "../../contract/engine";

/** What the program wants on one host: each slot is a resource, absent where it is not wanted. */
export interface Wish {
    readonly ns1?: { readonly name: string; readonly loopback: boolean; readonly forwarding?: string };
    readonly ns2?: { readonly name: string; readonly loopback: boolean; readonly forwarding?: string };
    readonly bridge?: {
        readonly name: string;
        readonly mtu: number;
        readonly addresses: readonly string[];
        readonly stp: boolean;
        readonly mac?: string;
    };
    readonly cable1?: Cable;
    readonly cable2?: Cable;
    readonly tunnel?: {
        readonly vni: number;
        readonly peers: readonly string[];
        readonly guarded: boolean;
        readonly attached: boolean;
        readonly mtu: number | "auto";
    };
    readonly nat?: {
        readonly name: string;
        readonly source: string;
        readonly except?: string;
        readonly out?: string;
        readonly to?: string;
        readonly forward: boolean;
    };
    readonly port?: {
        readonly hostPort: number;
        readonly protocol: "tcp" | "udp";
        readonly target: string;
        readonly local: boolean;
    };
    readonly sysctl?: { readonly name: string; readonly value: string };
}

/** A veth whose far end is in a namespace, its near end on the bridge where there is one. */
export interface Cable {
    readonly mtu: number;
    readonly addresses: readonly string[];
    readonly routed: boolean;
    readonly hairpin: boolean;
    readonly mac?: string;
}

export type Slot = keyof Wish;

/** A resource as a program registers it. */
export interface Registered {
    readonly kind: string;
    readonly name: string;
    readonly args: Values;
    /** Names of resources whose outputs it takes. */
    readonly needs: readonly string[];
}

/** The gateway of every cable is in the network of its first address. */
export const gateway = "10.7.0.254";

/** Which namespace a cable leads to. */
export const spaceOf = (wish: Wish, slot: "cable1" | "cable2"): string | undefined =>
    (slot === "cable1" ? wish.ns1 : wish.ns2)?.name;

/** The program of one host, in the order in which a user writes it down. A cable without its namespace is not written. */
export function resources(wish: Wish): Registered[] {
    const all: Registered[] = [{ kind: "Host", name: "host", args: {}, needs: [] }];
    const add = (slot: Slot, kind: string, args: Values, needs: readonly (Slot | false | undefined)[] = []) =>
        all.push({ kind, name: slot, args, needs: ["host", ...needs.filter((need): need is Slot => !!need)] });
    const { bridge, tunnel, nat, port, sysctl } = wish;
    for (const slot of ["ns1", "ns2"] as const) {
        const space = wish[slot];
        if (!space) continue;
        const sysctls = space.forwarding === undefined ? {} : { "net.ipv4.ip_forward": space.forwarding };
        add(slot, "Netns", { name: space.name, loopback: space.loopback, sysctls });
    }
    if (bridge) add("bridge", "Bridge", { ...bridge });
    for (const slot of ["cable1", "cable2"] as const) {
        const cable = wish[slot];
        const netns = spaceOf(wish, slot);
        if (!cable || !netns) continue;
        const { mtu, addresses, routed, mac } = cable;
        const routes = routed ? [{ to: "192.0.2.0/24", via: gateway }] : [];
        const port = bridge ? { master: bridge.name, hairpin: cable.hairpin } : {};
        const peer = { netns, name: "eth0", addresses, routes, ...(mac && { mac }) };
        const needs = [slot === "cable1" ? "ns1" : "ns2", bridge && "bridge"] as const;
        add(slot, "Veth", { name: `v-${slot}`, mtu, ...port, peer }, needs);
    }
    if (tunnel) {
        const { vni, peers, guarded, attached, mtu } = tunnel;
        const port = attached && bridge ? { master: bridge.name, suppressNeighbors: true } : {};
        const allowFrom = guarded && peers.length > 0 ? "peers" : "any";
        add("tunnel", "VxlanTunnel", { name: "vx0", vni, device: "eth1", peers, mtu, allowFrom, ...port }, [
            attached && bridge && "bridge",
        ]);
    }
    if (nat)
        add("nat", "NatRule", {
            name: nat.name,
            source: nat.source,
            forward: nat.forward,
            ...(nat.except && { exceptDestination: nat.except }),
            ...(nat.out && { outInterface: nat.out }),
            ...(nat.to && { toSource: nat.to }),
        });
    if (port) {
        const via = port.local && bridge ? { localhostVia: bridge.name } : {};
        const target = { address: port.target, port: 80 };
        add("port", "PortMapping", { name: "web", hostPort: port.hostPort, protocol: port.protocol, target, ...via }, [
            port.local && bridge && "bridge",
        ]);
    }
    if (sysctl) add("sysctl", "Sysctl", { ...sysctl });
    return all;
}
