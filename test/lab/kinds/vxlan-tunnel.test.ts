import { describe, expect, it } from "vitest";
import { onLab, type Values } from "./harness";
import { kindSuite } from "./suite";

const ground = onLab("kind-vxlan", "10.202.4.0/24", { hosts: 2 });

const prepare = `
    ip link add br0 address 02:00:00:00:0b:00 mtu 1449 type bridge; ip link set br0 up mtu 1450
    ip link add p0 type veth peer name q0; ip link set p0 master br0; ip link set p0 up; ip link set q0 up`;

const link = "ip -d -o link show vx0";
const fdb = "bridge fdb show dev vx0 | grep permanent | grep dst | sed 's/ via .*//; s/ self.*//' | sort";
const neighbours = (dev: string) => `ip neigh show dev ${dev} nud permanent`;
const peer = (n: number) => `10.202.4.${n}`;
const entries = (n: number) => [{ mac: "02:00:00:00:09:05", vtep: peer(n) }];
const known = (mac: string) => [
    { address: "10.9.0.5", mac },
    { address: "fd00:9::5", mac },
];
const two = { peers: [peer(12), peer(13)] };

const everything = {
    ...two,
    forwarding: entries(12),
    neighbors: known("02:00:00:00:09:05"),
    master: "br0",
    mac: "02:00:00:00:09:01",
    mtu: 1400,
    suppressNeighbors: true,
    allowFrom: "peers",
};

kindSuite(ground, {
    type: "VxlanTunnel",
    prepare,
    minimal: { name: "vx0", vni: 42, device: "eth1" },
    shows: [
        {
            see: link,
            as: /<[A-Z,_-]*\bUP\b.* mtu 1450 .* vxlan id 42 dev eth1 .*dstport 4789 .*nolearning.* alias hostnet:shop\/dev\/it/s,
        },
        { see: fdb, as: "" },
    ],
    maximal: { ...everything, port: 4790, local: peer(11) },
    inPlace: everything,
    maximalShows: [
        {
            see: link,
            as: /mtu 1400 .*master br0 .*02:00:00:00:09:01.* vxlan id 42 local 10\.202\.4\.11 dev eth1 .*dstport 4790 .*neigh_suppress on/s,
        },
        {
            see: fdb,
            as: `00:00:00:00:00:00 dst ${peer(12)}\n00:00:00:00:00:00 dst ${peer(13)}\n02:00:00:00:09:05 dst ${peer(12)}`,
        },
        {
            see: neighbours("br0"),
            as: /10\.9\.0\.5 lladdr 02:00:00:00:09:05[\s\S]*fd00:9::5 lladdr 02:00:00:00:09:05|fd00:9::5[\s\S]*10\.9\.0\.5/,
        },
        { see: "iptables-save -t filter", as: /-A INPUT -p udp .*--dport 4790 .*-j hostnet-vx0-in/ },
        { see: "iptables-save -t filter | grep -c -- '-s 10.202.4.1[23]/32 .*-j RETURN'", as: "2" },
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
            as: /-s 10\.202\.4\.12\/32(?![\s\S]*-s 10\.202\.4\.13)/,
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
        { by: "ip link set vx0 down", key: "neighbors up", from: { neighbors: known("02:00:00:00:09:05") } },
        { by: "ip link set vx0 nomaster", key: "master suppressNeighbors" },
        { by: "ip link set vx0 type bridge_slave neigh_suppress off", key: "suppressNeighbors" },
        { by: `bridge fdb del 00:00:00:00:00:00 dev vx0 dst ${peer(12)}`, key: "peers" },
        { by: `bridge fdb append 00:00:00:00:00:00 dev vx0 dst ${peer(14)}`, key: "peers" },
        { by: `bridge fdb replace 02:00:00:00:09:05 dev vx0 dst ${peer(13)}`, key: "forwarding" },
        { by: `bridge fdb add 02:00:00:00:09:06 dev vx0 dst ${peer(13)}`, key: "forwarding" },
        { by: "bridge fdb del 02:00:00:00:09:05 dev vx0", key: "forwarding" },
        { by: "ip neigh del 10.9.0.5 dev br0", key: "neighbors" },
        { by: "ip neigh replace fd00:9::5 lladdr 02:00:00:00:09:77 dev br0 nud permanent", key: "neighbors" },
        { by: "iptables -F hostnet-vx0-in", key: "rules" },
        { by: "iptables -D INPUT 1", key: "rules" },
        { by: "ip link set vx0 alias ''", key: "owner" },
        { by: "ip addr add 10.9.7.1/24 dev vx0", key: "addresses", from: {} },
        // The underlay got smaller: what was the right MTU is too large now.
        { by: "ip link set eth1 mtu 1400", key: "mtu", from: {} },
    ],
    identity: "cat /sys/class/net/vx0/ifindex",
    gone: "ip link del vx0; nft flush ruleset",
    unmark: "ip link set vx0 alias ''",
    foreign: "ip link add vx0 type vxlan id 42 dstport 4789 dev eth1 nolearning",
    otherKinds: [{ by: "ip link add vx0 type bridge", refused: /vx0 on host h1 is a bridge link, not a VXLAN tunnel/ }],
    breaks: ["ip", "bridge", "iptables-restore"],
});

describe("a VxlanTunnel", { timeout: 60_000 }, () => {
    const subject = (options = {}) => ground.subject("VxlanTunnel", options);
    const made = async (program: Values) => {
        const { value, trips } = await subject().trips(() => subject().create(program));
        expect(trips).toBe(1);
        expect((await subject().read(value)).props).toEqual(value.outs);
        expect(await subject().diff(value, program)).toMatchObject({ changes: false });
        return value;
    };
    const base = { name: "vx0", vni: 42 };

    it.each([
        {
            way: "a multicast group",
            program: { device: "eth1", group: "239.1.1.1" },
            as: /group 239\.1\.1\.1 dev eth1 .*dstport 4789 (?!.*nolearning)/,
            mtu: "1450",
        },
        {
            way: "one remote",
            program: { device: "eth1", remote: peer(12) },
            as: /remote 10\.202\.4\.12 dev eth1 .*dstport 4789 (?!.*nolearning)/,
            mtu: "1450",
        },
        {
            way: "a list of peers",
            program: { device: "eth1", ...two },
            as: /id 42 dev eth1 .*dstport 4789 .*nolearning/,
            mtu: "1450",
        },
        {
            way: "the host's own address alone",
            program: { local: peer(11), ...two },
            as: /id 42 local 10\.202\.4\.11 srcport .*dstport 4789/,
            mtu: "1450",
        },
        {
            way: "IPv6",
            program: { device: "eth1", local: "fd00:10:202:4::11", peers: ["fd00:10:202:4::12"] },
            as: /local fd00:10:202:4::11 dev eth1/,
            mtu: "1430",
        },
        {
            way: "an IPv6 group",
            program: { device: "eth1", group: "ff05::42" },
            as: /group ff05::42 dev eth1/,
            mtu: "1430",
        },
    ])("sends by $way", async ({ program, as, mtu }) => {
        await ground.reset();
        const before = await ground.snapshot();
        const one = await made({ ...base, ...program });
        expect(await ground.sh(link)).toMatch(as);
        expect(await ground.sh("cat /sys/class/net/vx0/mtu")).toBe(mtu);
        await subject().delete(one);
        expect(await ground.snapshot()).toBe(before);
    });

    it("follows the underlay's MTU down and up, and says so in between", async () => {
        await ground.reset();
        for (const program of [
            { ...base, device: "eth1" },
            { ...base, local: peer(11) },
        ]) {
            const one = await made(program);
            await ground.sh("ip link set eth1 mtu 1400");
            const read = await subject().read(one);
            expect(read.inputs).toMatchObject({ mtu: 1450 });
            const lowered = await subject().update({ id: one.id, outs: read.props as Values }, program);
            expect(await ground.sh("cat /sys/class/net/vx0/mtu")).toBe("1350");
            expect(lowered.outs).toMatchObject({ mtu: "auto", linkMtu: 1350 });
            await ground.sh("ip link set eth1 mtu 1500");
            await subject().delete(await subject().update(lowered, program));
        }
    });

    it("refuses a VNI that is in use on the port, naming the holder, and takes it on another port", async () => {
        await ground.reset("ip link add theirs type vxlan id 42 dstport 4789 dev eth1");
        const before = await ground.snapshot();
        await expect(subject().create({ ...base, device: "eth1" })).rejects.toThrow(
            /VNI 42 on port 4789 is in use by the tunnel theirs, .*choose another vni or port, or remove that tunnel with: ip link del theirs\. Nothing was changed/,
        );
        expect(await ground.snapshot()).toBe(before);
        await made({ ...base, device: "eth1", port: 4790 });
    });

    it("has the same MAC when made again, another one on another host, and the one it is given", async () => {
        await ground.reset();
        const one = await made({ ...base, device: "eth1" });
        await subject().delete(one);
        expect((await made({ ...base, device: "eth1" })).outs.mac).toBe(one.outs.mac);
        const other = subject({ node: "host2" });
        expect((await other.check({ ...base, device: "eth1" })).mac).not.toBe(one.outs.mac);
    });

    it("says what the kernel says of a device or bridge that is not there, and leaves nothing", async () => {
        await ground.reset();
        const before = await ground.snapshot();
        await expect(subject().create({ ...base, device: "eth9" })).rejects.toThrow(/eth9.*host is as before/s);
        await expect(subject().create({ ...base, device: "eth1", master: "br9" })).rejects.toThrow(
            /br9.*host is as before/s,
        );
        await expect(subject().create({ ...base, local: "10.99.99.99" })).rejects.toThrow(
            /no device of this host has the address 10\.99\.99\.99: local must be the host's own.*host is as before/s,
        );
        expect(await ground.snapshot()).toBe(before);
    });

    it("lets frames in from its peers only, where asked to", async () => {
        await ground.reset();
        await ground.reset(
            `ip link add vx0 type vxlan id 42 dstport 4789 dev eth1 remote ${peer(11)}; ip addr add 10.9.0.2/24 dev vx0; ip link set vx0 up`,
            "host2",
        );
        const open = { ...base, device: "eth1", addresses: ["10.9.0.1/24"], peers: [peer(12)] };
        const ping = () => ground.sh("ping -c2 -i0.2 -W1 10.9.0.1 | grep -c 'bytes from'; true", "host2");
        let one = await made(open);
        expect(await ping()).toBe("2");
        one = await subject().update(one, { ...open, allowFrom: "peers" });
        expect(await ping()).toBe("2");
        one = await subject().update(one, { ...open, allowFrom: "peers", peers: [peer(13)], forwarding: [] });
        expect(await ping()).toBe("0");
        one = await subject().update(one, open);
        expect(await ping()).toBe("2");
        await subject().delete(one);
    });

    it("is repaired, or its rules removed, where the link is gone and the rules that guarded it are not", async () => {
        await ground.reset();
        const before = await ground.snapshot();
        const program = { ...base, device: "eth1", ...two, allowFrom: "peers" };
        const one = await made(program);
        await ground.sh("ip link del vx0");
        const read = await subject().read(one);
        expect(read.props).toMatchObject({ up: false, ifindex: 0, peers: [] });
        const repaired = await subject().update({ id: one.id, outs: read.props as Values }, program);
        expect(await subject().diff(repaired, program)).toMatchObject({ changes: false });
        await ground.sh("ip link del vx0");
        await expect(subject({ owner: "blog/prod/theirs" }).create(program)).rejects.toThrow(
            /belongs to shop\/dev\/it/,
        );
        await subject().delete(repaired);
        expect(await ground.snapshot()).toBe(before);
    });
});
