import { beforeAll, describe, expect, it } from "vitest";
import { onLab } from "../lab/kinds/harness";
import { comesOut, type Injection } from "./attacker";

// Who is no peer sends frames into an overlay whose tunnels take them from their peers only.
const ground = onLab("security-inject", { hosts: 3 });
const four = (n: number) => `${ground.underlay}.${10 + n}`;
const six = (n: number) => `${ground.underlay6}::${10 + n}`;

/** A tunnel on host1 and host2, each the other's only peer. */
const tunnels = async (addressOf: (n: number) => string, way: (n: number) => object, port = 4789) => {
    for (const [n, other] of [
        [1, 2],
        [2, 1],
    ] as const)
        await ground
            .subject("VxlanTunnel", { node: `host${n}`, owner: "shop/dev/overlay" })
            .create({ name: "vx0", vni: 42, port, peers: [addressOf(other)], allowFrom: "peers", ...way(n) });
};

/** Another network of host1, whose endpoints get the host's address when they leave: `evil`, and `liar` with a peer's address. */
const endpointOf = (name: string, n: number) => `
    ip netns add ${name}; ip link add v${n} type veth peer name eth0 netns ${name}; ip link set v${n} master br1 up
    ip -n ${name} addr add 10.66.0.${n}/24 dev eth0; ip -n ${name} addr add fd00:66::${n}/64 dev eth0 nodad
    ip -n ${name} link set eth0 up; ip -n ${name} route add default via 10.66.0.1; ip -n ${name} route add default via fd00:66::1`;
const otherNetwork = `
    sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
    ip link add br1 type bridge; ip addr add 10.66.0.1/24 dev br1; ip addr add fd00:66::1/64 dev br1 nodad; ip link set br1 up
    ${endpointOf("evil", 2)}
    ${endpointOf("liar", 3)}
    ip -n liar addr add ${four(2)}/32 dev eth0; ip -n liar addr add ${six(2)}/128 dev eth0 nodad
    iptables -t nat -A POSTROUTING -s 10.66.0.0/24 ! -o br1 -j MASQUERADE
    ip6tables -t nat -A POSTROUTING -s fd00:66::/64 ! -o br1 -j MASQUERADE`;

describe.each([
    { underlay: "IPv4", by: "device", addressOf: four, way: () => ({ device: "eth1" }), gateway: "10.66.0.1" },
    { underlay: "IPv4", by: "local", addressOf: four, way: (n: number) => ({ local: four(n) }), gateway: "10.66.0.1" },
    {
        ...{ underlay: "IPv6", by: "device", addressOf: six, gateway: "fd00:66::1" },
        way: (n: number) => ({ device: "eth1", local: six(n) }),
    },
    { underlay: "IPv6", by: "local", addressOf: six, way: (n: number) => ({ local: six(n) }), gateway: "fd00:66::1" },
])("a frame for an overlay over $underlay, its tunnels given by $by", { timeout: 60_000 }, (overlay) => {
    const { underlay, addressOf, way, gateway } = overlay;

    beforeAll(async () => {
        for (const n of [1, 2, 3]) await ground.reset("", `host${n}`);
        await ground.sh(otherNetwork);
        await tunnels(addressOf, way);
    }, 60_000);

    const peer: Injection = { node: "host1", target: addressOf(2), vni: 42 };
    const stranger: Injection = { ...peer, node: "host3" };
    const endpoint: Injection = { ...peer, netns: "evil" };
    const spoofing: Injection = { ...endpoint, netns: "liar", source: addressOf(2) };

    it("arrives from a peer", async () => {
        expect(await comesOut(ground, peer, "host2", "vx0")).toBe(true);
    });

    it.each([
        { who: "another host", from: stranger, at: "host2" },
        { who: "another host, in fragments", from: { ...stranger, size: 3000 }, at: "host2" },
        { who: "an endpoint of another network, with the address of its host", from: endpoint, at: "host2" },
        { who: "such an endpoint, in fragments", from: { ...endpoint, size: 3000 }, at: "host2" },
        {
            who: "an endpoint with a peer's address, by its gateway",
            from: { ...spoofing, target: gateway },
            at: "host1",
        },
        {
            who: "an endpoint with a peer's address, by its host's",
            from: { ...spoofing, target: addressOf(1) },
            at: "host1",
        },
    ])("does not arrive from $who", async ({ from, at }) => {
        expect(await comesOut(ground, from, at, "vx0")).toBe(false);
    });

    it.runIf(underlay === "IPv6").each([
        { who: "another host, behind destination options", from: { ...stranger, options: true }, at: "host2" },
        { who: "the same, in fragments", from: { ...stranger, options: true, size: 3000 }, at: "host2" },
        { who: "an endpoint, behind destination options", from: { ...endpoint, options: true }, at: "host2" },
    ])("does not arrive from $who", async ({ from, at }) => {
        expect(await comesOut(ground, from, at, "vx0")).toBe(false);
    });
});

describe("two tunnels on one port", { timeout: 60_000 }, () => {
    it.each([
        { underlay: "IPv4", addressOf: four },
        { underlay: "IPv6", addressOf: six },
    ])("each take what is theirs, over $underlay", async ({ addressOf }) => {
        for (const n of [1, 2, 3]) await ground.reset("", `host${n}`);
        const make = (name: string, vni: number, peer: number) =>
            ground.subject("VxlanTunnel", { node: "host2", owner: `shop/dev/${name}` }).create({
                ...{ name, vni, device: "eth1", local: addressOf(2) },
                ...{ peers: [addressOf(peer)], allowFrom: "peers" },
            });
        const made = [await make("vx1", 41, 1), await make("vx3", 43, 3)];
        const arrives = (n: number, vni: number, tunnel: string) =>
            comesOut(ground, { node: `host${n}`, target: addressOf(2), vni }, "host2", tunnel);
        expect(await arrives(1, 41, "vx1")).toBe(true);
        expect(await arrives(3, 43, "vx3")).toBe(true);
        expect(await arrives(3, 41, "vx1")).toBe(false);
        expect(await arrives(1, 43, "vx3")).toBe(false);
        for (const [index, name] of ["vx1", "vx3"].entries())
            await ground
                .subject("VxlanTunnel", { node: "host2", owner: `shop/dev/${name}` })
                .delete(made[index] as (typeof made)[number]);
        expect(await ground.sh("iptables-save; ip6tables-save", "host2")).toBe("");
    });
});
