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
        readonly shared: boolean;
    };
    /** Entries of the program on the tunnel, where that is shared. */
    readonly entries?: { readonly peers: readonly string[]; readonly neighbors: readonly Neighbour[] };
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
    readonly pass?: {
        readonly action: "accept" | "drop";
        readonly source: string;
        readonly except?: string;
        readonly web: boolean;
    };
    /** What the first namespace knows of names. */
    readonly names?: {
        readonly nameservers: readonly string[];
        readonly hosts: Readonly<Record<string, readonly string[]>>;
    };
    readonly route?: { readonly via: string; readonly metric?: number; readonly bridged: boolean };
    readonly sysctl?: { readonly name: string; readonly value: string };
}

/** Somebody behind the tunnel: who has which address, and where. */
export interface Neighbour {
    readonly address: string;
    readonly mac: string;
    readonly vtep: string;
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
export interface Registration {
    readonly kind: string;
    readonly name: string;
    readonly args: Values;
    /** Names of resources whose outputs it takes. */
    readonly needs: readonly string[];
}

/** The gateway of every cable is in the network of its first address. */
export const gateway = "10.7.0.254";

/** Where the route of a host leads to. */
export const destination = "198.51.100.0/24";

/** The bridge over which the route goes; without it, or without its network there, the uplink. */
export const routeDevice = ({ bridge, route }: Wish): string =>
    route?.bridged && bridge?.addresses.includes("10.9.0.1/24") ? bridge.name : "eth1";

/** The entries that are on the tunnel beside its own; none where there is no tunnel that is shared. */
export const entriesOf = ({ tunnel, entries }: Wish): Wish["entries"] => (tunnel?.shared ? entries : undefined);

/** Which namespace a cable leads to. */
export const spaceOf = (wish: Wish, slot: "cable1" | "cable2"): string | undefined =>
    (slot === "cable1" ? wish.ns1 : wish.ns2)?.name;

/** The program of one host, in the order in which a user writes it down. A cable without its namespace is not written. */
export function resources(wish: Wish): Registration[] {
    const all: Registration[] = [{ kind: "Host", name: "host", args: {}, needs: [] }];
    const add = (slot: Slot, kind: string, args: Values, needs: readonly (Slot | false | undefined)[] = []) =>
        all.push({ kind, name: slot, args, needs: ["host", ...needs.filter((need): need is Slot => !!need)] });
    const { bridge, tunnel, nat, port, pass, names, route, sysctl } = wish;
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
        const { vni, peers, guarded, attached, mtu, shared } = tunnel;
        const entries = shared ? "shared" : "exclusive";
        const port = attached && bridge ? { master: bridge.name, suppressNeighbors: true } : {};
        const allowFrom = guarded && peers.length > 0 ? "peers" : "any";
        add("tunnel", "VxlanTunnel", { name: "vx0", vni, device: "eth1", peers, mtu, allowFrom, entries, ...port }, [
            attached && bridge && "bridge",
        ]);
    }
    const entries = entriesOf(wish);
    if (entries) {
        const at = tunnel?.attached && bridge ? { bridge: bridge.name } : {};
        const forwarding = [...new Map(entries.neighbors.map(({ mac, vtep }) => [mac, { mac, vtep }])).values()];
        const neighbors = entries.neighbors.map(({ address, mac }) => ({ address, mac }));
        add(
            "entries",
            "Forwarding",
            { name: "net", tunnel: "vx0", peers: entries.peers, forwarding, neighbors, ...at },
            ["tunnel", "bridge" in at && "bridge"],
        );
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
    if (pass) {
        const { action, source, except, web } = pass;
        const matches = [{ source }, ...(web ? [{ inInterface: "eth1", protocol: "tcp", port: 443 }] : [])];
        add("pass", "ForwardRule", { name: "pass", action, matches, except: except ? [{ source: except }] : [] });
    }
    if (names && wish.ns1) add("names", "NameService", { netns: wish.ns1.name, ...names }, ["ns1"]);
    if (route) {
        const { via, metric } = route;
        const device = routeDevice(wish);
        add("route", "Route", { to: destination, via, device, onlink: true, ...(metric && { metric }) }, [
            device !== "eth1" && "bridge",
        ]);
    }
    if (sysctl) add("sysctl", "Sysctl", { ...sysctl });
    return all;
}
