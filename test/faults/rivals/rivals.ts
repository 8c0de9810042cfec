/** Somebody else who changes a host while we do: what he is called, and a script that he runs again and again. */
export interface Rival {
    readonly what: string;
    readonly script: string;
}

export const rivals: readonly Rival[] = [
    { what: "flushes NAT rules", script: "iptables -t nat -F" },
    { what: "flushes all rules and chains", script: "nft flush ruleset" },
    {
        what: "rewrites MACs",
        script: "for l in br0 veth0 vxlan0; do ip link set $l address 02:66:66:66:66:0$((n % 9 + 1)); done",
    },
    {
        what: "flushes addresses",
        script: "ip addr flush dev br0 scope global; ip -n ns1 addr flush dev eth0 scope global",
    },
    {
        what: "sets FORWARD to DROP and back",
        script: "iptables -P FORWARD $([ $((n % 2)) = 0 ] && echo DROP || echo ACCEPT)",
    },
    { what: "takes links down and up", script: "for l in br0 veth0; do ip link set $l down; ip link set $l up; done" },
    { what: "writes forwarding", script: "echo $((n % 2)) >/proc/sys/net/ipv4/ip_forward" },
    { what: "flushes forwarding entries", script: "bridge fdb del 00:00:00:00:00:00 dev vxlan0 dst 172.16.1.12" },
    {
        // libnetwork/iptables of Docker 20.10: what the daemon runs at start, less its bridge.
        what: "runs the commands of a starting dockerd",
        script: `iptables -t nat -N DOCKER; iptables -N DOCKER; iptables -N DOCKER-ISOLATION-STAGE-1; iptables -N DOCKER-ISOLATION-STAGE-2
        iptables -A DOCKER-ISOLATION-STAGE-1 -j RETURN; iptables -N DOCKER-USER; iptables -A DOCKER-USER -j RETURN
        iptables -P FORWARD DROP; iptables -t nat -I POSTROUTING -s 172.30.0.0/16 ! -o docker0 -j MASQUERADE
        iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
        iptables -I FORWARD -j DOCKER-ISOLATION-STAGE-1; iptables -D FORWARD -j DOCKER-USER; iptables -I FORWARD -j DOCKER-USER`,
    },
];

/** The rival's script in a loop that tells how often it ran, until there is /run/rival.stop; it rests while there is no /run/rival. */
export const looping = ({ script }: Rival): string =>
    `n=0; until [ -e /run/rival.stop ]; do [ -e /run/rival ] || { touch /run/rival.rests; sleep 0.02; continue; }; n=$((n + 1)); { ${script}
    } >/dev/null 2>&1; echo $n >/run/rival.count; sleep 0.0$((n % 4 + 1)); done`;
