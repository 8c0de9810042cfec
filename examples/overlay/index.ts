import * as hostnet from "pulumi-hostnet";
import { machines, sshConfigFile, subnet, underlayMtu, vni } from "./config";

const prefix = subnet.split("/")[1];
const at = (n: number) => `${hostnet.nthAddress(subnet, n)}/${prefix}`;
const gateway = hostnet.nthAddress(subnet, 1);
// Every packet between containers gets 50 bytes of outer headers: the containers must know.
const mtu = underlayMtu - 50;

export const containers = machines.map((machine, index) => {
    const { name } = machine;
    const host = new hostnet.Host(name, { address: machine.address, user: machine.user, sshConfigFile });

    // ip link add br0 type bridge; ip addr add 10.233.0.1/16 dev br0
    // Every host has the gateway's address, with the same MAC: a container always finds its own host's.
    const br0 = new hostnet.Bridge(`${name}-br0`, { host, name: "br0", addresses: [at(1)], macFromAddress: true, mtu });

    // ip link add vxlan0 type vxlan id 42 dev eth1 dstport 4789 nolearning; bridge fdb append 00:00:00:00:00:00 dev vxlan0 dst ...
    new hostnet.VxlanTunnel(`${name}-vxlan0`, {
        host,
        name: "vxlan0",
        vni,
        device: machine.device ?? "eth1",
        peers: machines.filter((other) => other !== machine).map((other) => other.underlay),
        allowFrom: "peers",
        master: br0.name,
        // Keeps the ARP for the gateway off the tunnel: exactly one host answers.
        suppressNeighbors: true,
    });

    // ip netns add ns1; ip link add veth0 type veth peer name eth0 netns ns1; ip link set veth0 master br0
    const ns1 = new hostnet.Netns(`${name}-ns1`, { host, name: "ns1" });
    const veth0 = new hostnet.Veth(`${name}-veth0`, {
        host,
        name: "veth0",
        master: br0.name,
        hairpin: true,
        mtu,
        peer: { name: "eth0", netns: ns1.name, addresses: [at(2 + index)], routes: [{ to: "default", via: gateway }] },
    });

    // sysctl net.ipv4.ip_forward=1; iptables -t nat -A POSTROUTING --src 10.233.0.0/16 ! --dst 10.233.0.0/16 -j MASQUERADE
    new hostnet.Sysctl(`${name}-forwarding`, { host, name: "net.ipv4.ip_forward", value: "1" });
    new hostnet.NatRule(`${name}-out`, { host, source: subnet, exceptDestination: subnet });

    // iptables -t nat ... -j DNAT: port 8080 of the host, from everywhere, leads to port 80 of its container.
    if (machine.publish)
        new hostnet.PortMapping(`${name}-web`, {
            host,
            hostPort: machine.publish,
            target: { address: veth0.peer.addresses[0], port: 80 },
            localhostVia: br0.name,
        });

    return { host: name, address: veth0.peer.addresses[0] };
});
