import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { onLab, type Values } from "./harness";

const ground = onLab("vxlan-suppress", { hosts: 2 });

const hosts = [1, 2];
const mac = (n: number) => `02:42:0a:09:00:0${n}`;
const container = (n: number) => `
    ip link add br0 address 02:00:00:00:0b:0${n} type bridge; ip link set br0 up mtu 1450
    ip link add br1 address 02:00:00:00:0c:0${n} type bridge; ip link set br1 up mtu 1450
    ip netns add ns; ip link add v0 type veth peer name eth0 address ${mac(n)} netns ns
    ip link set v0 up mtu 1450 master br0
    ip -n ns link set eth0 up mtu 1450; ip -n ns addr add 10.9.0.${n}/24 dev eth0`;

/** What host n knows of the other one: where its container's MAC is, and whose its address is. */
const tunnel = (n: number, more: Values = {}): Values => ({
    name: "vx0",
    vni: 42,
    device: "eth1",
    master: "br0",
    suppressNeighbors: true,
    forwarding: [{ mac: mac(3 - n), vtep: `${ground.underlay}.${13 - n}` }],
    neighbors: [{ address: `10.9.0.${3 - n}`, mac: mac(3 - n) }],
    ...more,
});

const switched = "bridge fdb show dev vx0 | sed -n 's/ static$//p'";
const pings = async (count = 3) => {
    const { stdout } = await ground.lab.exec(
        "host1",
        `ip netns exec ns ping -n -c ${count} -i 0.1 -W 1 10.9.0.2 2>&1 | sed -n 's/.* \\([0-9]*\\) received.*/\\1/p'`,
    );
    return Number(stdout);
};

describe("a VxlanTunnel whose bridge answers for neighbours", { timeout: 60_000 }, () => {
    const subject = (n = 1) => ground.subject("VxlanTunnel", { node: `host${n}` });
    const reset = async () => {
        for (const n of hosts) await ground.reset(container(n), `host${n}`);
    };
    beforeEach(reset);
    afterEach(reset);

    it("lets the first packet through with entries for one MAC each, and nothing flooded", async () => {
        const before = await Promise.all(hosts.map((n) => ground.snapshot({}, `host${n}`)));
        const made = [await subject(1).create(tunnel(1)), await subject(2).create(tunnel(2))];
        expect(await ground.sh("bridge fdb show dev vx0 | grep -c 00:00:00:00:00:00 || true")).toBe("0");
        expect(await pings()).toBe(3);
        expect(await ground.sh("ip -n ns neigh show 10.9.0.2")).toContain(mac(2));
        for (const [index, one] of made.entries()) {
            const n = index + 1;
            expect((await subject(n).read(one)).props).toEqual(one.outs);
            await subject(n).delete(one);
            expect(await ground.snapshot({}, `host${n}`)).toBe(before[index]);
        }
    });

    it("sees that the bridge lost an entry, and writes it again", async () => {
        const made = await subject().create(tunnel(1));
        await subject(2).create(tunnel(2));
        await ground.sh(`bridge fdb del ${mac(2)} dev vx0 master`);
        expect(await pings(1)).toBe(0);
        const read = await subject().read(made);
        expect(read.inputs).toMatchObject({ suppressNeighbors: false });
        const drifted = { id: made.id, outs: read.props as Values };
        expect((await subject().read(drifted)).props).toEqual(drifted.outs);
        expect(await subject().diff(drifted, tunnel(1))).toMatchObject({ changes: true, replaces: [] });
        const { value: again, trips } = await subject().trips(() => subject().update(drifted, tunnel(1)));
        expect(trips).toBe(1);
        expect(again.outs).toEqual(made.outs);
        await ground.sh("ip -n ns neigh flush all");
        expect(await pings()).toBe(3);
    });

    it("moves the bridge's entries with the tunnel's, its bridge and the flag", async () => {
        const other = mac(7);
        const made = await subject().create(tunnel(1));
        expect(await ground.sh(switched)).toBe(`${mac(2)} master br0`);
        const moved = await subject().update(made, tunnel(1, { master: "br1" }));
        expect(await ground.sh(switched)).toBe(`${mac(2)} master br1`);
        const changed = await subject().update(
            moved,
            tunnel(1, { master: "br1", forwarding: [{ mac: other, vtep: `${ground.underlay}.12` }] }),
        );
        expect(await ground.sh(switched)).toBe(`${other} master br1`);
        const plain = await subject().update(changed, tunnel(1, { suppressNeighbors: false, master: "br1" }));
        expect(await ground.sh(switched)).toBe("");
        await subject().update(plain, tunnel(1, { master: "br1" }));
        expect(await ground.sh(switched)).toBe(`${mac(2)} master br1`);
    });
});
