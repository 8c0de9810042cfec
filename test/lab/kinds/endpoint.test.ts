import { describe, expect, it } from "vitest";
import { endpointSample } from "../../samples/links";
import { onLab } from "./harness";
import { kindSuite } from "./suite";

const ground = onLab("kind-endpoint");

const port = "ip -d -o link show veth-web";
const inside = "ip -n web -d -o link show eth0";
const addresses = "ip -n web -o addr show dev eth0 scope global | awk '{print $4}'";
const routes = "ip -n web route show proto static; ip -n web -6 route show proto static";
const sysctls = endpointSample.minimal.sysctls as Record<string, string>;
const one = { addresses: ["10.9.0.5/24"] };
const both = { addresses: ["10.9.0.5/24", "fd00:9::5/64"] };
const noLink = "while [ -e /sys/class/net/veth-web ]; do sleep 0.05; done";

kindSuite(ground, {
    ...endpointSample,
    shows: [
        { see: port, as: /veth-web@if\d+: <[A-Z,_-]*\bUP\b.* mtu 1500 .*master br0.* alias hostnet:shop\/dev\/it/s },
        { see: inside, as: /eth0@if\d+: <[A-Z,_-]*\bUP\b.* mtu 1500 .* alias hostnet:shop\/dev\/it/s },
        { see: "ip -n web -o link show lo", as: /<LOOPBACK,UP,LOWER_UP>.* alias hostnet:shop\/dev\/it/s },
    ],
    maximalShows: [
        { see: port, as: /mtu 1400 .*master br0.*02:00:00:00:09:01.*hairpin on.*isolated on/s },
        { see: inside, as: /mtu 1400 .*link\/ether 02:42:0a:09:00:05/s },
        { see: addresses, as: "10.9.0.5/24\nfd00:9::5/64" },
        { see: routes, as: /^default via 10\.9\.0\.1 dev eth0/m },
        { see: "ip -n web -o link show lo", as: /<LOOPBACK> / },
        { see: "ip netns exec web cat /proc/sys/net/ipv4/ip_forward", as: "1" },
    ],
    updates: [
        { change: { mtu: 1400 }, see: `${port}; ${inside}`, as: /veth-web.* mtu 1400 .*eth0.* mtu 1400 /s },
        { change: { port: { mtu: 1400 } }, see: `${port}; ${inside}`, as: /veth-web.* mtu 1400 .*eth0.* mtu 1500 /s },
        { change: { mac: "02:00:00:00:09:02" }, see: inside, as: /02:00:00:00:09:02/ },
        { change: { bridge: "br1" }, see: port, as: /master br1 / },
        { change: { hairpin: true }, see: port, as: /hairpin on/ },
        { change: { isolated: true }, see: port, as: /isolated on/ },
        { change: { up: false }, see: inside, as: /eth0@if\d+: <BROADCAST,MULTICAST>/ },
        { change: { port: { up: false } }, see: port, as: /veth-web@if\d+: <BROADCAST,MULTICAST>/ },
        { change: both, see: addresses, as: "10.9.0.5/24\nfd00:9::5/64" },
        {
            change: { ...one, routes: [{ to: "default", via: "10.9.0.1" }] },
            from: one,
            see: routes,
            as: /default via 10\.9\.0\.1/,
        },
        { change: { loopback: false }, see: "ip -n web -o link show lo", as: /<LOOPBACK> / },
        {
            change: { sysctls: { ...sysctls, "net.ipv4.ip_forward": "1" } },
            from: { sysctls: { ...sysctls, "net.ipv4.ip_forward": "0" } },
            see: "ip netns exec web cat /proc/sys/net/ipv4/ip_forward",
            as: "1",
        },
        { change: { killProcesses: true }, see: port, as: /UP/ },
        { change: { allowOverlap: true }, see: port, as: /UP/ },
    ],
    replacing: [
        { change: { name: "db" }, replaces: "name netns port" },
        { change: { netns: "ns1", sysctls: {} }, replaces: "netns" },
        { change: { interface: "net1" }, replaces: "interface" },
        { change: { port: { name: "v9" } }, replaces: "port" },
    ],
    drift: [
        { by: "ip link set veth-web nomaster", key: "bridge hairpin isolated", steps: 2 },
        { by: "ip link set veth-web type bridge_slave isolated off", key: "isolated" },
        { by: "ip link set veth-web mtu 1280", key: "port" },
        { by: "ip link set veth-web address 02:00:00:00:09:99", key: "port" },
        { by: "ip link set veth-web down", key: "port" },
        { by: "ip -n web link set eth0 mtu 1280", key: "mtu" },
        { by: "ip -n web addr del 10.9.0.5/24 dev eth0", key: "addresses routes", steps: 2 },
        { by: "ip -n web route del default", key: "routes" },
        { by: "ip -n web link set lo up", key: "loopback", lasts: true },
        { by: "ip link set veth-web alias ''", key: "owner" },
        { by: "ip netns exec web sysctl -qw net.ipv4.ip_forward=0", key: "sysctls" },
        { by: "rm -r /run/hostnet; ip -n web link set lo alias ''", key: "owner", steps: 2 },
    ],
    identity: "cat /sys/class/net/veth-web/ifindex; stat -c %i /run/netns/web",
    gone: `ip netns del web; ${noLink}`,
    goneToo: [{ by: `ip link del veth-web; ip netns del web` }],
    unmark: "rm -r /run/hostnet; ip -n web link set lo alias ''; ip link set veth-web alias ''",
    foreign: "ip netns add web; ip link add veth-web type veth peer name eth0 netns web",
    lent: `
        ip netns add web; ip -n web link set lo alias 'of web' up; ip -n web addr add 10.9.9.9/32 dev lo
        ip netns exec web sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv4.conf.all.accept_redirects=0
        ip link add veth-web mtu 1450 type veth peer name eth0 netns web; ip link set veth-web master br1 up
        ip link set veth-web type bridge_slave guard on; ip -n web link set eth0 up
        ip -n web addr add 10.9.9.5/24 brd + dev eth0; ip -n web route add default via 10.9.9.1
        ip -n web addr add fd00:9::7/64 dev eth0; ip -n web route add 10.6.0.0/16 dev eth0`,
    otherKinds: [
        { by: "ip link add veth-web type bridge", refused: /veth-web on host h1 is a bridge link, not a veth/ },
    ],
});

describe("an Endpoint", () => {
    const make = async (change: object = {}) => {
        await ground.reset(endpointSample.prepare);
        const subject = ground.subject("Endpoint");
        return { subject, program: { ...endpointSample.minimal, ...one, ...change } };
    };
    const there = { netns: "ns1", sysctls: {}, interface: "net1" };

    it("whose cable was taken away gets another one in the namespace that it has", async () => {
        const { subject, program } = await make(endpointSample.maximal);
        const made = await subject.create(program);
        const namespace = await ground.sh("stat -c %i /run/netns/web");
        const before = await ground.sh(`${addresses}; ${routes}`);
        await ground.sh("ip link del veth-web");
        const read = await subject.read(made);
        expect(read.props).toMatchObject({ bridge: "", addresses: [], up: false, ifindex: 0 });
        const drifted = { id: made.id, outs: read.props as Record<string, unknown> };
        expect(await subject.diff(drifted, program)).toMatchObject({ changes: true, replaces: [] });
        const { value: mended, trips } = await subject.trips(() => subject.update(drifted, program));
        expect(trips).toBe(1);
        expect(await subject.diff(mended, program)).toMatchObject({ changes: false });
        expect(await ground.sh("stat -c %i /run/netns/web")).toBe(namespace);
        expect(await ground.sh(`${addresses}; ${routes}`)).toBe(before);
        await subject.delete(mended);
    });

    it("in a namespace that is there leaves it there, beside what else is in it", async () => {
        const { subject, program } = await make(there);
        const before = await ground.snapshot();
        const made = await subject.create(program);
        expect(made.outs).toMatchObject({ netns: "ns1", own: false, interface: "net1" });
        expect(await ground.sh("ip -n ns1 -o addr show dev net1")).toContain("10.9.0.5/24");
        await subject.delete(made);
        expect(await ground.snapshot()).toBe(before);
    });

    it.each([
        {
            what: "a namespace, of which the cable is made",
            by: "ip netns add web; ip -n web link set lo up; ip -n web link set lo down; ip -n web addr del 127.0.0.1/8 dev lo; ip -n web addr add 10.9.9.9/32 dev lo",
            change: {},
        },
        {
            what: "a cable into a namespace that is there",
            by: "ip link add veth-web mtu 1450 type veth peer name net1 netns ns1; ip link set veth-web master br1 up; ip -n ns1 link set net1 up",
            change: there,
        },
    ])("that adopted $what gives that back, and takes the rest away", async ({ by, change }) => {
        const { subject, program } = await make({ ...change, adopt: true });
        await ground.sh(by);
        const before = await ground.snapshot();
        const made = await subject.create(program);
        const { trips } = await subject.trips(() => subject.delete(made));
        expect(trips).toBe(1);
        expect(await ground.snapshot()).toBe(before);
    });

    it("does not adopt a cable that leads elsewhere", async () => {
        const { subject, program } = await make({ adopt: true });
        await ground.sh("ip link add veth-web type veth peer name eth0 netns ns2");
        const before = await ground.snapshot();
        await expect(subject.create(program)).rejects.toThrow(
            /refused: the other end of veth-web is not eth0 in namespace web, .*Nothing was changed/,
        );
        expect(await ground.snapshot()).toBe(before);
    });

    it("that was in a namespace which is gone is gone, and says what it needs", async () => {
        const { subject, program } = await make(there);
        const made = await subject.create(program);
        await ground.sh(`ip netns del ns1; ${noLink}`);
        expect(await subject.read(made)).toEqual({});
        await expect(subject.create(program)).rejects.toThrow(/there is no network namespace ns1 on this host/);
        await subject.delete(made);
    });

    it.each([
        {
            what: "namespace",
            by: "ip netns del web; ip netns add web; ip -n web link set lo alias hostnet:blog/prod/x",
        },
        {
            what: "link",
            by: "ip link del veth-web; ip link add veth-web type veth peer name q; ip link set veth-web alias hostnet:blog/prod/x",
        },
    ])(
        "refuses to go on with somebody else's $what under its name, and takes nothing of it away",
        async ({ what, by }) => {
            const { subject, program } = await make();
            const made = await subject.create(program);
            await ground.sh(
                `${by}; ${what === "link" ? "true" : noLink}; [ ${what} = link ] || rm -f /run/hostnet/netns/web`,
            );
            const before = await ground.snapshot({ sysctls: false });
            await expect(subject.update(made, program)).rejects.toThrow(/belongs to blog\/prod\/x/);
            expect(await ground.snapshot({ sysctls: false })).toBe(before);
            await subject.delete(made);
            const left = await ground.sh(what === "link" ? "ip -o link show veth-web" : "ip -n web -o link show lo");
            expect(left).toContain("alias hostnet:blog/prod/x");
            expect(await ground.sh("ip netns list; ls /run/hostnet/netns 2>/dev/null || true")).toBe(
                what === "link" ? "ns2\nns1" : "web\nns2\nns1",
            );
        },
    );

    it("is deleted whatever who lives in its namespace makes of the interface's mark", async () => {
        const { subject, program } = await make();
        const made = await subject.create(program);
        await ground.sh(
            "ip -n web link set eth0 alias hostnet:blog/prod/x; ip -n web link set lo alias hostnet:blog/prod/x",
        );
        expect((await subject.read(made)).props).toMatchObject({ owner: "shop/dev/it" });
        await subject.delete(made);
        expect(await ground.sh("ip netns list")).toBe("ns2\nns1");
    });

    it("refuses to go while processes live in its namespace, and nothing is changed", async () => {
        const { subject, program } = await make();
        const made = await subject.create(program);
        await ground.sh("setsid ip netns exec web sleep 60 >/dev/null 2>&1 & sleep 0.3");
        const before = await ground.snapshot({ sysctls: false });
        await expect(subject.delete(made)).rejects.toThrow(/processes live in namespace web: \d+ \(sleep\)/);
        expect(await ground.snapshot({ sysctls: false })).toBe(before);
        const killing = await subject.update(made, { ...program, killProcesses: true });
        await subject.delete(killing);
        expect(await ground.sh("ip netns list")).toBe("ns2\nns1");
    });
});
