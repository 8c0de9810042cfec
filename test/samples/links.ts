import { bridge } from "../../spec/bridge";
import { endpoint } from "../../spec/endpoint";
import { nameService } from "../../spec/name-service";
import { neighbor } from "../../spec/neighbor";
import { netns } from "../../spec/netns";
import { veth } from "../../spec/veth";
import { bridgesAndNamespaces } from "../lab/kinds/surroundings";
import { neighboursOn, sample } from "./sample";

export const bridgeSample = sample(bridge, {
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
    aside: { macFromAddress: true, mtu: 1450, netns: "ns1", rpFilter: undefined, up: true },
    together: {
        as: "bridge",
        args: { name: "br0", addresses: ["10.233.1.1/24", "fd00:233:1::1/64"], macFromAddress: true, mtu: 1450 },
        change: { mtu: 1400 },
    },
});

export const netnsSample = sample(netns, {
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
    together: {
        as: "netns",
        args: { name: "ns1", sysctls: { "net.ipv4.ip_forward": "1" } },
        change: { loopback: false },
    },
});

export const vethSample = sample(veth, {
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
    aside: {
        mtu: 1450,
        allowOverlap: true,
        peer: {
            name: "eth0",
            netns: "ns1",
            addresses: ["10.9.0.2/24"],
            routes: [{ to: "default", via: "10.9.0.1", metric: 5, source: "10.9.0.2", onlink: true }],
            mac: "02:00:00:00:00:02",
            mtu: 1450,
            up: true,
        },
    },
    together: {
        as: "veth",
        args: {
            name: "veth0",
            master: "br0",
            mtu: 1450,
            hairpin: true,
            peer: {
                netns: "ns1",
                addresses: ["10.233.1.2/24", "fd00:233:1::2/64"],
                routes: [
                    { to: "default", via: "10.233.1.1" },
                    { to: "fd00:1::/64", via: "fd00:233:1::1", metric: 5 },
                ],
            },
        },
        change: { mtu: 1400 },
    },
});

const everyEndpoint = {
    hairpin: true,
    isolated: true,
    mtu: 1400,
    killProcesses: true,
    port: { mac: "02:00:00:00:09:01" },
    addresses: ["10.9.0.5/24", "fd00:9::5/64"],
    routes: [
        { to: "default", via: "10.9.0.1" },
        { to: "::/0", via: "fd00:9::1" },
    ],
    sysctls: { "net.ipv6.conf.default.accept_dad": "0", "net.ipv4.ip_forward": "1" },
};

export const endpointSample = sample(endpoint, {
    prepare: bridgesAndNamespaces,
    guests: neighboursOn("veth-web") + neighboursOn("eth0", "ip -n web"),
    minimal: { name: "web", bridge: "br0", sysctls: { "net.ipv6.conf.default.accept_dad": "0" } },
    maximal: { ...everyEndpoint, loopback: false },
    // A loopback that was up once keeps its address.
    inPlace: everyEndpoint,
    aside: { mac: "02:00:00:00:00:02", allowOverlap: true, interface: "net1", up: true },
    together: {
        as: "endpoint",
        args: {
            name: "db",
            bridge: "br0",
            mtu: 1450,
            addresses: ["10.233.1.7/24", "fd00:233:1::7/64"],
            routes: [{ to: "default", via: "10.233.1.1" }],
        },
        change: { mtu: 1400 },
    },
    refused: [
        [{ bridge: undefined }, "bridge: is missing"],
        [{ netns: "ns1" }, "sysctls: is of the namespace ns1, which the endpoint does not make: give it there"],
        [
            { netns: "ns1", sysctls: {}, loopback: false },
            "loopback: is of the namespace ns1, which the endpoint does not make: give it there",
        ],
        [
            { netns: "ns1", sysctls: {}, killProcesses: true },
            "killProcesses: is of the namespace ns1, which the endpoint does not make: give it there",
        ],
        [{ interface: "a/b" }, /^interface: "a\/b" is not a valid name/],
        [
            { addresses: ["10.9.0.5/24"], routes: [{ to: "default", via: "10.8.0.1" }] },
            /^routes\[0\]\.via: the gateway 10\.8\.0\.1 is in none of the networks of 10\.9\.0\.5\/24/,
        ],
        [{ adress: "10.9.0.5/24" }, /^unknown property adress; did you mean/],
    ],
    unreleased: true,
});

export const nameServiceSample = sample(nameService, {
    prepare: "rm -rf /etc/netns; ip netns add web; ip netns add other",
    minimal: { netns: "web", nameservers: ["9.9.9.9"] },
    maximal: {
        nameservers: ["10.9.0.53", "fd00::53"],
        search: ["shop.example", "example"],
        options: ["ndots:1", "rotate"],
        hosts: { db: ["10.9.0.50", "fd00::50"], cache: ["10.9.0.51"] },
    },
    breaks: ["tee", "cp"],
    together: {
        as: "names",
        args: {
            netns: "ns1",
            nameservers: ["10.233.1.53"],
            search: ["shop.example"],
            options: ["ndots:1"],
            hosts: { db: ["10.233.1.3"] },
        },
        change: { search: ["other.example"] },
    },
});

export const neighborSample = sample(neighbor, {
    noted: true,
    // Links of the same name; and an entry that is somebody else's.
    prepare: `
        ip netns add ns1; ip -n ns1 link add br0 address 02:00:00:00:0b:20 type bridge; ip -n ns1 link set br0 up
        for b in br0 br1; do ip link add $b address 02:00:00:00:0b:\${b#br}0 type bridge; ip link set $b up; done
        ip neigh replace 10.9.0.99 lladdr 02:00:00:00:09:99 dev br0 nud permanent`,
    minimal: { device: "br0", address: "10.9.0.5", mac: "02:00:00:00:09:05" },
    maximal: { netns: "ns1", address: "fd00:9::5", mac: "02:00:00:00:09:06" },
    inPlace: { mac: "02:00:00:00:09:06" },
    guests: neighboursOn("br0"),
    together: {
        as: "neighbor",
        args: { device: "br0", address: "10.233.1.6", mac: "02:42:0a:e9:01:06" },
        change: { mac: "02:42:0a:e9:01:07" },
    },
    refused: [
        [{ device: undefined }, "device: is missing"],
        [{ device: "../x" }, /^device: "\.\.\/x" is not a valid name/],
        [{ netns: "a@b" }, /^netns: "a@b" is not a valid name/],
        [{ address: undefined }, "address: is missing"],
        [{ address: "10.9.0.5/24" }, /^address: "10\.9\.0\.5\/24" is not an IP address/],
        [{ address: "224.0.0.1" }, "address: 224.0.0.1 is no address of a neighbour"],
        [{ address: "FF02::1" }, "address: ff02::1 is no address of a neighbour"],
        [{ mac: undefined }, "mac: is missing"],
        [{ mac: "02:00:00:00:09" }, /^mac: "02:00:00:00:09" is not a MAC address/],
        [{ lladdr: "02:00:00:00:09:05" }, /^unknown property lladdr; /],
    ],
    unreleased: true,
});

/** In an order in which they can be made. */
export const links = [bridgeSample, neighborSample, netnsSample, nameServiceSample, vethSample, endpointSample];
