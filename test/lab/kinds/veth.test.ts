import { vethSample } from "../../samples/links";
import { onLab } from "./harness";
import { kindSuite } from "./suite";

const ground = onLab("kind-veth");

const host = "ip -d -o link show v0";
const inside = "ip -n ns1 -d -o link show eth0";
const insideAddresses = "ip -n ns1 -o addr show dev eth0 scope global | awk '{print $4}'";
const insideRoutes = "ip -n ns1 route show proto static; ip -n ns1 -6 route show proto static";
const ends = (own: object, peer: object = {}) => ({ ...own, peer: { name: "eth0", netns: "ns1", ...peer } });
const inNs1 = (peer: object) => ends({}, peer);
const one = { addresses: ["10.9.0.5/24"] };
const both = { addresses: ["10.9.0.5/24", "fd00:9::5/64"] };

kindSuite(ground, {
    ...vethSample,
    shows: [
        { see: host, as: /v0@if\d+: <[A-Z,_-]*\bUP\b.* mtu 1500 .* veth .* alias hostnet:shop\/dev\/it/s },
        { see: inside, as: /eth0@if\d+: <[A-Z,_-]*\bUP\b.* mtu 1500 .* alias hostnet:shop\/dev\/it/s },
    ],
    maximalShows: [
        { see: host, as: /mtu 1400 .*master br0.*02:00:00:00:09:01.*hairpin on.*isolated on/s },
        { see: inside, as: /mtu 1400 .*link\/ether 02:42:0a:09:00:05/s },
        { see: insideAddresses, as: "10.9.0.5/24\nfd00:9::5/64" },
        { see: insideRoutes, as: /^default via 10\.9\.0\.1 dev eth0/m },
        { see: insideRoutes, as: /^10\.8\.0\.0\/16 via 10\.9\.0\.2 dev eth0 .*src 10\.9\.0\.5 metric 50/m },
        { see: insideRoutes, as: /^10\.7\.0\.0\/16 via 10\.99\.0\.1 dev eth0 .*onlink/m },
        { see: insideRoutes, as: /^default via fd00:9::1 dev eth0/m },
        { see: insideRoutes, as: /^fd00:8::\/32 via fd00:9::2 dev eth0 .*metric 60/m },
        { see: insideRoutes, as: /^fd00:7::\/32 via fe80::1 dev eth0/m },
    ],
    updates: [
        { change: { mtu: 1400 }, see: `${host}; ${inside}`, as: /v0.* mtu 1400 .*eth0.* mtu 1400 /s },
        { change: inNs1({ mtu: 1300 }), see: inside, as: / mtu 1300 / },
        { change: { mac: "02:00:00:00:09:02" }, see: host, as: /02:00:00:00:09:02/ },
        { change: { master: "br0" }, see: host, as: /master br0 / },
        { change: { master: "br1" }, from: { master: "br0" }, see: host, as: /master br1 / },
        {
            change: { master: "br1" },
            from: { master: "br0", hairpin: true },
            see: host,
            as: /master br1 .*hairpin on/s,
        },
        { change: { hairpin: true }, from: { master: "br0" }, see: host, as: /hairpin on/ },
        { change: { isolated: true }, from: { master: "br0" }, see: host, as: /isolated on/ },
        { change: { up: false }, see: host, as: /v0@if\d+: <BROADCAST,MULTICAST>/ },
        {
            change: { up: false },
            from: { addresses: ["10.9.1.1/24", "fd00:91::1/64"] },
            see: host,
            as: /v0@if\d+: <BROADCAST,MULTICAST>/,
        },
        { change: { addresses: ["10.9.1.1/24"] }, see: "ip -o addr show dev v0", as: /10\.9\.1\.1\/24/ },
        {
            change: { addresses: ["10.9.1.1/24"], routes: [{ to: "10.6.0.0/16", via: "10.9.1.2" }] },
            see: "ip route",
            as: /10\.6\.0\.0\/16 via 10\.9\.1\.2 dev v0/,
        },
        { change: inNs1(both), see: insideAddresses, as: "10.9.0.5/24\nfd00:9::5/64" },
        {
            change: inNs1({ ...one, routes: [{ to: "default", via: "10.9.0.1" }] }),
            from: inNs1(one),
            see: insideRoutes,
            as: /default via 10\.9\.0\.1/,
        },
        {
            change: inNs1({
                ...both,
                routes: [
                    { to: "default", via: "10.9.0.2" },
                    { to: "::/0", via: "fd00:9::2" },
                ],
            }),
            from: inNs1({
                ...both,
                routes: [
                    { to: "default", via: "10.9.0.1" },
                    { to: "::/0", via: "fd00:9::1" },
                ],
            }),
            see: insideRoutes,
            as: /default via 10\.9\.0\.2[\s\S]*default via fd00:9::2/,
        },
        {
            change: inNs1({ ...one, routes: [{ to: "default", via: "10.9.0.1", metric: 5 }] }),
            from: inNs1({ ...one, routes: [{ to: "default", via: "10.9.0.1" }] }),
            see: insideRoutes,
            as: /default via 10\.9\.0\.1 dev eth0 metric 5/,
        },
        {
            change: inNs1({ addresses: ["10.9.0.6/24"], routes: [{ to: "default", via: "10.9.0.1" }] }),
            from: inNs1({ ...one, routes: [{ to: "default", via: "10.9.0.1" }] }),
            see: insideRoutes,
            as: /default via 10\.9\.0\.1/,
        },
        {
            change: inNs1({ addresses: ["10.9.2.6/24"], routes: [{ to: "default", via: "10.9.2.1" }] }),
            from: inNs1({ ...one, routes: [{ to: "default", via: "10.9.0.1" }] }),
            see: insideRoutes,
            as: /default via 10\.9\.2\.1/,
        },
        { change: inNs1({ up: false }), from: inNs1(both), see: inside, as: /eth0@if\d+: <BROADCAST,MULTICAST>/ },
        { change: { allowOverlap: true }, see: host, as: /v0/ },
    ],
    replacing: [
        { change: { name: "v1" }, replaces: "name" },
        { change: { netns: "ns2" }, replaces: "netns" },
        { change: inNs1({ name: "eth1" }), replaces: "peer" },
        { change: inNs1({ netns: "ns2" }), replaces: "peer" },
        { change: inNs1({ netns: undefined }), replaces: "peer" },
    ],
    drift: [
        { by: "ip link set v0 mtu 1280", key: "mtu" },
        { by: "ip link set v0 address 02:00:00:00:09:99", key: "mac" },
        {
            by: "ip link set v0 master br1; ip link set v0 type bridge_slave hairpin on isolated on",
            key: "master",
            steps: 2,
        },
        { by: "ip link set v0 type bridge_slave hairpin off", key: "hairpin" },
        { by: "ip link set v0 type bridge_slave isolated off", key: "isolated" },
        { by: "ip link set v0 nomaster", key: "master hairpin isolated", steps: 2 },
        { by: "ip link set v0 down", key: "up" },
        // Both ends carry the mark.
        { by: "ip link set v0 alias ''; ip -n ns1 link set eth0 alias ''", key: "owner peer" },
        { by: "ip link set v0 alias ''", key: "owner" },
        { by: "ip -n ns1 link set eth0 alias ''", key: "peer" },
        { by: "ip addr add 10.9.7.1/24 dev v0", key: "addresses", from: {} },
        { by: "ip addr del 10.9.1.1/24 dev v0", key: "addresses", from: { addresses: ["10.9.1.1/24"] } },
        {
            by: "ip route del 10.6.0.0/16",
            key: "routes",
            from: { addresses: ["10.9.1.1/24"], routes: [{ to: "10.6.0.0/16", via: "10.9.1.2" }] },
        },
        { by: "ip -n ns1 link set eth0 mtu 1280", key: "peer" },
        { by: "ip -n ns1 link set eth0 address 02:00:00:00:09:98", key: "peer" },
        // The kernel takes the routes away with the address.
        { by: "ip -n ns1 addr del 10.9.0.5/24 dev eth0", key: "peer", steps: 4 },
        // The link-local address is the kernel's, and comes back when the link goes up the next time.
        { by: "ip -n ns1 addr flush dev eth0", key: "peer", steps: 5, lasts: true },
        { by: "ip -n ns1 addr del fd00:9::5/64 dev eth0", key: "peer" },
        // Routes may go with an address, so all are put again behind one that is taken away.
        { by: "ip -n ns1 addr add 10.9.7.1/24 dev eth0", key: "peer", steps: 7 },
        { by: "ip -n ns1 route del default", key: "peer" },
        { by: "ip -n ns1 route del 10.7.0.0/16", key: "peer" },
        { by: "ip -n ns1 route replace 10.7.0.0/16 via 10.9.0.9 proto static", key: "peer" },
        { by: "ip -n ns1 -6 route del default", key: "peer" },
        { by: "ip -n ns1 route replace default via 10.9.0.77 proto static", key: "peer" },
        { by: "ip -n ns1 -6 route replace fd00:8::/32 via fd00:9::77 metric 60 proto static", key: "peer" },
        { by: "ip -n ns1 link set eth0 down", key: "peer", steps: 8 },
    ],
    identity: "cat /sys/class/net/v0/ifindex",
    gone: "ip link del v0",
    goneToo: [
        { by: "ip -n ns1 link del eth0" },
        // A namespace is taken apart behind the back of who deleted it.
        { by: "ip netns del ns1; while [ -e /sys/class/net/v0 ]; do sleep 0.05; done; ip netns add ns1" },
    ],
    unmark: "ip link set v0 alias ''",
    foreign: "ip link add v0 type veth peer name eth0 netns ns1",
    lent: `
        ip link add v0 address 02:00:00:00:0c:01 mtu 1450 type veth peer name eth0 netns ns1
        ip link set v0 master br1 alias "by hand" up
        ip link set v0 type bridge_slave guard on learning off cost 7 hairpin on
        ip -n ns1 link set eth0 alias "of web" up; ip -n ns1 addr add 10.9.9.5/24 brd + dev eth0
        ip -n ns1 addr add 10.9.0.5/24 dev eth0; ip -n ns1 addr add fd00:9::5/64 dev eth0
        ip -n ns1 route add default via 10.9.9.1; ip -n ns1 route add 10.8.0.0/16 via 10.9.9.2 proto static metric 50
        ip -n ns1 -6 route add default via fd00:9::7 proto static; ip -n ns1 route add 10.6.0.0/16 dev eth0
        ip -n ns1 neigh add 10.9.9.1 lladdr 02:00:00:00:0c:03 dev eth0 nud permanent`,
    otherKinds: [{ by: "ip link add v0 type bridge", refused: /v0 on host h1 is a bridge link, not a veth/ }],
});
