import { vxlanSample } from "../../samples/tunnels";
import { literally } from "../literally";
import { onLab } from "./harness";
import { kindSuite } from "./suite";

const ground = onLab("kind-vxlan");

const link = "ip -d -o link show vx0";
const fdb = "bridge fdb show dev vx0 | grep permanent | grep dst | sed 's/ via .*//; s/ self.*//' | sort";
const neighbours = (dev: string) => `ip neigh show dev ${dev} nud permanent`;
const checksum = "ethtool -k vx0 | sed -n 's/.*tx-checksum-ip-generic: //p'";
const peer = (n: number) => `${ground.underlay}.${n}`;
const entries = (n: number) => [{ mac: "02:00:00:00:09:05", vtep: peer(n) }];
const known = (mac: string) => [
    { address: "10.9.0.5", mac },
    { address: "fd00:9::5", mac },
];
const two = { peers: [peer(12), peer(13)] };

kindSuite(ground, {
    ...vxlanSample(ground.underlay),
    shows: [
        {
            see: link,
            as: /<[A-Z,_-]*\bUP\b.* mtu 1450 .* vxlan id 42 dev eth1 .*dstport 4789 .*nolearning.* alias hostnet:shop\/dev\/it/s,
        },
        { see: fdb, as: "" },
    ],
    maximalShows: [
        {
            see: link,
            as: new RegExp(
                String.raw`mtu 1400 .*master br0 .*02:00:00:00:09:01.* vxlan id 42 local ${literally(ground.underlay)}\.11 dev eth1 .*dstport 4790 .*neigh_suppress on`,
                "s",
            ),
        },
        {
            see: fdb,
            as: `00:00:00:00:00:00 dst ${peer(12)}\n00:00:00:00:00:00 dst ${peer(13)}\n02:00:00:00:09:05 dst ${peer(12)}`,
        },
        {
            see: neighbours("br0"),
            as: /10\.9\.0\.5 lladdr 02:00:00:00:09:05[\s\S]*fd00:9::5 lladdr 02:00:00:00:09:05|fd00:9::5[\s\S]*10\.9\.0\.5/,
        },
        { see: checksum, as: "off" },
        { see: "iptables-save -t filter", as: /-A INPUT -p udp .*--dport 4790 .*-j hostnet-vx0-in/ },
        { see: `iptables-save -t filter | grep -c -- '-s ${ground.underlay}.1[23]/32 .*-j RETURN'`, as: "2" },
    ],
    updates: [
        { change: { peers: [peer(12)] }, see: fdb, as: `00:00:00:00:00:00 dst ${peer(12)}` },
        {
            change: { peers: [peer(13)] },
            from: { peers: [peer(12)] },
            see: fdb,
            as: `00:00:00:00:00:00 dst ${peer(13)}`,
        },
        { change: two, from: { peers: [peer(12)] }, see: fdb, as: /12\n.*13$/ },
        {
            change: { forwarding: entries(13) },
            from: { forwarding: entries(12) },
            see: fdb,
            as: `02:00:00:00:09:05 dst ${peer(13)}`,
        },
        { change: { forwarding: entries(12) }, see: fdb, as: /02:00:00:00:09:05/ },
        {
            change: { neighbors: known("02:00:00:00:09:05") },
            from: { master: "br0" },
            see: neighbours("br0"),
            as: /02:00:00:00:09:05/,
        },
        { change: { neighbors: known("02:00:00:00:09:05") }, see: neighbours("vx0"), as: /02:00:00:00:09:05/ },
        {
            change: { neighbors: known("02:00:00:00:09:06") },
            from: { neighbors: known("02:00:00:00:09:05") },
            see: neighbours("vx0"),
            as: /02:00:00:00:09:06/,
        },
        {
            change: { master: "br0" },
            from: { neighbors: known("02:00:00:00:09:05") },
            see: neighbours("br0"),
            as: /02:00:00:00:09:05/,
        },
        {
            change: { up: false },
            from: { neighbors: known("02:00:00:00:09:05") },
            see: link,
            as: /<BROADCAST,MULTICAST>/,
        },
        { change: { master: "br0" }, see: link, as: /master br0 / },
        {
            change: { addresses: ["10.9.0.1/24", "fd00:9::1/64"] },
            see: "ip -o addr show dev vx0",
            as: /10\.9\.0\.1\/24[\s\S]*fd00:9::1\/64/,
        },
        { change: { mac: "02:00:00:00:09:02" }, see: link, as: /02:00:00:00:09:02/ },
        { change: { mtu: 1300 }, see: link, as: / mtu 1300 / },
        { change: { suppressNeighbors: true }, from: { master: "br0" }, see: link, as: /neigh_suppress on/ },
        { change: { allowFrom: "peers" }, from: two, see: "iptables-save", as: /hostnet-vx0-in .*-j DROP/ },
        {
            change: { peers: [peer(12)] },
            from: { ...two, allowFrom: "peers" },
            see: "iptables-save",
            as: new RegExp(
                String.raw`-s ${literally(ground.underlay)}\.12/32(?![\s\S]*-s ${literally(ground.underlay)}\.13)`,
            ),
        },
        { change: { txChecksum: "off" }, see: checksum, as: "off" },
        { change: { txChecksum: "on" }, from: { txChecksum: "off" }, see: checksum, as: "on" },
        {
            change: { allowFrom: [peer(12), peer(13)] },
            see: "iptables -S hostnet-vx0-in",
            as: new RegExp(
                String.raw`-s ${literally(ground.underlay)}\.12/32 .*-j RETURN\n.*-s ${literally(ground.underlay)}\.13/32 .*-j RETURN\n.*-j DROP$`,
            ),
        },
        {
            change: { entries: "shared" },
            from: { ...two, forwarding: entries(12), neighbors: known("02:00:00:00:09:05") },
            see: fdb,
            as: /12\n.*13\n02:00:00:00:09:05/,
        },
        { change: { allowOverlap: true }, see: link, as: /vx0/ },
    ],
    replacing: [
        { change: { name: "vx1" }, replaces: "name" },
        { change: { vni: 43 }, replaces: "vni" },
        { change: { port: 8472 }, replaces: "port" },
        { change: { device: "br0" }, replaces: "device" },
        { change: { local: peer(11) }, replaces: "local" },
        { change: { remote: peer(12), learning: false }, replaces: "remote" },
        { change: { group: "239.1.1.1", learning: false }, replaces: "group" },
        { change: { learning: true }, replaces: "learning" },
    ],
    drift: [
        { by: "ip link set vx0 mtu 1280", key: "mtu" },
        { by: "ip link set vx0 address 02:00:00:00:09:99", key: "mac" },
        { by: "ip link set vx0 down", key: "up" },
        { by: "ip link set vx0 down", key: "neighbors up", from: { neighbors: known("02:00:00:00:09:05") }, steps: 3 },
        {
            by: "ip link add br9 type bridge; ip link set vx0 master br9",
            key: "master suppressNeighbors",
            steps: 3,
            lasts: true,
        },
        { by: "ip link set vx0 nomaster", key: "master suppressNeighbors", steps: 3 },
        // What suppresses neighbours has the bridge's entries with it, as a step of their own.
        { by: "ip link set vx0 type bridge_slave neigh_suppress off", key: "suppressNeighbors", steps: 2 },
        { by: `bridge fdb del 00:00:00:00:00:00 dev vx0 dst ${peer(12)}`, key: "peers" },
        { by: "bridge fdb flush dev vx0", key: "peers forwarding", steps: 4 },
        { by: `bridge fdb append 00:00:00:00:00:00 dev vx0 dst ${peer(14)}`, key: "peers" },
        { by: `bridge fdb replace 02:00:00:00:09:05 dev vx0 dst ${peer(13)}`, key: "forwarding" },
        { by: "ip neigh del fd00:9::5 dev br0", key: "neighbors" },
        {
            by: "ip neigh replace 10.9.0.5 lladdr 02:00:00:00:09:05 dev br0 nud stale",
            key: "neighbors",
        },
        {
            by: `bridge fdb add 02:00:00:00:09:06 dev vx0 dst ${peer(13)}`,
            key: "forwarding suppressNeighbors",
            steps: 1,
        },
        { by: "bridge fdb del 02:00:00:00:09:05 dev vx0 master", key: "suppressNeighbors" },
        { by: "bridge fdb del 02:00:00:00:09:05 dev vx0", key: "forwarding", steps: 2 },
        { by: "ip neigh del 10.9.0.5 dev br0", key: "neighbors" },
        { by: "ip neigh flush dev br0 nud permanent", key: "neighbors", steps: 2 },
        { by: "ip neigh replace fd00:9::5 lladdr 02:00:00:00:09:77 dev br0 nud permanent", key: "neighbors" },
        { by: "ethtool -K vx0 tx-checksum-ip-generic on", key: "txChecksum" },
        { by: "ethtool -K vx0 tx-checksum-ip-generic off", key: "txChecksum", from: { txChecksum: "on" } },
        { by: "iptables -F hostnet-vx0-in", key: "rules" },
        { by: "iptables -D hostnet-vx0-in 1", key: "rules" },
        { by: "iptables -A hostnet-vx0-in -j ACCEPT", key: "rules" },
        { by: "nft flush ruleset", key: "rules" },
        { by: "iptables -D INPUT 1", key: "rules" },
        { by: "iptables -F", key: "rules" },
        { by: "iptables -F; iptables -X hostnet-vx0-in", key: "rules" },
        { by: "nft delete table ip filter", key: "rules" },
        { by: "ip link set vx0 alias ''", key: "owner" },
        { by: "ip addr add 10.9.7.1/24 dev vx0", key: "addresses", from: {} },
        { by: "ip addr del 10.9.0.1/24 dev vx0", key: "addresses", from: { addresses: ["10.9.0.1/24"] } },
        { by: "ip link set vx0 type vxlan learning", key: "learning", from: {}, replaces: "learning" },
        // The underlay got smaller: what was the right MTU is too large now.
        { by: "ip link set eth1 mtu 1400", key: "mtu", from: {}, lasts: true },
    ],
    identity: "cat /sys/class/net/vx0/ifindex",
    gone: "ip link del vx0; nft flush ruleset",
    goneToo: [{ by: "ip link del vx0", from: {} }],
    unmark: "ip link set vx0 alias ''",
    foreign: "ip link add vx0 type vxlan id 42 dstport 4789 dev eth1 nolearning",
    lent: `
        ip link add vx0 address 02:00:00:00:0c:01 mtu 1380 type vxlan id 42 dstport 4789 dev eth1 nolearning
        ip link set vx0 alias "by hand" up; ip addr add 10.9.9.1/24 brd + dev vx0
        ip addr add fd00:9::9/64 dev vx0; ip route add 10.78.0.0/16 via 10.9.9.3
        bridge fdb append 00:00:00:00:00:00 dev vx0 dst ${ground.underlay}.14
        bridge fdb append 00:00:00:00:00:00 dev vx0 dst ${ground.underlay}.12
        bridge fdb add 02:00:00:00:09:05 dev vx0 dst ${ground.underlay}.14
        ip neigh add 10.9.9.3 lladdr 02:00:00:00:0c:03 dev vx0 nud permanent`,
    otherKinds: [{ by: "ip link add vx0 type bridge", refused: /vx0 on host h1 is a bridge link, not a VXLAN tunnel/ }],
});
