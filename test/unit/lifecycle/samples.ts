/** What a program may give of each kind, with every arg that goes together. */
export const samples: Readonly<Record<string, Record<string, unknown>>> = {
    Host: {},
    Probe: { name: "probe", target: "10.9.0.2", netns: "ns1", mtu: 1450, timeoutSeconds: 5 },
    Netns: { name: "ns1", loopback: true, sysctls: { "net.ipv4.ip_forward": "1" }, killProcesses: true },
    NameService: {
        netns: "ns1",
        nameservers: ["10.9.0.53"],
        search: ["example"],
        options: ["ndots:1"],
        hosts: { db: ["10.9.0.2"] },
    },
    Bridge: {
        name: "br0",
        addresses: ["10.9.0.1/24", "fd00::1/64"],
        macFromAddress: true,
        mtu: 1450,
        stp: true,
        netns: "ns1",
        up: true,
        allowOverlap: true,
    },
    Veth: {
        name: "veth0",
        master: "br0",
        mac: "02:00:00:00:00:01",
        mtu: 1450,
        hairpin: true,
        isolated: true,
        allowOverlap: true,
        peer: {
            name: "eth0",
            netns: "ns1",
            addresses: ["10.9.0.2/24"],
            routes: [{ to: "default", via: "10.9.0.1", metric: 5, source: "10.9.0.2" }],
            mac: "02:00:00:00:00:02",
            mtu: 1450,
            up: true,
        },
    },
    VxlanTunnel: {
        name: "vx0",
        vni: 42,
        port: 4789,
        device: "eth1",
        local: "172.16.1.11",
        peers: ["172.16.1.12"],
        forwarding: [{ mac: "02:00:00:00:00:02", vtep: "172.16.1.12" }],
        neighbors: [{ address: "10.9.0.2", mac: "02:00:00:00:00:02" }],
        learning: false,
        master: "br0",
        mac: "02:00:00:00:00:03",
        mtu: 1450,
        suppressNeighbors: true,
        allowFrom: "peers",
        up: true,
    },
    Forwarding: {
        name: "web",
        tunnel: "vx0",
        bridge: "br0",
        peers: ["172.16.1.13"],
        forwarding: [{ mac: "02:00:00:00:00:02", vtep: "172.16.1.12" }],
        neighbors: [{ address: "10.9.0.2", mac: "02:00:00:00:00:02" }],
    },
    Route: {
        to: "10.8.0.0/16",
        via: "10.9.0.1",
        device: "br0",
        metric: 50,
        source: "10.9.0.2",
        onlink: true,
    },
    ForwardRule: {
        name: "fwd",
        action: "drop",
        matches: [
            {
                inInterface: "br0",
                exceptOutInterface: "br0",
                source: "10.9.0.0/24",
                exceptDestination: "10.9.0.0/16",
                protocol: "tcp",
                port: 80,
                states: ["new"],
                exceptStates: ["dnat"],
            },
        ],
    },
    NatRule: {
        name: "nat",
        source: "10.9.0.0/24",
        exceptDestination: "10.9.0.0/16",
        outInterface: "eth0",
        toSource: "192.0.2.1",
        forward: true,
    },
    PortMapping: {
        name: "web",
        hostIp: "192.0.2.1",
        hostPort: 8080,
        protocol: "udp",
        target: { address: "10.9.0.2/24", port: 80 },
        localhostVia: "br0",
    },
    Sysctl: { name: "net.ipv4.ip_forward", value: "1" },
};

export const host = { name: "host1", address: "172.16.1.11", user: "root" };

/** The same, on a host and owned, as the sdk sends it. */
export const given = (kind: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
    host,
    owner: "shop/dev/it",
    __provider: "text",
    ...samples[kind],
    ...more,
});

/** Every place in a value, as a path. */
export function paths(value: unknown, path: readonly string[] = []): string[][] {
    if (typeof value !== "object" || value === null) return [[...path]];
    return [
        ...(path.length > 0 ? [[...path]] : []),
        ...Object.entries(value).flatMap(([key, item]) => paths(item, [...path, key])),
    ];
}

/** A copy with another value at a path. */
export function replaced<T>(value: T, [key, ...rest]: readonly string[], by: unknown): T {
    if (key === undefined) return by as T;
    const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
    copy[key] = replaced(copy[key], rest, by);
    return copy as T;
}
