import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { onLab, type Values } from "./harness";

const ground = onLab("vxlan-checksum", { hosts: 2, awkward: { host2: { hide: ["ethtool"] } } });

const least = { name: "vx0", vni: 42, device: "eth1", peers: [`${ground.underlay}.12`], addresses: ["10.9.0.1/24"] };
const offload = () => ground.sh("ethtool -k vx0 | sed -n 's/.*tx-checksum-ip-generic: //p'");

/** Makes a host say that its kernel is another one; where it is an old one, everything else is the real kernel's. */
const pretend = (release: string, node = "host1") =>
    ground.sh(
        `echo ${release} >/run/osrelease; mount --bind /run/osrelease /proc/sys/kernel/osrelease; cat /proc/sys/kernel/osrelease`,
        node,
    );

/** Counts the calls of ethtool. */
const counted = () =>
    ground.sh(
        'printf \'#!/bin/sh\\necho "$@" >>/run/ethtool\\nexec /usr/sbin/ethtool "$@"\\n\' >/usr/local/sbin/ethtool; chmod 755 /usr/local/sbin/ethtool; : >/run/ethtool',
    );
const calls = () => ground.sh("cat /run/ethtool");

describe("a VxlanTunnel's checksums", { timeout: 60_000 }, () => {
    const subject = (node = "host1") => ground.subject("VxlanTunnel", { node });
    const reset = async () => {
        for (const node of ["host1", "host2"]) {
            await ground.sh("umount /proc/sys/kernel/osrelease 2>/dev/null; true", node);
            await ground.reset("", node);
        }
    };
    beforeEach(reset);
    afterEach(reset);

    it.each([
        ["4.18.0-553.el8.x86_64", "off"],
        ["5.4.0-216-generic", "off"],
        ["5.6.19", "off"],
        ["5.7.0-rc1+", "on"],
        ["5.10.0-30-amd64", "on"],
        ["6.1.0", "on"],
    ])("are, on kernel %s, left to the device: %s", async (release, as) => {
        await pretend(release);
        const { value: made, trips } = await subject().trips(() => subject().create(least));
        expect(trips).toBe(1);
        expect(await offload()).toBe(as);
        expect((await subject().read(made)).props).toEqual(made.outs);
        expect(await subject().diff(made, { ...least, txChecksum: "auto" })).toMatchObject({ changes: false });
    });

    it("cost no process where the kernel is new and nobody asks for them", async () => {
        await counted();
        const made = await subject().create(least);
        await subject().read(made);
        await subject().delete(await subject().update(made, { ...least, mtu: 1400 }));
        expect(await calls()).toBe("");
        await subject().create({ ...least, txChecksum: "off" });
        expect(await calls()).toBe("-K vx0 tx-checksum-ip-generic off\n-k vx0");
    });

    it("are seen on again on an old kernel, and repaired", async () => {
        await pretend("5.4.0");
        const made = await subject().create(least);
        await ground.sh("ethtool -K vx0 tx-checksum-ip-generic on");
        const read = await subject().read(made);
        expect(read.props).toMatchObject({ txChecksum: "on" });
        const drifted = { id: made.id, outs: read.props as Values };
        expect(await subject().diff(drifted, least)).toMatchObject({ changes: true, replaces: [] });
        await subject().update(drifted, least);
        expect(await offload()).toBe("off");
    });

    it("are back as the kernel has them when they are no longer named", async () => {
        const made = await subject().create({ ...least, txChecksum: "off" });
        expect(await offload()).toBe("off");
        const auto = await subject().update(made, least);
        expect(await offload()).toBe("on");
        await pretend("5.4.0");
        await subject().update(await subject().update(auto, { ...least, txChecksum: "on" }), least);
        expect(await offload()).toBe("off");
    });

    it("need ethtool where they are named, or the kernel is old, which is said", async () => {
        const before = await ground.snapshot({}, "host2");
        const other = { ...least, peers: [`${ground.underlay}.11`] };
        await expect(subject("host2").create({ ...other, txChecksum: "off" })).rejects.toThrow(
            "this host has no ethtool: install it (Debian and Ubuntu: apt install ethtool; Fedora: dnf install ethtool). Nothing was changed.",
        );
        await pretend("5.4.0", "host2");
        await expect(subject("host2").create(other)).rejects.toThrow(
            /this host's kernel \(5\.4\.0\) is older than 5\.7 and sends wrong checksums .* install it \(Debian and Ubuntu: apt install ethtool; .*\)\. Nothing was changed\./,
        );
        expect(await ground.snapshot({}, "host2")).toBe(before);
        await ground.sh("umount /proc/sys/kernel/osrelease", "host2");
        const made = await subject("host2").create(other);
        expect((await subject("host2").read(made)).props).toEqual(made.outs);
        await subject("host2").delete(made);
    });

    it.each([
        { txChecksum: "on", inside: "bad udp cksum" },
        { txChecksum: "off", inside: "udp sum ok" },
    ])("are on the wire what $txChecksum makes of them", async ({ txChecksum, inside }) => {
        await subject().create({ ...least, txChecksum });
        await ground.sh("ip neigh replace 10.9.0.2 lladdr 02:00:00:00:00:02 dev vx0 nud permanent");
        // One datagram may be lost on a busy machine. The one inside, not what IPv6 says when a link comes up: behind the headers of UDP, VXLAN and Ethernet.
        const seen = await ground.sh(
            `timeout 5 tcpdump -l -nvv -i eth1 -c1 'udp dst port 4789 and udp[28:2] = 0x800 and udp[52:2] = 4000' >/run/seen 2>/run/said & watch=$!
            until grep -q listening /run/said; do sleep 0.05; done
            while kill -0 $watch 2>/dev/null; do bash -c 'echo hi >/dev/udp/10.9.0.2/4000'; sleep 0.1; done
            wait $watch; tail -n 1 /run/seen`,
        );
        expect(seen).toContain(`10.9.0.2.4000: [${inside}`);
    });
});
