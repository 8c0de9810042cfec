import { stranger } from "./seen";
import { destination } from "./wish";

/** A change by hand: what it is called, and a script that does it where there is something to do it to. */
export interface HandChange {
    readonly what: string;
    readonly script: string;
}

/** Whether nft has a table or a chain: asking iptables for one would make it. */
const there = (what: string) => `nft list ${what.split(" ").length > 2 ? "chain" : "table"} ${what} >/dev/null 2>&1`;

/** The route as it is, by another way. */
const elsewhere = `ip route show ${destination} | while read -r to _ _ _ _ rest; do
    metric=$(echo "$rest" | grep -o 'metric [0-9]*'); ip route replace $to dev eth1 proto static $metric; done`;

const resolver =
    "for f in /etc/netns/one/resolv.conf /etc/netns/uno/resolv.conf; do [ -e $f ] && break; done && [ -e $f ]";

/** Each changes something that a program may have made, and nothing that it could not have. */
export const drifts: readonly HandChange[] = [
    { what: "a bridge is gone", script: "ip link del br0 || ip link del br1" },
    { what: "a bridge is down", script: "ip link set br0 down || ip link set br1 down" },
    { what: "a bridge has another MTU", script: "ip link set br0 mtu 1290 || ip link set br1 mtu 1290" },
    { what: "a bridge has another MAC", script: "ip link set br0 address 02:66:66:66:66:66" },
    { what: "a bridge lost its addresses", script: "ip addr flush dev br0 scope global" },
    { what: "a bridge has one more address", script: "ip addr add 10.66.0.1/24 dev br0" },
    { what: "a namespace is gone", script: "ip netns del one || ip netns del uno" },
    { what: "all namespaces are gone", script: "ip -all netns delete" },
    { what: "a loopback is down", script: "ip -n one link set lo down" },
    { what: "a cable is gone", script: "ip link del v-cable1" },
    { what: "a cable left its bridge", script: "ip link set v-cable1 nomaster" },
    { what: "the far end lost its addresses", script: "ip -n one addr flush dev eth0 scope global" },
    { what: "the far end lost its routes", script: "ip -n one route flush dev eth0 proto static" },
    { what: "the far end has another MTU", script: "ip -n one link set eth0 mtu 1290" },
    { what: "a tunnel is gone", script: "ip link del vx0" },
    { what: "a tunnel forgot its peers", script: "bridge fdb del 00:00:00:00:00:00 dev vx0 dst 198.51.100.99" },
    { what: "a tunnel got a stranger as peer", script: `bridge fdb append 00:00:00:00:00:00 dev vx0 dst ${stranger}` },
    { what: "a tunnel forgot where a MAC is", script: "bridge fdb del 02:00:00:00:32:01 dev vx0 dst 198.51.100.88" },
    { what: "a bridge forgot what is behind its port", script: "bridge fdb del 02:00:00:00:32:01 dev vx0 master" },
    { what: "a neighbour is forgotten", script: `for d in br0 br1 vx0; do ip neigh del 10.9.0.32 dev $d; done` },
    { what: "a route is gone", script: `ip route del ${destination}` },
    { what: "a route leads elsewhere", script: elsewhere },
    { what: "a namespace asks another name server", script: `${resolver} && echo nameserver 192.0.2.53 >>$f` },
    { what: "a namespace knows no names", script: "rm -rf /etc/netns" },
    { what: "nat is flushed", script: `${there("ip nat")} && iptables -t nat -F` },
    { what: "the forward chain is flushed", script: `${there("ip filter FORWARD")} && iptables -F FORWARD` },
    { what: "a NAT rule lost its rules", script: `${there("ip nat out-post")} && iptables -t nat -F out-post` },
    { what: "an accepting rule is flushed", script: `${there("ip filter pass-allow")} && iptables -F pass-allow` },
    {
        what: "a dropping rule is flushed",
        script: `${there("ip mangle pass-drop")} && iptables -t mangle -F pass-drop`,
    },
    { what: "a port lost its rules", script: `${there("ip nat web-dnat")} && iptables -t nat -F web-dnat` },
    { what: "nft forgot everything", script: "nft flush ruleset" },
    {
        what: "forwarding is switched",
        script: "cd /run/hostnet/sysctl && [ -e net.ipv4.ip_forward ] && f=/proc/sys/net/ipv4/ip_forward && echo $((1 - $(cat $f))) >$f",
    },
];
