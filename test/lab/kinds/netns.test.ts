import { describe, expect, it } from "vitest";
import { netnsSample } from "../../samples/links";
import { onLab } from "./harness";
import { kindSuite } from "./suite";

const ground = onLab("kind-netns");

const lo = "ip -n ns1 -o link show lo";
const value = (file: string) => `ip netns exec ns1 cat /proc/sys/net/ipv4/${file}`;
// Who lives inside can change the alias, and the note is the host's.
const unmark = "rm -r /run/hostnet; ip -n ns1 link set lo alias ''";
const sysctls = netnsSample.maximal.sysctls as Record<string, string>;

kindSuite(ground, {
    ...netnsSample,
    shows: [
        { see: "ip netns list", as: /^ns1\b/m },
        { see: lo, as: /<LOOPBACK,UP,LOWER_UP>.* alias hostnet:shop\/dev\/it/s },
    ],
    maximalShows: [
        { see: lo, as: /<LOOPBACK> / },
        { see: value("ip_forward"), as: "1" },
        { see: value("conf/all/rp_filter"), as: "2" },
        { see: value("ip_local_port_range"), as: "20000\t30000" },
    ],
    updates: [
        { change: { loopback: false }, see: lo, as: /<LOOPBACK> / },
        {
            change: { sysctls: { "net.ipv4.ip_forward": "1" } },
            from: { sysctls: { "net.ipv4.ip_forward": "0" } },
            see: value("ip_forward"),
            as: "1",
        },
        {
            change: { sysctls },
            from: { sysctls: { ...sysctls, "net.ipv4.ip_local_port_range": "1024 2048" } },
            see: value("ip_local_port_range"),
            as: "20000\t30000",
        },
        { change: { killProcesses: true }, see: lo, as: /UP/ },
    ],
    replacing: [{ change: { name: "ns2" }, replaces: "name" }],
    drift: [
        { by: "ip -n ns1 link set lo up", key: "loopback", lasts: true },
        { by: "ip -n ns1 link set lo down", key: "loopback", from: {} },
        { by: "ip netns exec ns1 sysctl -qw net.ipv4.ip_forward=0", key: "sysctls" },
        {
            by: "ip netns exec ns1 sysctl -qw net.ipv4.ip_forward=0 net.ipv4.conf.all.rp_filter=0",
            key: "sysctls",
            steps: 2,
        },
        { by: "ip netns exec ns1 sysctl -qw net.ipv4.ip_local_port_range='1024 2048'", key: "sysctls" },
        { by: unmark, key: "owner", steps: 2 },
    ],
    identity: "stat -c %i /run/netns/ns1",
    gone: "ip netns del ns1",
    goneToo: [{ by: "umount /run/netns/ns1" }],
    unmark,
    foreign: "ip netns add ns1",
    lent: `
        ip netns add ns1; ip -n ns1 link set lo alias 'by hand' up; ip -n ns1 addr add 10.9.0.1/32 dev lo
        ip -n ns1 addr add fd00:9::1/128 dev lo; ip -n ns1 link add d0 type bridge
        ip netns exec ns1 sysctl -qw net.ipv4.conf.d0.forwarding=1 net.ipv4.conf.all.accept_redirects=0`,
});

describe("a Netns", { timeout: 60_000 }, () => {
    const subject = () => ground.subject("Netns");
    const sleeper = "ip netns exec ns1 sh -c 'trap \"\" TERM; exec sleep 1000' >/dev/null 2>&1 & sleep 0.2";

    it("is not deleted while a process lives in it, which is named", async () => {
        await ground.reset();
        const made = await subject().create({ name: "ns1" });
        await ground.sh(sleeper);
        const pid = await ground.sh("ip netns pids ns1");
        await expect(subject().delete(made)).rejects.toThrow(
            `Deleting network namespace ns1 on host h1 is refused: processes live in namespace ns1: ${pid} (sleep); stop them, or set killProcesses. Nothing was changed.`,
        );
        expect(await ground.sh("ip netns list")).toMatch(/^ns1\b/);
        await ground.sh(`kill -9 ${pid}; sleep 0.2`);
        await subject().delete(made);
        expect(await ground.sh("ip netns list")).toBe("");
    });

    it("ends the processes in it where killProcesses says so, stubborn ones too, and its veths go with it", async () => {
        await ground.reset();
        const before = await ground.snapshot();
        const made = await subject().create({ name: "ns1", killProcesses: true });
        await ground.sh(sleeper);
        await ground.sh("ip link add v0 type veth peer name eth0 netns ns1");
        const { trips } = await subject().trips(() => subject().delete(made));
        expect(trips).toBe(1);
        await ground.sh("i=0; while [ -e /sys/class/net/v0 ] && [ $i -lt 40 ]; do sleep 0.05; i=$((i + 1)); done");
        expect(await ground.snapshot()).toBe(before);
    });

    it("takes the file that a killed `ip netns add` or a reboot left for no namespace", async () => {
        await ground.reset("mkdir -p /run/netns; : >/run/netns/ns1");
        const made = await subject().create({ name: "ns1" });
        expect(await ground.sh("ip -n ns1 link show lo")).toContain("hostnet:shop/dev/it");
        await ground.sh("ip netns del ns1; : >/run/netns/ns1");
        expect(await subject().read(made)).toEqual({});
        await subject().delete(made);
        await subject().create({ name: "ns1" });
    });

    it("stays ours whatever is done inside, its own alias too", async () => {
        await ground.reset();
        const before = await ground.snapshot();
        for (const alias of ["", "hostnet:other/dev/x", "hostnet:shop/dev/else"]) {
            const made = await subject().create({ name: "ns1" });
            await ground.sh(`ip netns exec ns1 ip link set lo alias '${alias}'`);
            const read = await subject().read(made);
            expect(read.props).toMatchObject({ owner: "shop/dev/it" });
            await subject().delete(made);
            expect(await ground.snapshot()).toBe(before);
        }
    });

    it("is nobody's where one of the same name takes its place, and its note says nothing of that", async () => {
        await ground.reset();
        const made = await subject().create({ name: "ns1" });
        for (let tries = 0; tries < 5; tries++) {
            await ground.sh("ip netns del ns1; ip netns add ns1");
            expect((await subject().read(made)).props).toMatchObject({ owner: "" });
            await expect(subject().create({ name: "ns1" })).rejects.toThrow(/carries no mark of ours/);
        }
        await expect(subject().delete(made)).rejects.toThrow(/carries no mark of ours/);
        expect(await ground.sh("ip netns list")).toBe("ns1");
    });

    it("of which only the alias says that it is ours is recognised, noted by the next change, and deleted", async () => {
        await ground.reset();
        const before = await ground.snapshot();
        const made = await subject().create({ name: "ns1" });
        await ground.sh("rm -r /run/hostnet");
        const read = await subject().read(made);
        expect(read.props).toMatchObject({ owner: "shop/dev/it" });
        const changed = await subject().update(made, { name: "ns1", loopback: false });
        expect(await ground.sh("cat /run/hostnet/netns/ns1")).toMatch(/^owner hostnet:shop\/dev\/it\nid \d+ /);
        await subject().delete(changed);
        await ground.sh("ip netns add ns1; ip -n ns1 link set lo alias hostnet:shop/dev/it");
        await subject().delete(made);
        expect(await ground.snapshot()).toBe(before);
    });

    it("leaves no file where its mount is gone", async () => {
        await ground.reset();
        const before = await ground.snapshot();
        const made = await subject().create({ name: "ns1" });
        await ground.sh("umount /run/netns/ns1");
        await subject().delete(made);
        expect(await ground.snapshot()).toBe(before);
    });

    it("does not take the place of a link to a namespace that is gone, and says what removes it", async () => {
        await ground.reset("ln -s /proc/999999/ns/net /run/netns/ns1");
        await expect(subject().create({ name: "ns1" })).rejects.toThrow(
            /is refused: \/run\/netns\/ns1 is a link to a namespace that is gone.*remove it with: rm \/run\/netns\/ns1\. Nothing was changed/,
        );
        await ground.sh("rm /run/netns/ns1");
    });

    it("that is updated keeps the settings it had, where one of the new ones is refused", async () => {
        await ground.reset();
        const made = await subject().create({ name: "ns1" });
        const values = () => ground.sh(`${value("ip_forward")} ${value("conf/all/rp_filter").split(" ").at(-1)}`);
        const before = await values();
        const sysctls = {
            "net.ipv4.conf.all.rp_filter": "2",
            "net.ipv4.ip_forward": "1",
            "net.ipv4.ip_local_port_range": "x",
        };
        await expect(subject().update(made, { name: "ns1", sysctls })).rejects.toThrow(/host is as before/);
        expect(await values()).toBe(before);
    });

    it("names a setting that the namespace does not have, and leaves nothing", async () => {
        await ground.reset();
        const before = await ground.snapshot();
        await expect(subject().create({ name: "ns1", sysctls: { "net.ipv4.no_such_thing": "1" } })).rejects.toThrow(
            /net\/ipv4\/no_such_thing.*host is as before/s,
        );
        await expect(subject().create({ name: "ns1", sysctls: { "net.ipv4.ip_forward": "maybe" } })).rejects.toThrow(
            /ip_forward.*Invalid argument|ip_forward.*I\/O error/s,
        );
        expect(await ground.snapshot()).toBe(before);
    });
});
