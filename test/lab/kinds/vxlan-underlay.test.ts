import { describe, expect, it, onTestFinished } from "vitest";
import { literally } from "../literally";
import { onLab, type Values } from "./harness";

const ground = onLab("vxlan-underlay", { hosts: 2 });

const link = "ip -d -o link show vx0";
const peer = (n: number) => `${ground.underlay}.${n}`;
const two = { peers: [peer(12), peer(13)] };

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
            as: new RegExp(
                String.raw`remote ${literally(ground.underlay)}\.12 dev eth1 .*dstport 4789 (?!.*nolearning)`,
            ),
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
            as: new RegExp(String.raw`id 42 local ${literally(ground.underlay)}\.11 srcport .*dstport 4789`),
            mtu: "1450",
        },
        {
            way: "IPv6",
            program: { device: "eth1", local: `${ground.underlay6}::11`, peers: [`${ground.underlay6}::12`] },
            as: new RegExp(`local ${ground.underlay6}::11 dev eth1`),
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

    it("refuses a port on which another tunnel takes every VNI, naming it, and takes another port", async () => {
        await ground.reset("ip link add theirs type vxlan external dstport 4789");
        const before = await ground.snapshot();
        await expect(subject().create({ ...base, device: "eth1" })).rejects.toThrow(
            /port 4789 is in use by the tunnel theirs, which takes every VNI there \(external\): choose another port, or remove that tunnel with: ip link del theirs\. Nothing was changed/,
        );
        expect(await ground.snapshot()).toBe(before);
        await made({ ...base, device: "eth1", port: 4790 });
    });

    it("refuses a port that a process has in the family of the underlay, naming it, and only there", async () => {
        await ground.reset();
        const bind = async (options: object, port: number) => {
            const code = `require("dgram").createSocket(${JSON.stringify(options)}).bind(${port})`;
            const child = ground.lab.spawn("host1", [process.execPath, "-e", code]);
            onTestFinished(() => void child.kill());
            await ground.sh(`until ss -Hlun | grep -q ':${port} '; do sleep 0.02; done`);
        };
        await bind({ type: "udp4" }, 4789);
        await bind({ type: "udp6", ipv6Only: true }, 4790);
        const before = await ground.snapshot();
        await expect(subject().create({ ...base, device: "eth1" })).rejects.toThrow(
            /port 4789\/udp is in use by a process: 0\.0\.0\.0:4789 users:\(\("node",pid=\d+,fd=\d+\)\); stop it, or choose another port\. Nothing was changed/,
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
        // No answer finds the way to who is no peer, guarded or not: what counts is what arrives.
        const arrived = async () => {
            const before = await ground.sh("cat /sys/class/net/vx0/statistics/rx_packets");
            expect(await ping()).toBe("0");
            return (await ground.sh("cat /sys/class/net/vx0/statistics/rx_packets")) !== before;
        };
        one = await subject().update(one, { ...open, peers: [peer(13)] });
        expect(await arrived()).toBe(true);
        one = await subject().update(one, { ...open, allowFrom: "peers", peers: [peer(13)] });
        expect(await arrived()).toBe(false);
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

    it("of another VNI or port than declared is not adopted, as only another one could have that", async () => {
        await ground.reset("ip link add vx0 type vxlan id 7 dstport 4790 dev eth1 nolearning");
        const before = await ground.snapshot();
        await expect(subject().create({ ...base, device: "eth1", adopt: true })).rejects.toThrow(
            /refused: the VXLAN tunnel vx0 that is there cannot be made as declared: vni is 7 instead of 42; port is 4790 instead of 4789; .*Nothing was changed/,
        );
        expect(await ground.snapshot()).toBe(before);
    });
});
