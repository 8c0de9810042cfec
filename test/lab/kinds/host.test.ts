import { describe, expect, it, onTestFinished, vi } from "vitest";
import { reboot } from "../../../lab";
import { changedKeys } from "../../../provider/compare";
import { closeSessions } from "../../../provider/host";
import { prelude } from "../../../provider/kernel/prelude";
import { onLab } from "./harness";

const old = `#!/bin/sh
case "$*" in
*-j*) echo 'Option "-j" is unknown, try "ip -help".' >&2; exit 255 ;;
-V) echo "ip utility, iproute2-ss160808" ;;
*) exec /usr/sbin/ip "$@" ;;
esac
`;

const ground = onLab("kind-host", {
    hosts: 5,
    awkward: {
        host2: { hide: ["ip"] },
        host3: { hide: ["flock"] },
        host4: { files: { "/usr/local/sbin/ip": old } },
        host5: { user: { name: "ops", sudo: "nopasswd" }, hide: ["nft", "conntrack"] },
    },
});
const program = {};

describe("a host", { timeout: 60_000 }, () => {
    it("tells what it is in one round trip, without changing anything", async () => {
        const one = ground.subject("Host", { owner: "shop/dev/h1" });
        const before = await ground.snapshot();
        const { value: made, trips } = await one.trips(() => one.create(program));
        expect(trips).toBe(1);
        expect(await ground.snapshot()).toBe(before);
        expect(made.id).toBe("h1/host");
        expect(made.outs).toMatchObject({
            name: "h1",
            device: "eth1",
            deviceMtu: 1500,
            deviceAddresses: [`${ground.underlay}.11/24`, `${ground.underlay6}::11/64`],
            kernel: await ground.sh("uname -r"),
            bootId: await ground.sh("cat /proc/sys/kernel/random/boot_id"),
            iproute2: expect.stringMatching(/iproute2/),
            tools: { iptables: await ground.sh("iptables -V"), ip6tables: "", nft: "", conntrack: "" },
        });
        expect(await one.diff(made, program)).toMatchObject({ changes: false });
        expect((await one.read(made)).props).toEqual(made.outs);
        expect((await one.trips(() => one.delete(made))).trips).toBe(0);
    });

    it("is reached as a user with sudo, and says what it has not", async () => {
        const one = ground.subject("Host", {
            node: "host5",
            connection: { address: `${ground.underlay}.15`, user: "ops" },
        });
        const { outs } = await one.create(program);
        expect(outs).toMatchObject({
            device: "eth1",
            deviceAddresses: expect.arrayContaining([`${ground.underlay}.15/24`]),
        });
        expect(Object.keys(outs.tools as object)).toEqual(expect.arrayContaining(["iptables", "ip6tables"]));
        expect(outs.tools).not.toHaveProperty("nft");
        expect(outs.tools).not.toHaveProperty("conntrack");
    });

    it("tells which networks it knows beside ours, in few words", async () => {
        const one = ground.subject("Host", { owner: "shop/dev/h1" });
        const made = await one.create(program);
        expect(made.outs.routes).toEqual([`${ground.underlay}.0/24`, `${ground.underlay6}::/64`]);
        await ground.sh(`
            ip link add docker7 type bridge; ip link set docker7 up
            ip addr add 172.30.0.1/16 dev docker7; ip addr add fd00:30::1/64 dev docker7 nodad
            ip addr add 192.0.2.9/32 dev lo; ip route add 172.30.9.0/24 dev docker7
            ip route add unreachable 198.18.0.0/15; ip route add 10.200.0.0/16 via ${ground.underlay}.1 table 77`);
        const read = await one.read(made);
        expect(read.props?.routes).toEqual([
            "10.200.0.0/16",
            `${ground.underlay}.0/24`,
            "172.30.0.0/16",
            "192.0.2.9/32",
            "198.18.0.0/15",
            `${ground.underlay6}::/64`,
            "fd00:30::/64",
        ]);
        await ground.sh(
            "ip addr del 192.0.2.9/32 dev lo; ip route del unreachable 198.18.0.0/15; ip route flush table 77; ip link del docker7",
        );
        // A state of before knows none: it reads fine, and is no change.
        const { routes: _, ...before } = made.outs;
        expect(await one.diff({ ...made, outs: before }, program)).toMatchObject({ changes: false });
        expect((await one.read({ ...made, outs: before })).id).toBe(made.id);
    });

    it("is silent on refresh whatever our own work changes", async () => {
        const one = ground.subject("Host", { owner: "shop/dev/h1" });
        const made = await one.create(program);
        const of = (type: string, name: string) => ground.subject(type, { owner: `shop/dev/${name}` });
        const ns = await of("Netns", "ns").create({ name: "ns1" });
        const br = await of("Bridge", "br").create({ name: "br0", addresses: ["10.9.0.1/24"] });
        const veth = await of("Veth", "veth").create({
            name: "v0",
            master: "br0",
            peer: { netns: "ns1", addresses: ["10.9.0.2/24"] },
        });
        const vx = await of("VxlanTunnel", "vx").create({
            name: "vx0",
            vni: 42,
            device: "eth1",
            group: "239.1.1.1",
            master: "br0",
        });
        const fwd = await of("Sysctl", "fwd").create({ name: "net.ipv4.ip_forward", value: "1" });
        const nat = await of("NatRule", "nat").create({ source: "10.9.0.0/24" });
        const port = await of("PortMapping", "port").create({
            hostPort: 80,
            target: { address: "10.9.0.2" },
            localhostVia: "br0",
        });
        const routes = [
            await of("Route", "over").create({ to: "10.88.0.0/16", via: "10.9.0.9", device: "br0" }),
            await of("Route", "out").create({ to: "10.89.0.0/16", device: "eth1" }),
        ];
        expect((await one.read(made)).props).toEqual(made.outs);
        // Nor has a bridge drifted over which a route goes.
        expect((await ground.subject("Bridge").read(br)).props).toEqual(br.outs);
        for (const route of routes) await ground.subject("Route").delete(route);
        for (const [type, what] of [
            ["PortMapping", port],
            ["NatRule", nat],
            ["Sysctl", fwd],
            ["VxlanTunnel", vx],
            ["Veth", veth],
            ["Bridge", br],
            ["Netns", ns],
        ] as const)
            await ground.subject(type).delete(what);
        expect((await one.read(made)).props).toEqual(made.outs);
    });

    const six = `${ground.underlay6}::11/64 dev eth1`;
    it.each([
        { by: "ip link set eth1 mtu 1400", back: "ip link set eth1 mtu 1500", shows: "deviceMtu" },
        {
            by: `ip addr add ${ground.underlay}.99/24 dev eth1`,
            back: `ip addr del ${ground.underlay}.99/24 dev eth1`,
            shows: "deviceAddresses",
        },
        { by: `ip addr del ${six}`, back: `ip addr add ${six} nodad`, shows: "deviceAddresses routes" },
        {
            by: `ip route add 10.99.0.0/16 via ${ground.underlay}.12`,
            back: "ip route del 10.99.0.0/16",
            shows: "routes",
        },
    ])("shows $by as $shows, and nothing else", async ({ by, back, shows }) => {
        const one = ground.subject("Host");
        const made = await one.create(program);
        await ground.sh(by);
        onTestFinished(async () => {
            await ground.sh(`${back} 2>/dev/null || true`);
        });
        const told = Object.keys(made.outs).filter((key) => !key.startsWith("__"));
        expect(changedKeys(told, made.outs, (await one.read(made)).props ?? {}).join(" ")).toBe(shows);
        await ground.sh(back);
        expect((await one.read(made)).props).toEqual(made.outs);
    });

    it.each([
        [
            "host2",
            "ip",
            /^Reading host h2 on host h2 is refused: this host has no ip: install it \(Debian and Ubuntu: apt install iproute2; Fedora: dnf install iproute2\)\. Nothing was changed\.$/,
        ],
        [
            "host3",
            "flock",
            /^Reading host h3 on host h3 is refused: this host has no flock: install it \(Debian and Ubuntu: apt install util-linux; .*\)\. Nothing was changed\.$/,
        ],
        [
            "host4",
            "an iproute2 that knows JSON",
            /^Reading host h4 on host h4 is refused: this host's iproute2 is too old \(it has no JSON output\): version 4\.18 or newer is needed; it is ip utility, iproute2-ss160808\. Nothing was changed\.$/,
        ],
    ])("%s without %s is one sentence with the way out", async (node, _what, sentence) => {
        await expect(ground.subject("Host", { node }).create(program)).rejects.toThrow(sentence);
    });

    it("is one Host, whatever way leads to it", async () => {
        const first = await ground.subject("Host").create(program);
        const again = ground.subject("Host", { connection: { name: "again" } });
        await expect(again.create(program)).rejects.toThrow(
            /Reading host again is refused: it is the same machine as host h1 .*Nothing was changed\./,
        );
        expect((await ground.subject("Host", { node: "host5" }).create(program)).id).toBe("h5/host");
        // One that is renamed is replaced: the old one goes first.
        await ground.subject("Host").delete(first);
        await again.delete(await again.create(program));
    });

    it("whose /sys is that of another namespace is refused before anything is made", async () => {
        await ground.sh("mkdir -p /run/other; ip link add d0 type bridge");
        onTestFinished(async () => {
            await ground.sh("umount /sys; umount /run/other; rmdir /run/other; ip link del d0");
            await closeSessions();
        });
        // What a session sees that was entered with nsenter -n alone.
        await ground.sh(
            `unshare -n sh -c 'mount -t sysfs sysfs /run/other'; mount --bind /run/other /sys; ls /sys/class/net`,
        );
        await closeSessions();
        await expect(ground.subject("Host").create(program)).rejects.toThrow(
            /is refused: \/sys on this host is that of another network namespace .*Nothing was changed/,
        );
        const bridge = ground.subject("Bridge");
        const made = await bridge.create({ name: "br0" }).catch((error: Error) => error);
        if (!(made instanceof Error)) {
            expect((await bridge.read(made)).id).toBe(made.id);
            await bridge.delete(made);
        }
        expect(await ground.sh("ip -br link show br0 2>/dev/null || true")).toBe("");
    });

    it("with thousands of routes, neighbours and rules is read in a moment, and its state is small", async () => {
        const one = ground.subject("Host");
        const time = async () => {
            const begun = performance.now();
            const { props } = await one.read(made);
            return { took: performance.now() - begun, routes: props?.routes as string[] };
        };
        const made = await one.create(program);
        await time();
        const few = await time();
        await ground.sh(`ip link add many type bridge; ip link set many up; ip addr add 10.64.0.1/16 dev many
            i=0; while [ $i -lt 5000 ]; do echo "route add 10.$((80 + i / 250)).$((i % 250)).0/24 via 10.64.0.9"; i=$((i + 1)); done >/run/rows
            ip -batch /run/rows
            i=0; while [ $i -lt 400 ]; do echo "link add l$i type bridge"; i=$((i + 1)); done >/run/rows; ip -batch /run/rows
            i=0; while [ $i -lt 5000 ]; do echo "neigh replace 10.64.$((i / 250)).$((i % 250)) lladdr 02:00:00:00:00:01 dev many nud permanent"; i=$((i + 1)); done >/run/rows
            ip -batch /run/rows; rm /run/rows`);
        onTestFinished(async () => {
            await ground.sh(
                'ip link del many; i=0; while [ $i -lt 400 ]; do echo "link del l$i"; i=$((i + 1)); done | ip -batch -',
            );
        });
        const many = await time();
        expect(many.routes.length).toBeLessThan(200);
        // Quadratic work took a thousand times as long.
        expect(many.took / few.took).toBeLessThan(150);
    });

    it.each([
        ["wired and wireless", "192.0.2.1 dev eth1 onlink metric 0", "10.64.0.9 dev other metric 600", "eth1"],
        ["the other way round", "192.0.2.1 dev eth1 onlink metric 600", "10.64.0.9 dev other metric 100", "other"],
    ])("with two default routes has the device of the lowest metric: %s", async (_, one, other, device) => {
        await ground.sh(`ip link add other type bridge; ip link set other up; ip addr add 10.64.0.1/16 dev other
            ip route del default 2>/dev/null || true
            ip route add default via ${one} && ip route add default via ${other}`);
        const before = await ground.sh("ip -o route show default");
        onTestFinished(async () => {
            await ground.sh("ip link del other; ip route del default 2>/dev/null || true");
        });
        const script = ["best_way \"$(ip -o route show default)\" '' ''", 'after dev "$way"', 'echo "$told"'];
        const run = `cat >/run/look.sh <<'END'\n${prelude}\n${script.join("\n")}\nEND\nsh /run/look.sh; rm /run/look.sh`;
        expect(await ground.sh(run), before).toBe(device);
    });

    it("that was restarted has another boot id", async () => {
        const one = ground.subject("Host");
        const made = await one.create(program);
        await reboot(ground.lab, "host1");
        await closeSessions();
        const said = vi.spyOn(console, "log").mockReturnValue();
        onTestFinished(() => said.mockRestore());
        const read = await ground.subject("Host").read(made);
        expect(said).toHaveBeenCalledWith(expect.stringMatching(/^h1 rebooted since .*`pulumi up` makes it again\.$/));
        expect(read.props?.bootId).not.toBe(made.outs.bootId);
        const rest = { bootId: "", __fingerprint: "" };
        expect({ ...read.props, ...rest }).toEqual({ ...made.outs, ...rest });
    });
});
