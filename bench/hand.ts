/** What the article types on one host, made a script: the same commands as the overlay's resources run, by hand. */
export function handScript(index: number): string {
    const peers = [11, 12, 13].filter((_, other) => other !== index).map((last) => `172.16.1.${last}`);
    const address = `10.233.0.${2 + index}`;
    const publish = `
iptables -t nat -N web-dnat
iptables -t nat -A web-dnat -p tcp --dport 8080 -j DNAT --to-destination ${address}:80
iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j web-dnat
iptables -t nat -A OUTPUT -m addrtype --dst-type LOCAL -j web-dnat
iptables -t nat -A POSTROUTING -s ${address} -d ${address} -p tcp --dport 80 -j MASQUERADE
iptables -t nat -A POSTROUTING -s 127.0.0.0/8 -d ${address} -p tcp --dport 80 -j MASQUERADE
iptables -A FORWARD -d ${address} -p tcp --dport 80 -m conntrack --ctstate DNAT -j ACCEPT
iptables -A FORWARD -s ${address} -p tcp --sport 80 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
iptables -t raw -A PREROUTING -i br0 -d 127.0.0.0/8 -j DROP
sysctl -qw net.ipv4.conf.br0.route_localnet=1`;
    return `set -e
sysctl -qw net.ipv4.ip_forward=1
ip link add name br0 address 02:42:0a:e9:00:01 mtu 1450 type bridge
ip addr add 10.233.0.1/16 dev br0
ip link set dev br0 up
ip link add name vxlan0 type vxlan id 42 dstport 4789 dev eth1 nolearning
ip link set dev vxlan0 master br0
ip link set dev vxlan0 up
ip link set dev vxlan0 type bridge_slave neigh_suppress on
${peers.map((peer) => `bridge fdb append 00:00:00:00:00:00 dev vxlan0 dst ${peer}`).join("\n")}
iptables -N vxlan-in
iptables -A INPUT -p udp --dport 4789 -m u32 --u32 "0>>22&0x3C@12>>8=42" -j vxlan-in
${peers.map((peer) => `iptables -A vxlan-in -s ${peer} -j RETURN`).join("\n")}
iptables -A vxlan-in -j DROP
ip netns add ns1
ip -n ns1 link set dev lo up
ip link add name veth0 mtu 1450 type veth peer name eth0 mtu 1450 netns ns1
ip link set dev veth0 master br0
ip link set dev veth0 type bridge_slave hairpin on
ip link set dev veth0 up
ip -n ns1 addr add ${address}/16 dev eth0
ip -n ns1 link set dev eth0 up
ip -n ns1 route add default via 10.233.0.1
iptables -t nat -A POSTROUTING -s 10.233.0.0/16 ! -d 10.233.0.0/16 -j MASQUERADE
iptables -A FORWARD -s 10.233.0.0/16 -j ACCEPT
iptables -A FORWARD -d 10.233.0.0/16 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
${index === 0 ? publish : ""}
`;
}

/** Takes back what the script made, so that it can run again. */
export const undoHandScript = `
ip link del br0; ip link del vxlan0; ip netns del ns1; ip link del veth0
for t in nat filter raw; do iptables -t $t -F; iptables -t $t -X; done
nft flush ruleset
sysctl -qw net.ipv4.ip_forward=0
true`;
