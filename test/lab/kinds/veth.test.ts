import { describe, expect, it } from "vitest";
import { onLab, type Values } from "./harness";
import { kindSuite } from "./suite";

const ground = onLab("kind-veth", "10.202.3.0/24");

// The bridges have a port, a MAC and an MTU that was set already, so that none of that comes and goes with ours.
const prepare = `
    ip netns add ns1; ip netns add ns2
    for b in br0 br1; do
        ip link add $b address 02:00:00:00:0b:\${b#br}0 mtu 1499 type bridge; ip link set $b up mtu 1500
        ip link add p-$b type veth peer name q-$b; ip link set p-$b master $b; ip link set p-$b up; ip link set q-$b up
    done
    for n in ns1 ns2; do ip netns exec $n sysctl -qw net.ipv6.conf.default.dad_transmits=0; done`;

const host = "ip -d -o link show v0";
const inside = "ip -n ns1 -d -o link show eth0";
const insideAddresses = "ip -n ns1 -o addr show dev eth0 scope global | awk '{print $4}'";
const insideRoutes = "ip -n ns1 route show proto static; ip -n ns1 -6 route show proto static";
const ends = (own: object, peer: object = {}) => ({ ...own, peer: { name: "eth0", netns: "ns1", ...peer } });
const inNs1 = (peer: object) => ends({}, peer);
const one = { addresses: ["10.9.0.5/24"] };
const both = { addresses: ["10.9.0.5/24", "fd00:9::5/64"] };

kindSuite(ground, {
    type: "Veth",
    prepare,
    minimal: { name: "v0", peer: { name: "eth0", netns: "ns1" } },
    shows: [
        { see: host, as: /v0@if\d+: <[A-Z,_-]*\bUP\b.* mtu 1500 .* veth .* alias hostnet:shop\/dev\/it/s },
        { see: inside, as: /eth0@if\d+: <[A-Z,_-]*\bUP\b.* mtu 1500 .* alias hostnet:shop\/dev\/it/s },
    ],
    maximal: ends(
        { master: "br0", hairpin: true, isolated: true, mtu: 1400, mac: "02:00:00:00:09:01" },
        {
            ...both,
            routes: [
                { to: "default", via: "10.9.0.1" },
                { to: "10.8.0.0/16", via: "10.9.0.2", metric: 50, source: "10.9.0.5" },
                { to: "10.7.0.0/16", via: "10.99.0.1", onlink: true },
                { to: "::/0", via: "fd00:9::1" },
                { to: "fd00:8::/32", via: "fd00:9::2", metric: 60 },
                { to: "fd00:7::/32", via: "fe80::1" },
            ],
        },
    ),
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
        { by: "ip link set v0 master br1; ip link set v0 type bridge_slave hairpin on isolated on", key: "master" },
        { by: "ip link set v0 type bridge_slave hairpin off", key: "hairpin" },
        { by: "ip link set v0 type bridge_slave isolated off", key: "isolated" },
        { by: "ip link set v0 nomaster", key: "master hairpin isolated" },
        { by: "ip link set v0 down", key: "up" },
        { by: "ip link set v0 alias ''", key: "owner" },
        { by: "ip addr add 10.9.7.1/24 dev v0", key: "addresses", from: {} },
        {
            by: "ip route del 10.6.0.0/16",
            key: "routes",
            from: { addresses: ["10.9.1.1/24"], routes: [{ to: "10.6.0.0/16", via: "10.9.1.2" }] },
        },
        { by: "ip -n ns1 link set eth0 mtu 1280", key: "peer" },
        { by: "ip -n ns1 link set eth0 address 02:00:00:00:09:98", key: "peer" },
        { by: "ip -n ns1 addr del 10.9.0.5/24 dev eth0", key: "peer" },
        { by: "ip -n ns1 addr flush dev eth0", key: "peer" },
        { by: "ip -n ns1 route del default", key: "peer" },
        { by: "ip -n ns1 -6 route del default", key: "peer" },
        { by: "ip -n ns1 route replace default via 10.9.0.77 proto static", key: "peer" },
        { by: "ip -n ns1 link set eth0 down", key: "peer" },
    ],
    identity: "cat /sys/class/net/v0/ifindex",
    gone: "ip link del v0",
    unmark: "ip link set v0 alias ''",
    foreign: "ip link add v0 type veth peer name eth0 netns ns1",
    otherKinds: [{ by: "ip link add v0 type bridge", refused: /v0 on host h1 is a bridge link, not a veth/ }],
});

describe("a Veth", { timeout: 60_000 }, () => {
    const subject = () => ground.subject("Veth");
    const settled = async (program: Values) => {
        const before = await ground.snapshot();
        const { value: made, trips } = await subject().trips(() => subject().create(program));
        expect(trips).toBe(1);
        const { value: read } = await subject().trips(() => subject().read(made));
        expect(read.props).toEqual(made.outs);
        return { made, undo: async () => (await subject().delete(made), expect(await ground.snapshot()).toBe(before)) };
    };

    it.each([
        {
            where: "both ends on the host",
            program: { name: "v0", addresses: ["10.9.0.1/24"], peer: { name: "v1", master: "br0" } },
            see: "ip -o link show v1",
            as: /v1@v0.* master br0/,
        },
        {
            where: "both ends in one namespace",
            program: { name: "v0", netns: "ns1", peer: { name: "v1", netns: "ns1", ...one } },
            see: "ip -n ns1 -o link",
            as: /v0@v1[\s\S]*|v1@v0/,
        },
        {
            where: "the ends in two namespaces",
            program: {
                name: "v0",
                netns: "ns1",
                ...one,
                peer: { name: "v0", netns: "ns2", addresses: ["10.9.0.6/24"] },
            },
            see: "ip netns exec ns1 ping -c1 -W3 10.9.0.6",
            as: / 0% packet loss/,
        },
        {
            where: "the peer on the host and this end in a namespace",
            program: { name: "v0", netns: "ns1", ...one, peer: { name: "v1", addresses: ["10.9.0.6/24"] } },
            see: "ping -c1 -W3 10.9.0.5",
            as: / 0% packet loss/,
        },
    ])("has $where", async ({ program, see, as }) => {
        await ground.reset(prepare);
        const { undo } = await settled(program);
        expect(await ground.sh(see)).toMatch(as);
        await undo();
    });

    it("makes up names and MACs that are the same when made again", async () => {
        await ground.reset(prepare);
        const program = { peer: { netns: "ns1" } };
        const { made, undo } = await settled(program);
        expect(made.outs).toMatchObject({
            name: expect.stringMatching(/^vethit-[a-z0-9]{5}$/),
            peer: { name: "eth0" },
        });
        await undo();
        const { made: again } = await settled(program);
        expect({ ...again.outs, ifindex: 0 }).toEqual({ ...made.outs, ifindex: 0 });
    });

    it("moves between bridges without losing a packet to anybody else", async () => {
        await ground.reset(prepare);
        const { made } = await settled({ ...inNs1(one), name: "v0", master: "br0" });
        await ground
            .subject("Veth", { owner: "shop/dev/other" })
            .create({ name: "w0", master: "br1", peer: { name: "eth0", netns: "ns2", addresses: ["10.9.0.6/24"] } });
        await subject().update(made, { ...inNs1(one), name: "v0", master: "br1" });
        await ground.sh("ip netns exec ns1 ping -c1 -W5 10.9.0.6");
    });

    it("refuses names that are taken, naming who has them where", async () => {
        await ground.reset(`${prepare}\nip -n ns1 link add eth0 type bridge`);
        const before = await ground.snapshot();
        await expect(subject().create(inNs1({ ...one }))).rejects.toThrow(
            /namespace ns1 has a link named eth0 already: .*ip -n ns1 link del eth0\. Nothing was changed/,
        );
        await expect(subject().create({ name: "v0", peer: { name: "br0" } })).rejects.toThrow(
            /the host has a link named br0 already/,
        );
        await expect(subject().create({ name: "v0", peer: { name: "eth0", netns: "ns9" } })).rejects.toThrow(
            /there is no network namespace ns9 on this host/,
        );
        await expect(subject().create({ name: "v0", master: "br9", peer: { name: "v1" } })).rejects.toThrow(
            /br9.*the host is as before/s,
        );
        expect(await ground.snapshot()).toBe(before);
    });

    it("refuses two links into one network, as in two namespaces' ends on the host", async () => {
        await ground.reset(prepare);
        const { made } = await settled({
            name: "v0",
            addresses: ["10.0.0.1/16"],
            peer: { name: "eth0", netns: "ns1", addresses: ["10.0.0.2/16"] },
        });
        const second = {
            name: "w0",
            addresses: ["10.0.0.1/16"],
            peer: { name: "eth0", netns: "ns2", addresses: ["10.0.0.3/16"] },
        };
        const other = ground.subject("Veth", { owner: "shop/dev/other" });
        await expect(other.create(second)).rejects.toThrow(
            /the prefix 10\.0\.0\.0\/16 overlaps the route "10\.0\.0\.0\/16 dev v0 .*": two links cannot both lead there/,
        );
        await other.create({ ...second, allowOverlap: true });
        await subject().delete(made);
    });

    it("is made anew where its peer was renamed or is gone", async () => {
        await ground.reset(prepare);
        const program = { ...inNs1(one), name: "v0" };
        const { made } = await settled(program);
        await ground.sh("ip -n ns1 link set eth0 down; ip -n ns1 link set eth0 name lost");
        const read = await subject().read(made);
        const drifted = { id: made.id, outs: read.props as Values };
        expect(await subject().diff(drifted, program)).toMatchObject({ replaces: ["peer"] });
        const repaired = await subject().update(drifted, program);
        expect(await subject().diff(repaired, program)).toMatchObject({ changes: false });
        await ground.sh(
            "ip netns del ns1; i=0; while [ -e /sys/class/net/v0 ] && [ $i -lt 40 ]; do sleep 0.05; i=$((i + 1)); done",
        );
        expect(await subject().read(repaired)).toEqual({});
        await subject().delete(repaired);
    });
});
