import type { Values } from "./subject";
import { bridgesAndNamespaces } from "./surroundings";

/** A kind with the program inputs that tests make it from, on any lab. */
export interface KindSubject {
    readonly type: string;
    /** A script that makes what the resource needs around it: bridges, namespaces. */
    readonly prepare?: string;
    /** The least that a program must say. A physical `name` keeps the tables readable. */
    readonly minimal: Values;
    /** Everything that goes together, laid over `minimal`. */
    readonly maximal: Values;
    /** What of `maximal` a minimal one can be updated to; default all of it. */
    readonly inPlace?: Values;
    /** What others may have put on the thing, once it is made: whatever is done to it leaves that there. */
    readonly guests?: string;
    /** The programs whose changes are to fail; default iproute2's. */
    readonly breaks?: readonly string[];
}

/** Neighbours of both families that somebody declared on a link. */
const neighboursOn = (dev: string, ip = "ip"): string => `
    ${ip} neigh replace 10.9.0.66 lladdr 02:00:00:00:09:66 dev ${dev} nud permanent
    ${ip} neigh replace fd00:9::66 lladdr 02:00:00:00:09:66 dev ${dev} nud permanent router`;

export const bridgeSubject: KindSubject = {
    type: "Bridge",
    prepare: "ip netns add ns1",
    guests: neighboursOn("br0"),
    minimal: { name: "br0" },
    maximal: {
        addresses: ["10.9.0.1/24", "10.9.0.2/24", "fd00:9::1/64"],
        mtu: 1400,
        mac: "02:00:00:00:09:01",
        stp: true,
        rpFilter: "strict",
        allowOverlap: true,
    },
};

export const netnsSubject: KindSubject = {
    type: "Netns",
    minimal: { name: "ns1" },
    maximal: {
        loopback: false,
        sysctls: {
            "net.ipv4.ip_forward": "1",
            "net.ipv4.conf.all.rp_filter": "2",
            "net.ipv4.ip_local_port_range": "20000 30000",
        },
        killProcesses: true,
    },
};

export const vethSubject: KindSubject = {
    type: "Veth",
    prepare: bridgesAndNamespaces,
    guests: neighboursOn("v0") + neighboursOn("eth0", "ip -n ns1"),
    minimal: { name: "v0", peer: { name: "eth0", netns: "ns1" } },
    maximal: {
        master: "br0",
        hairpin: true,
        isolated: true,
        mtu: 1400,
        mac: "02:00:00:00:09:01",
        peer: {
            name: "eth0",
            netns: "ns1",
            addresses: ["10.9.0.5/24", "fd00:9::5/64"],
            routes: [
                { to: "default", via: "10.9.0.1" },
                { to: "10.8.0.0/16", via: "10.9.0.2", metric: 50, source: "10.9.0.5" },
                { to: "10.7.0.0/16", via: "10.99.0.1", onlink: true },
                { to: "::/0", via: "fd00:9::1" },
                { to: "fd00:8::/32", via: "fd00:9::2", metric: 60 },
                { to: "fd00:7::/32", via: "fe80::1" },
            ],
        },
    },
};

/** A tunnel of a lab whose underlay has these three first bytes. */
export function vxlanSubject(prefix: string): KindSubject {
    const everything = {
        peers: [`${prefix}.12`, `${prefix}.13`],
        forwarding: [{ mac: "02:00:00:00:09:05", vtep: `${prefix}.12` }],
        neighbors: ["10.9.0.5", "fd00:9::5"].map((address) => ({ address, mac: "02:00:00:00:09:05" })),
        master: "br0",
        mac: "02:00:00:00:09:01",
        mtu: 1400,
        suppressNeighbors: true,
        allowFrom: "peers",
        txChecksum: "off",
    };
    return {
        type: "VxlanTunnel",
        // The bridge has a port and an MTU that was set, so that neither comes and goes with the tunnel.
        prepare: `
            ip link add br0 address 02:00:00:00:0b:00 mtu 1449 type bridge; ip link set br0 up mtu 1450
            ip link add p0 type veth peer name q0; ip link set p0 master br0; ip link set p0 up; ip link set q0 up`,
        guests: neighboursOn("vx0"),
        minimal: { name: "vx0", vni: 42, device: "eth1" },
        maximal: { ...everything, port: 4790, local: `${prefix}.11` },
        inPlace: everything,
        breaks: ["ip", "bridge", "iptables-restore", "ethtool"],
    };
}

/** Source NAT on a lab whose underlay has these three first bytes. */
export const natRuleSubject = (prefix: string): KindSubject => ({
    type: "NatRule",
    minimal: { name: "out", source: "10.9.0.0/16", forward: false },
    maximal: {
        exceptDestination: "10.9.0.0/16",
        exceptOutInterface: "br0",
        toSource: `${prefix}.11`,
        forward: true,
    },
    breaks: ["iptables-restore"],
});

/** A published port on a lab whose underlay has these three first bytes. */
export const portMappingSubject = (prefix: string): KindSubject => ({
    type: "PortMapping",
    prepare: "ip link add br0 type bridge; ip link add br1 type bridge",
    minimal: { name: "web", hostPort: 8080, target: { address: "10.9.0.2/24", port: 80 } },
    maximal: {
        hostIp: `${prefix}.11`,
        hostPort: "8000-8010",
        protocol: "udp",
        target: { address: "10.9.0.3", port: "9000-9010" },
        localhostVia: "br0",
    },
    breaks: ["iptables-restore"],
});

export const sysctlSubject: KindSubject = {
    type: "Sysctl",
    prepare: "echo '32768 60999' >/proc/sys/net/ipv4/ip_local_port_range",
    minimal: { name: "net.ipv4.ip_local_port_range", value: "20000 30000" },
    maximal: { value: "20000 40000" },
};

/** The entries of a program on tunnel vx0 of a lab whose underlay has these three first bytes. */
export function forwardingSubject(prefix: string): KindSubject {
    const everything = {
        bridge: "br0",
        peers: [`${prefix}.13`, `${prefix}.14`],
        forwarding: [5, 6].map((n) => ({ mac: `02:00:00:00:09:0${n}`, vtep: `${prefix}.12` })),
        neighbors: [
            ...[5, 6].map((n) => ({ address: `10.9.0.${n}`, mac: `02:00:00:00:09:0${n}` })),
            { address: "fd00:9::5", mac: "02:00:00:00:09:05" },
        ],
    };
    return {
        type: "Forwarding",
        // Entries of others stand beside ours.
        prepare: `
            ip link add br0 address 02:00:00:00:0b:00 mtu 1449 type bridge; ip link set br0 up mtu 1450
            ip link add br1 address 02:00:00:00:0b:01 mtu 1449 type bridge; ip link set br1 up mtu 1450
            for v in 0 1; do ip link add vx$v address 02:00:00:00:0c:0$v type vxlan id 4$v dstport 4789 dev eth1 nolearning; done
            ip link set vx0 master br0; ip link set vx0 up; ip link set vx1 up
            bridge fdb append 00:00:00:00:00:00 dev vx0 dst ${prefix}.99
            bridge fdb replace 02:00:00:00:09:99 dev vx0 dst ${prefix}.99
            ip neigh replace 10.9.0.99 lladdr 02:00:00:00:09:99 dev br0 nud permanent`,
        minimal: { name: "web", tunnel: "vx0" },
        maximal: everything,
        inPlace: { ...everything, bridge: undefined },
    };
}

const forwarded = [
    { inInterface: "br0", exceptOutInterface: "br0", exceptStates: ["dnat", "established", "related"] },
    { exceptInInterface: "eth1", source: "10.9.0.0/16", exceptDestination: "10.9.0.7", protocol: "tcp", port: "80-90" },
];

export const forwardRuleSubject: KindSubject = {
    type: "ForwardRule",
    minimal: { name: "out", action: "drop", matches: [{ inInterface: "br0", outInterface: "br1" }] },
    maximal: { action: "accept", matches: forwarded },
    breaks: ["iptables-restore"],
};

export const nameServiceSubject: KindSubject = {
    type: "NameService",
    prepare: "rm -rf /etc/netns; ip netns add web; ip netns add other",
    minimal: { netns: "web", nameservers: ["9.9.9.9"] },
    maximal: {
        nameservers: ["10.9.0.53", "fd00::53"],
        search: ["shop.example", "example"],
        options: ["ndots:1", "rotate"],
        hosts: { db: ["10.9.0.50", "fd00::50"], cache: ["10.9.0.51"] },
    },
    breaks: ["tee", "cp"],
};

/** A route by way of a host of a lab whose underlay has these three first bytes. */
export const routeSubject = (prefix: string): KindSubject => ({
    type: "Route",
    // Routes over the underlay's device outlive a test.
    prepare: `ip route flush root 10.9.0.0/16; ip link add d0 address 02:00:00:00:0d:00 type bridge; ip link set d0 up
        ip addr add 10.8.0.1/24 dev d0`,
    minimal: { to: "10.9.0.0/24", via: `${prefix}.12` },
    maximal: { via: "10.7.0.9", device: "d0", metric: 50, source: "10.8.0.1", onlink: true },
    inPlace: { via: "10.7.0.9", device: "d0", source: "10.8.0.1", onlink: true },
});

/** Every kind that makes something. */
export const everyKind = (prefix: string): KindSubject[] => [
    bridgeSubject,
    netnsSubject,
    vethSubject,
    vxlanSubject(prefix),
    natRuleSubject(prefix),
    portMappingSubject(prefix),
    sysctlSubject,
    forwardingSubject(prefix),
    forwardRuleSubject,
    nameServiceSubject,
    routeSubject(prefix),
];

export const kindCount = everyKind("10.0.0").length;
