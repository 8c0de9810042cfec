import { bridgeSample } from "../../samples/links";
import { onLab } from "./harness";
import { kindSuite } from "./suite";

const ground = onLab("kind-bridge");

const link = "ip -d -o link show br0";
const addresses = "ip -o addr show dev br0 scope global | awk '{print $4}'";
const filter = "cat /proc/sys/net/ipv4/conf/br0/rp_filter";
const two = ["10.9.0.1/24", "10.9.0.2/24"];

kindSuite(ground, {
    ...bridgeSample,
    shows: [
        {
            see: link,
            as: /<[A-Z,-]*\bUP\b.* mtu 1500 .* bridge forward_delay .* stp_state 0 .* alias hostnet:shop\/dev\/it/s,
        },
        { see: addresses, as: "" },
        { see: filter, as: "2" },
    ],
    maximalShows: [
        { see: link, as: /<[A-Z,-]*\bUP\b.* mtu 1400 .*02:00:00:00:09:01.* stp_state 1 /s },
        { see: addresses, as: "10.9.0.1/24\n10.9.0.2/24\nfd00:9::1/64" },
        { see: filter, as: "1" },
        { see: "ip -6 -o addr show dev br0 scope global", as: /fd00:9::1\/64 scope global nodad/ },
    ],
    updates: [
        { change: { mtu: 1300 }, see: link, as: / mtu 1300 / },
        { change: { mac: "02:00:00:00:09:02" }, see: link, as: /02:00:00:00:09:02/ },
        { change: { stp: true }, see: link, as: /stp_state 1 / },
        { change: { up: false }, see: link, as: /<BROADCAST,MULTICAST>/ },
        {
            change: { up: false, mtu: 1300 },
            from: { addresses: ["10.9.0.1/24", "fd00:9::1/64"] },
            see: link,
            as: /<BROADCAST,MULTICAST> mtu 1300/,
        },
        { change: { addresses: ["10.9.0.1/24"] }, see: addresses, as: "10.9.0.1/24" },
        { change: { addresses: ["fd00:9::1/64"] }, see: addresses, as: "fd00:9::1/64" },
        {
            change: { addresses: ["10.9.0.3/24"] },
            from: { addresses: ["10.9.0.1/24"] },
            see: addresses,
            as: "10.9.0.3/24",
        },
        {
            change: { addresses: ["10.9.0.1/25"] },
            from: { addresses: ["10.9.0.1/24"] },
            see: addresses,
            as: "10.9.0.1/25",
        },
        { change: { addresses: two }, from: { addresses: ["10.9.0.1/24"] }, see: addresses, as: two.join("\n") },
        { change: { addresses: ["10.9.0.1/24"] }, from: { addresses: two }, see: addresses, as: "10.9.0.1/24" },
        { change: { addresses: [] }, from: { addresses: two }, see: addresses, as: "" },
        {
            change: { addresses: ["10.9.0.2/24", "10.9.0.1/24"] },
            from: { addresses: two },
            see: addresses,
            as: /10\.9\.0\.1/,
        },
        { change: { macFromAddress: true }, from: { addresses: ["10.9.0.1/24"] }, see: link, as: /02:42:0a:09:00:01/ },
        { change: { rpFilter: "off" }, see: filter, as: "0" },
        { change: { rpFilter: undefined }, from: { rpFilter: "strict" }, see: filter, as: "2" },
        { change: { allowOverlap: true }, see: link, as: /br0/ },
        { change: { adopt: true }, see: link, as: /br0/, trips: 0 },
    ],
    replacing: [
        { change: { name: "br1" }, replaces: "name" },
        { change: { netns: "ns1" }, replaces: "netns" },
        { change: { netns: undefined }, from: { netns: "ns1" }, replaces: "netns" },
    ],
    drift: [
        { by: "ip link set br0 mtu 1280", key: "mtu" },
        { by: "ip link set br0 address 02:00:00:00:09:99", key: "mac" },
        { by: "ip link set br0 type bridge stp_state 0", key: "stp" },
        { by: "ip link set br0 down", key: "up", from: { addresses: two } },
        // The kernel keeps no IPv6 address on a link that is down.
        { by: "ip link set br0 down", key: "addresses up" },
        { by: "ip link set br0 mtu 1000", key: "addresses mtu" },
        { by: "ip addr add 10.9.1.1/24 dev br0", key: "addresses" },
        { by: "ip addr del fd00:9::1/64 dev br0", key: "addresses" },
        { by: "ip addr del 10.9.0.2/24 dev br0", key: "addresses" },
        { by: "ip addr flush dev br0 scope global", key: "addresses", steps: 3 },
        // A change of an address: of its prefix, or one for another.
        { by: "ip addr del 10.9.0.2/24 dev br0; ip addr add 10.9.0.2/25 dev br0", key: "addresses", steps: 2 },
        { by: "ip addr del fd00:9::1/64 dev br0; ip addr add fd00:9::2/64 dev br0 nodad", key: "addresses", steps: 2 },
        { by: "ip addr flush dev br0 scope global; ip link set br0 mtu 1280 down", key: "addresses mtu up", steps: 5 },
        { by: "echo 2 >/proc/sys/net/ipv4/conf/br0/rp_filter", key: "rpFilter" },
        { by: "echo 0 >/proc/sys/net/ipv4/conf/br0/rp_filter", key: "rpFilter", from: {} },
        { by: "ip link set br0 alias ''", key: "owner" },
        { by: "ip -n ns1 link set br0 down", key: "up", from: { netns: "ns1", addresses: ["10.9.0.1/24"] } },
        { by: "ip -n ns1 link set br0 alias ''", key: "owner", from: { netns: "ns1" } },
        { by: "ip -n ns1 addr flush dev br0", key: "addresses", from: { netns: "ns1", addresses: ["10.9.0.1/24"] } },
    ],
    identity: "cat /sys/class/net/br0/ifindex",
    gone: "ip link del br0",
    goneToo: [
        { by: "ip netns del ns1; ip netns add ns1", from: { netns: "ns1" } },
        { by: "ip -n ns1 link del br0", from: { netns: "ns1" } },
        { by: "ip link set br0 name other" },
    ],
    unmark: "ip link set br0 alias ''",
    foreign: "ip link add br0 type bridge stp_state 1; ip addr add 10.9.9.1/24 dev br0",
    lent: `
        ip link add br0 address 02:00:00:00:0c:01 type bridge stp_state 1 priority 7
        ip link set br0 mtu 1450 alias "to the outside, by hand" up
        ip addr add 10.9.9.1/24 brd + label br0:x dev br0; ip addr add 10.9.0.2/24 dev br0 noprefixroute
        ip addr add 10.9.9.7/24 dev br0; ip addr add fd00:9::9/64 dev br0; ip addr add 10.9.0.1/24 dev br0
        ip route add 10.77.0.1 dev br0; ip route add 10.78.0.0/16 via 10.77.0.1
        ip route add 10.79.0.0/16 via 10.9.9.3 metric 7 proto static; ip route add 10.80.0.0/16 via 10.9.9.3 table 7
        ip -6 route add fd00:79::/32 via fd00:9::8; ip -6 route add fd00:80::/32 dev br0
        ip neigh add 10.9.9.3 lladdr 02:00:00:00:0c:03 dev br0 nud permanent
        echo 0 >/proc/sys/net/ipv4/conf/br0/rp_filter`,
    otherKinds: [
        { by: "ip link add br0 type veth peer name other", refused: /br0 on host h1 is a veth link, not a bridge/ },
        {
            by: "ip link add br0 type vxlan id 7 dstport 4789 dev eth1",
            refused: /br0 on host h1 is a vxlan link, not a bridge/,
        },
    ],
});
