import { beforeEach, describe, expect, it } from "vitest";
import { networkOf, nthAddress } from "../../../addressing";
import { startSshd, stopSshd } from "../../../lab";
import { legName } from "../../../lab/plan";
import { sessionFor } from "../../../provider/host";
import { literally } from "../literally";
import { onLab } from "./harness";

const ground = onLab("kind-management", {
    hosts: 2,
    awkward: { host2: { user: { name: "ops", sudo: "nopasswd" } } },
});
const mine = `${ground.underlay}.11`;
const cut = new RegExp(String.raw`this host is reached over .*\(${literally(ground.underlay)}\.11\)`);
const inNs = { netns: "ns1", addresses: ["10.9.0.2/24"] };

/** As an administrator does it on the console: the uplink becomes a port of a bridge, which gets its address. */
const intoBridge = (bridge: string) => `
    set -e; ip link set ${bridge} address $(cat /sys/class/net/eth1/address)
    ip link set ${bridge} up; ip link set eth1 master ${bridge}
    ip addr del ${mine}/24 dev eth1; ip addr add ${mine}/24 dev ${bridge}
    ip route replace default via ${ground.underlay}.1 dev ${bridge}`;
const outOfBridge = (bridge: string) => `
    ip addr del ${mine}/24 dev ${bridge}; ip link set eth1 nomaster; ip addr add ${mine}/24 dev eth1
    ip route replace default via ${ground.underlay}.1 dev eth1`;

/** Who this machine is to the host. */
const client = async () => {
    const { connection } = ground.subject("Bridge");
    return (await sessionFor(connection).run("echo $SSH_CONNECTION")).output.split(" ")[0] as string;
};

describe("the connection to a host outlives what is done there", { timeout: 60_000 }, () => {
    beforeEach(() => ground.reset("ip netns add ns1"));

    it("is known behind sudo too", async () => {
        const { connection } = ground.subject("Host", { node: "host2" });
        const { output } = await sessionFor(connection).run("id -u; echo $SSH_CONNECTION");
        expect(output).toMatch(new RegExp(String.raw`^0\n\S+ \d+ ${literally(ground.underlay)}\.12 22$`));
    });

    it("keeps its device from being adopted", async () => {
        const before = await ground.snapshot();
        const wanted = { name: "eth1", adopt: true, peer: inNs };
        await expect(ground.subject("Veth").create(wanted)).rejects.toThrow(cut);
        expect(await ground.snapshot()).toBe(before);
    });

    it("keeps the bridge that it comes through, and the port; other ports come and go", async () => {
        await ground.sh(`ip link add br9 type bridge; ${intoBridge("br9")}`);
        try {
            const before = await ground.snapshot();
            await expect(ground.subject("Bridge").create({ name: "br9", adopt: true })).rejects.toThrow(cut);
            await expect(ground.subject("Veth").create({ name: "eth1", adopt: true, peer: inNs })).rejects.toThrow(cut);
            const tunnel = { name: "vx0", vni: 42, device: "br9", peers: [`${ground.underlay}.12`], master: "br9" };
            const neighbors = [{ address: await client(), mac: "02:00:00:00:00:99" }];
            await expect(ground.subject("VxlanTunnel").create({ ...tunnel, neighbors })).rejects.toThrow(cut);
            const cable = ground.subject("Veth");
            await cable.delete(await cable.create({ name: "veth0", master: "br9", peer: { ...inNs, addresses: [] } }));
            expect(await ground.snapshot()).toBe(before);
        } finally {
            await ground.sh(outOfBridge("br9"));
        }
    });

    it("keeps our own bridge, once the uplink was moved into it", async () => {
        const bridge = ground.subject("Bridge");
        const made = await bridge.create({ name: "br0" });
        await ground.sh(intoBridge("br0"));
        try {
            const { props } = await bridge.read(made);
            const seen = { ...made, outs: props as typeof made.outs };
            await expect(bridge.delete(seen)).rejects.toThrow(cut);
            await expect(bridge.update(seen, { name: "br0" })).rejects.toThrow(cut);
            await expect(bridge.update(seen, { name: "br0", addresses: [`${mine}/24`], up: false })).rejects.toThrow(
                cut,
            );
        } finally {
            await ground.sh(outOfBridge("br0"));
        }
        await bridge.delete(made);
    });

    it("keeps the way back from routes, but not from others", async () => {
        const veth = ground.subject("Veth");
        const end = (routes: object[]) => ({
            name: "veth0",
            addresses: ["10.9.0.1/24"],
            routes,
            peer: { netns: "ns1" },
        });
        const to = `${await client()}/32`;
        const before = await ground.snapshot();
        for (const routes of [
            [{ to, via: "10.9.0.2" }],
            [{ to: networkOf(`${await client()}/28`), via: "10.9.0.2" }],
            [{ to: `${ground.underlay}.0/24`, via: "10.9.0.2" }],
        ])
            await expect(veth.create(end(routes))).rejects.toThrow(/would take over the way back/);
        expect(await ground.snapshot()).toBe(before);
        const made = await veth.create(end([{ to: "10.77.0.0/16", via: "10.9.0.2" }]));
        await expect(veth.update(made, end([{ to, via: "10.9.0.2" }]))).rejects.toThrow(/would take over the way back/);
        const far = { to: `${ground.underlay}.0/24`, via: "10.9.0.2", metric: 500 };
        const beside = await veth.update(
            made,
            end([far, { to: networkOf(`${ground.underlay}.0/16`), via: "10.9.0.2" }]),
        );
        await veth.delete(beside);
    });

    it("keeps a way back by the default route from another one of its family alone", async () => {
        const veth = ground.subject("Veth");
        const end = (via: string) => ({
            name: "veth0",
            addresses: ["10.9.0.1/24", "fd00:9::1/64"],
            routes: [{ to: "default", via }],
            peer: { netns: "ns1" },
        });
        await client();
        const onLink = `${ground.underlay}.0/24 dev eth1 proto kernel scope link src ${mine}`;
        await ground.sh(`ip route add ${ground.underlay}.1 dev eth1; ip route del ${onLink}
            ip route replace default via ${ground.underlay}.1`);
        try {
            await expect(veth.create(end("10.9.0.2"))).rejects.toThrow(/would take over the way back/);
            await veth.delete(await veth.create(end("fd00:9::2")));
        } finally {
            await ground.sh(`ip route add ${onLink}; ip route del ${ground.underlay}.1 dev eth1`);
        }
    });

    it("keeps the link of a client that has an address on the link itself, which no route leads away from", async () => {
        const own = (await ground.sh("ip -o -6 addr show dev eth1 scope link")).match(/fe80\S+(?=\/64)/)?.[0];
        const connection = {
            name: "zone",
            sshConfigFile: undefined,
            address: `${own}%${legName(ground.lab.name)}`,
            hostKey: ground.lab.hosts[0]?.hostKey,
            user: "root",
            identityFile: ground.lab.identityFile,
        };
        const veth = ground.subject("Veth", { connection });
        const { output } = await sessionFor(veth.connection).run("echo $SSH_CONNECTION");
        expect(output).toMatch(/^fe80\S+%eth1 \d+ fe80\S+%eth1 22$/);
        const before = await ground.snapshot();
        await expect(veth.create({ name: "eth1", adopt: true, peer: inNs })).rejects.toThrow(
            /this host is reached over eth1 \(fe80\S+\)/,
        );
        expect(await ground.snapshot()).toBe(before);
        const [other = ""] = output.split("%");
        const routes = [{ to: "default", via: "10.9.0.2" }, { to: "::/0", metric: 7 }, { to: other }];
        const end = { name: "veth0", addresses: ["10.9.0.1/24", "fd00:9::1/64"], routes, peer: { netns: "ns1" } };
        await veth.delete(await veth.create(end));
        const sysctl = ground.subject("Sysctl", { connection });
        await ground.sh("echo 1 >/proc/sys/net/ipv6/conf/eth1/accept_ra");
        await sysctl.delete(await sysctl.create({ name: "net.ipv6.conf.all.forwarding", value: "1" }));
    });

    it("keeps the way back from addresses, but not from others", async () => {
        const bridge = ground.subject("Bridge");
        const with_ = (address: string) => ({ name: "br0", addresses: [address], allowOverlap: true });
        const other = await client();
        const before = await ground.snapshot();
        await expect(bridge.create(with_(`${other}/32`))).rejects.toThrow(/which is another machine/);
        await expect(bridge.create(with_(`${nthAddress(networkOf(`${other}/28`), 1)}/28`))).rejects.toThrow(
            /would take over the way back/,
        );
        expect(await ground.snapshot()).toBe(before);
        await bridge.delete(
            await bridge.create(
                with_(
                    networkOf(`${other}/25`).includes(".0/") ? `${ground.underlay}.200/25` : `${ground.underlay}.77/25`,
                ),
            ),
        );
        await bridge.delete(await bridge.create(with_(`${ground.underlay}.77/24`)));
        // The same inside a namespace is nobody's way.
        const inside = await bridge.create({ ...with_(`${other}/24`), netns: "ns1" });
        await bridge.delete(inside);
    });

    it("keeps what the kernel needs for it, and lets other settings be", async () => {
        const sysctl = ground.subject("Sysctl");
        const set = (name: string, value: string) => ({ name, value });
        await expect(sysctl.create(set("net.ipv4.conf.eth1.arp_ignore", "8"))).rejects.toThrow(cut);
        await expect(sysctl.create(set("net.ipv4.conf.all.arp_ignore", "8"))).rejects.toThrow(cut);
        const { address6 = "" } = ground.lab.hosts[0] ?? {};
        const hostKey = ground.lab.hosts[0]?.hostKey;
        const six = ground.subject("Sysctl", {
            connection: {
                name: "six",
                sshConfigFile: undefined,
                address: address6,
                hostKey,
                user: "root",
                identityFile: ground.lab.identityFile,
            },
        });
        await expect(six.create(set("net.ipv6.conf.eth1.disable_ipv6", "1"))).rejects.toThrow(
            /would lose that address/,
        );
        await expect(six.create(set("net.ipv6.conf.all.disable_ipv6", "1"))).rejects.toThrow(/would lose that address/);
        await six.delete(await six.create(set("net.ipv4.conf.eth1.arp_ignore", "8")));
        const learned = `${ground.underlay6}::/64 dev eth1 proto ra metric 50`;
        await ground.sh(`echo 1 >/proc/sys/net/ipv6/conf/eth1/accept_ra; ip route add ${learned}`);
        await expect(six.create(set("net.ipv6.conf.all.forwarding", "1"))).rejects.toThrow(
            /comes from a router's advertisements/,
        );
        await ground.sh(`ip route del ${learned}`);
        await six.delete(await six.create(set("net.ipv6.conf.all.forwarding", "1")));
        for (const [name, value] of [
            ["net.ipv4.conf.eth1.arp_ignore", "1"],
            ["net.ipv4.conf.lo.arp_ignore", "8"],
            ["net.ipv4.conf.eth1.rp_filter", "1"],
            ["net.ipv6.conf.eth1.disable_ipv6", "1"],
        ] as const)
            await sysctl.delete(await sysctl.create(set(name, value)));
    });

    it("keeps its port, though nobody listens there any more", async () => {
        const port = ground.subject("PortMapping");
        const to = { target: { address: "10.9.0.2", port: 80 } };
        await client();
        await stopSshd(ground.lab, "host1");
        try {
            const refused = new RegExp(
                String.raw`this host is reached at port 22 of ${literally(ground.underlay)}\.11: publishing it`,
            );
            await expect(port.create({ hostPort: 22, ...to })).rejects.toThrow(refused);
            await expect(
                port.create({ hostPort: "20-30", hostIp: mine, target: { address: "10.9.0.2" } }),
            ).rejects.toThrow(refused);
            await port.delete(await port.create({ hostPort: 22, hostIp: "10.9.0.1", ...to }));
            await port.delete(await port.create({ hostPort: 22, protocol: "udp", ...to }));
        } finally {
            await startSshd(ground.lab, "host1");
        }
    });

    it("keeps the namespace in which it lives", async () => {
        await ground.sh("ip netns attach self $$");
        const netns = ground.subject("Netns");
        await expect(netns.create({ name: "self", adopt: true, killProcesses: true })).rejects.toThrow(
            /namespace self is the one in which this host's own sshd runs/,
        );
        await expect(
            ground.subject("Veth").create({ name: "eth1", netns: "self", adopt: true, peer: inNs }),
        ).rejects.toThrow(cut);
    });
});
