/** Two namespaces, and two bridges with a port, a MAC and an MTU that was set, so that none of that comes and goes with ours. */
export const bridgesAndNamespaces = `
    ip netns add ns1; ip netns add ns2
    for b in br0 br1; do
        ip link add $b address 02:00:00:00:0b:\${b#br}0 mtu 1499 type bridge; ip link set $b up mtu 1500
        ip link add p-$b type veth peer name q-$b; ip link set p-$b master $b; ip link set p-$b up; ip link set q-$b up
    done
    for n in ns1 ns2; do ip netns exec $n sysctl -qw net.ipv6.conf.default.accept_dad=0; done`;
