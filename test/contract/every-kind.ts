import * as hostnet from "../../sdk";

/** One resource of every kind but Host, on one host, each with most of its args; in the order in which they can be made. */
export function everyKind(host: hostnet.Host): hostnet.HostnetResource[] {
    const bridge = new hostnet.Bridge("bridge", {
        host,
        name: "br0",
        addresses: ["10.233.1.1/24", "fd00:233:1::1/64"],
        macFromAddress: true,
        mtu: 1450,
    });
    const netns = new hostnet.Netns("netns", { host, name: "ns1", sysctls: { "net.ipv4.ip_forward": "1" } });
    const names = new hostnet.NameService("names", {
        host,
        netns: netns.name,
        nameservers: ["10.233.1.53"],
        search: ["shop.example"],
        options: ["ndots:1"],
        hosts: { db: ["10.233.1.3"] },
    });
    const veth = new hostnet.Veth("veth", {
        host,
        name: "veth0",
        master: bridge.name,
        mtu: 1450,
        hairpin: true,
        peer: {
            netns: netns.name,
            addresses: ["10.233.1.2/24", "fd00:233:1::2/64"],
            routes: [
                { to: "default", via: "10.233.1.1" },
                { to: "fd00:1::/64", via: "fd00:233:1::1", metric: 5 },
            ],
        },
    });
    const tunnel = new hostnet.VxlanTunnel("tunnel", {
        host,
        name: "vxlan0",
        vni: 42,
        device: "eth1",
        peers: ["172.16.1.12", "172.16.1.13"],
        forwarding: [{ mac: "02:42:0a:e9:02:02", vtep: "172.16.1.12" }],
        neighbors: [{ address: "10.233.1.9", mac: "02:42:0a:e9:02:02" }],
        allowFrom: "peers",
        master: bridge.name,
        suppressNeighbors: true,
        entries: "shared",
    });
    const forwarding = new hostnet.Forwarding("forwarding", {
        host,
        tunnel: tunnel.name,
        bridge: bridge.name,
        peers: ["172.16.1.14"],
        forwarding: [{ mac: "02:42:0a:e9:03:02", vtep: "172.16.1.13" }],
        neighbors: [{ address: "10.233.1.8", mac: "02:42:0a:e9:03:02" }],
    });
    const sysctl = new hostnet.Sysctl("sysctl", { host, name: "net.ipv4.ip_forward", value: "1" });
    const nat = new hostnet.NatRule("nat", { host, source: "10.233.1.0/24", exceptDestination: "10.233.0.0/16" });
    const rule = new hostnet.ForwardRule("rule", {
        host,
        action: "drop",
        matches: [{ inInterface: bridge.name, exceptOutInterface: bridge.name, exceptStates: ["dnat"] }],
        family: 4,
    });
    const port = new hostnet.PortMapping("port", {
        host,
        hostPort: 8080,
        target: { address: "10.233.1.2", port: 80 },
        localhostVia: bridge.name,
    });
    const route = new hostnet.Route("route", {
        host,
        to: "10.233.2.0/24",
        via: "10.233.1.7",
        device: bridge.name,
        metric: 50,
        source: "10.233.1.1",
        onlink: true,
    });
    const probe = new hostnet.Probe("probe", { host, target: "10.233.1.1", netns: netns.name, mtu: 1450 });
    return [bridge, netns, names, veth, tunnel, forwarding, sysctl, nat, rule, port, route, probe];
}
