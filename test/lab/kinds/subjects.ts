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
    /** The programs whose changes are to fail; default iproute2's. */
    readonly breaks?: readonly string[];
}

export const bridgeSubject: KindSubject = {
    type: "Bridge",
    prepare: "ip netns add ns1",
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

/** Every kind that makes something. */
export const everyKind = (prefix: string): KindSubject[] => [
    bridgeSubject,
    netnsSubject,
    vethSubject,
    vxlanSubject(prefix),
    natRuleSubject(prefix),
    portMappingSubject(prefix),
    sysctlSubject,
];
