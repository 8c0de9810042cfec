import { describe, expect, it } from "vitest";
import { onLab, type Values } from "./harness";
import { bridgesAndNamespaces as prepare } from "./surroundings";

const ground = onLab("veth-ends");

const one = { addresses: ["10.9.0.5/24"] };
const inNs1 = (peer: object) => ({ peer: { name: "eth0", netns: "ns1", ...peer } });

describe("a Veth", { timeout: 60_000 }, () => {
    const subject = () => ground.subject("Veth");
    const settled = async (program: Values) => {
        const before = await ground.snapshot();
        const { value: made, trips } = await subject().trips(() => subject().create(program));
        expect(trips).toBe(1);
        const { value: read } = await subject().trips(() => subject().read(made));
        expect(read.props).toEqual(made.outs);
        const undo = async () => {
            await subject().delete(made);
            expect(await ground.snapshot()).toBe(before);
        };
        return { made, undo };
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

    it("does not take routes that others put on it for its own", async () => {
        await ground.reset(prepare);
        const { made, undo } = await settled({ name: "v0", ...inNs1(one) });
        await ground.sh("ip -n ns1 route add 10.5.0.0/16 via 10.9.0.9 dev eth0 proto static");
        expect((await subject().read(made)).props?.peer).toEqual(made.outs.peer);
        await undo();
    });

    it("does not take another link under the name of its far end for that", async () => {
        await ground.reset(prepare);
        const { made, undo } = await settled({ name: "v0", ...inNs1(one) });
        await ground.sh(`set -e; ip -n ns1 link set eth0 down; ip -n ns1 link set eth0 name old
            ip -n ns1 link add eth0 type veth peer name x netns ns2`);
        expect((await subject().read(made)).props?.peer).toMatchObject({ name: "" });
        await ground.sh("ip -n ns1 link del eth0");
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

    it("whose other end is not as declared is not adopted, as it could not be given back", async () => {
        await ground.reset(`${prepare}; ip link add v0 type veth peer name eth0 netns ns2`);
        const before = await ground.snapshot();
        await expect(subject().create({ name: "v0", adopt: true, ...inNs1(one) })).rejects.toThrow(
            /refused: the other end of v0 is not eth0 in namespace ns1, and a cable is adopted as a whole: .*ip link del v0\. Nothing was changed/,
        );
        expect(await ground.snapshot()).toBe(before);
    });

    it("that was adopted is given back in what is there of it: without its bridge, and one end where the other has gone", async () => {
        await ground.reset(
            `${prepare}; ip link add v0 type veth peer name eth0 netns ns1; ip link set v0 mtu 1450 master br1`,
        );
        const made = await subject().create({ name: "v0", adopt: true, ...inNs1(one) });
        await ground.sh("ip link del br1; ip -n ns1 link set eth0 netns ns2");
        await subject().delete(made);
        const left = await ground.sh("ip -o link show v0; ls /run/hostnet 2>&1 || true");
        expect(left).toMatch(/<BROADCAST,MULTICAST> mtu 1450 .*cannot access/s);
        expect(left).not.toContain("hostnet:");
    });
});
