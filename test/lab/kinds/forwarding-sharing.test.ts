import { beforeEach, describe, expect, it } from "vitest";
import { mend, sabotage } from "../../faults/sabotage";
import { literally } from "../literally";
import { onLab } from "./harness";

import { bridgesAndNamespaces } from "./surroundings";

const ground = onLab("fwd-sharing");
const peer = (n: number) => `${ground.underlay}.${n}`;
const mac = (n: number) => `02:00:00:00:09:0${n}`;
const entries = (n: number, vtep = peer(12)) => ({
    forwarding: [{ mac: mac(n), vtep }],
    neighbors: [{ address: `10.9.0.${n}`, mac: mac(n) }],
});
const on = { tunnel: "vx0", bridge: "br0" };
const held = (owner: string) => ground.subject("Forwarding", { owner });
const tunnel = {
    name: "vx0",
    vni: 42,
    device: "eth1",
    master: "br0",
    entries: "shared",
    forwarding: [{ mac: mac(1), vtep: peer(12) }],
    peers: [peer(12)],
    neighbors: [{ address: "10.9.0.1", mac: mac(1) }],
};
const tunnels = () => ground.subject("VxlanTunnel", { owner: "net/dev/vx0" });
const fdb = () => ground.sh("bridge fdb show dev vx0 | grep -c 'dst .* permanent'");
const records = () => ground.sh("find /run/hostnet 2>/dev/null; true");

describe("a tunnel with shared entries", { timeout: 60_000 }, () => {
    beforeEach(() => ground.reset(bridgesAndNamespaces));

    it("and the Forwardings of two stacks on it are each settled whatever the others do", async () => {
        const before = await ground.snapshot();
        const made = await tunnels().create(tunnel);
        const ours = await held("shop/dev/web").create({ ...on, ...entries(2) });
        const theirs = await held("blog/prod/db").create({ ...on, ...entries(3), peers: [peer(13)] });
        expect(await fdb()).toBe("5");
        expect((await tunnels().read(made)).props).toEqual(made.outs);
        expect((await held("shop/dev/web").read(ours)).props).toEqual(ours.outs);
        // An update of one is one round trip, and touches nobody else's.
        const { value: updated, trips } = await held("blog/prod/db").trips(() =>
            held("blog/prod/db").update(theirs, { ...on, ...entries(4) }),
        );
        expect(trips).toBe(1);
        expect(await fdb()).toBe("4");
        const { value: wider, trips: alone } = await tunnels().trips(() =>
            tunnels().update(made, { ...tunnel, peers: [peer(14)], mtu: 1400 }),
        );
        expect(alone).toBe(1);
        expect((await held("shop/dev/web").read(ours)).props).toEqual(ours.outs);
        expect((await held("blog/prod/db").read(updated)).props).toEqual(updated.outs);
        await held("shop/dev/web").delete(ours);
        expect((await held("blog/prod/db").read(updated)).props).toEqual(updated.outs);
        await held("blog/prod/db").delete(updated);
        expect((await tunnels().read(wider)).props).toEqual(wider.outs);
        await tunnels().delete(wider);
        expect(await ground.snapshot()).toBe(before);
    });

    it("can become the tunnel's alone while a Forwarding is still on it, which goes afterwards as in one `up`", async () => {
        const before = await ground.snapshot();
        const made = await tunnels().create(tunnel);
        const ours = await held("shop/dev/web").create({ ...on, ...entries(2), peers: [peer(13)] });
        const alone = { ...tunnel, entries: "exclusive" };
        const changed = await tunnels().update(made, alone);
        expect(changed.outs).toMatchObject({
            entries: "exclusive",
            forwarding: tunnel.forwarding,
            peers: tunnel.peers,
        });
        await held("shop/dev/web").delete(ours);
        expect((await tunnels().read(changed)).props).toEqual(changed.outs);
        await tunnels().delete(changed);
        expect(await ground.snapshot()).toBe(before);
    });

    it("shows what a hand does to its own entries, and repairs it", async () => {
        const made = await tunnels().create(tunnel);
        const ours = await held("shop/dev/web").create({ ...on, ...entries(2) });
        await ground.sh(`bridge fdb replace ${mac(1)} dev vx0 dst ${peer(14)}; ip neigh del 10.9.0.1 dev br0`);
        const read = await tunnels().read(made);
        expect(read.props).toMatchObject({ forwarding: [{ mac: mac(1), vtep: peer(14) }], neighbors: [] });
        const repaired = await tunnels().update({ ...made, outs: read.props ?? {} }, tunnel);
        expect(repaired.outs).toMatchObject({ forwarding: tunnel.forwarding, neighbors: tunnel.neighbors });
        expect((await held("shop/dev/web").read(ours)).props).toEqual(ours.outs);
    });

    it.each([
        [
            "a MAC",
            { forwarding: [{ mac: mac(2), vtep: peer(13) }] },
            new RegExp(String.raw`fdb vx0 02:00:00:00:09:02 dst ${literally(ground.underlay)}\.12`),
        ],
        ["an address", { neighbors: [{ address: "10.9.0.2", mac: mac(5) }] }, /neighbour br0 10\.9\.0\.2 lladdr 02:/],
        [
            "a flooded end",
            { peers: [peer(13)] },
            new RegExp(String.raw`fdb vx0 00:00:00:00:00:00 dst ${literally(ground.underlay)}\.13`),
        ],
    ])("refuses %s that another Forwarding holds, naming its owner, with adopt too", async (_, more, row) => {
        await tunnels().create(tunnel);
        await held("blog/prod/db").create({ ...on, ...entries(2), peers: [peer(13)] });
        // One whose text begins like another's is not that one.
        const ours = await held("shop/dev/web").create({ ...on, peers: [`${ground.underlay}.1`] });
        const before = await ground.snapshot();
        for (const adopt of [false, true]) {
            const refusal = held("shop/dev/web").update(ours, {
                ...on,
                peers: [`${ground.underlay}.1`],
                ...more,
                adopt,
            });
            await expect(refusal).rejects.toThrow(
                /on host h1 is refused: hostnet:blog\/prod\/db holds .*an entry has one owner.*Nothing was changed/s,
            );
            await expect(refusal).rejects.toThrow(row);
        }
        expect(await ground.snapshot()).toBe(before);
    });

    it("refuses what is there and nobody's, unless it is the same or to be adopted", async () => {
        await tunnels().create(tunnel);
        await ground.sh(`bridge fdb replace ${mac(2)} dev vx0 dst ${peer(14)}`);
        const one = held("shop/dev/web");
        await expect(one.create({ ...on, ...entries(2) })).rejects.toThrow(
            new RegExp(
                String.raw`there is fdb vx0 02:00:00:00:09:02 dst ${literally(ground.underlay)}\.14 already.*adopt: true`,
            ),
        );
        const same = await one.create({ ...on, ...entries(2, peer(14)) });
        await one.delete(same);
        await ground.sh(`bridge fdb replace ${mac(2)} dev vx0 dst ${peer(14)}`);
        const adopted = await one.create({ ...on, ...entries(2), adopt: true });
        expect((await one.read(adopted)).props).toEqual(adopted.outs);
    });

    it("gives back what it adopted, once its own is gone, be it by an update, a deletion or a failure", async () => {
        await tunnels().create(tunnel);
        await ground.sh(`
            for n in 2 3; do bridge fdb replace 02:00:00:00:09:0$n dev vx0 dst ${peer(14)}; done
            bridge fdb append 00:00:00:00:00:00 dev vx0 dst ${peer(13)}
            ip neigh replace 10.9.0.2 lladdr ${mac(9)} dev br0 nud permanent`);
        const before = await ground.snapshot();
        const tools = ["ip", "bridge"];
        const one = held("shop/dev/web");
        const both = { ...on, ...entries(2), peers: [peer(13)], adopt: true };
        const program = { ...both, forwarding: [...entries(2).forwarding, ...entries(3).forwarding] };
        await one.create(program);
        const made = await one.create(program);
        const less = await one.update(made, both);
        expect(await ground.sh("bridge fdb show dev vx0")).toContain(`${mac(3)} dst ${peer(14)} `);
        await sabotage(ground, "host1", tools, 2, { what: "fails", status: 4 });
        await expect(one.update(less, program)).rejects.toThrow(/the host is as before/);
        await mend(ground, "host1");
        await one.delete(await one.update(less, program));
        expect(await ground.snapshot()).toBe(before);
        for (let call = 1, more = true; more; call++) {
            await sabotage(ground, "host1", tools, call, { what: "fails", status: 4 });
            const failed = await one.create(program).then(
                () => "",
                (error: Error) => error.message,
            );
            more = (await mend(ground, "host1")) >= call;
            if (!more) continue;
            expect(failed, `change ${call}`).toMatch(/the host is as before/);
            expect(await ground.snapshot(), `change ${call}`).toBe(before);
        }
    });

    it.each([
        { what: "with another VNI, and its own entries", change: { vni: 43 } },
        { what: "without a bridge", change: {}, base: { master: undefined, neighbors: [], forwarding: [] } },
    ])("that is made anew, $what, has again what other stacks hold on it", async ({ change, base = {} }) => {
        const before = await ground.snapshot();
        const program = { ...tunnel, ...base };
        const where = "master" in base ? { tunnel: "vx0" } : on;
        const made = await tunnels().create(program);
        const theirs = await held("blog/prod/db").create({ ...where, ...entries(2), peers: [peer(13)] });
        const shown = () =>
            ground.sh(
                "bridge fdb show dev vx0 | grep -v ' master br0 permanent' | sort; ip neigh show nud permanent | sort",
            );
        const there = await shown();
        await tunnels().delete(made);
        const again = await tunnels().create({ ...program, ...change });
        expect(await shown()).toBe(there);
        const read = await held("blog/prod/db").read(theirs);
        expect(read.props).toEqual({ ...theirs.outs, __fingerprint: expect.any(String) });
        expect((await tunnels().read(again)).props).toEqual(again.outs);
        await held("blog/prod/db").delete(theirs);
        await tunnels().delete(again);
        expect(await ground.snapshot()).toBe(before);
    });

    it("that is made anew for another family of addresses leaves what does not fit to its owner's next refresh", async () => {
        const before = await ground.snapshot();
        const made = await tunnels().create(tunnel);
        const theirs = await held("blog/prod/db").create({ ...on, ...entries(2), peers: [peer(13)] });
        await tunnels().delete(made);
        const bare = { peers: [], forwarding: [], neighbors: [] };
        const again = await tunnels().create({ ...tunnel, ...bare, group: "ff05::100" });
        expect((await held("blog/prod/db").read(theirs)).props).toMatchObject({ forwarding: [], peers: [] });
        await held("blog/prod/db").delete(theirs);
        await tunnels().delete(again);
        expect(await ground.snapshot()).toBe(before);
    });

    it("that a hand made anew lets go of what was on it: nobody is held off by a note of before", async () => {
        const before = await ground.snapshot();
        await tunnels().create(tunnel);
        const theirs = await held("blog/prod/db").create({ ...on, ...entries(2) });
        await ground.sh("ip link del vx0");
        expect((await held("blog/prod/db").read(theirs)).props).toMatchObject({ forwarding: [] });
        await expect(held("shop/dev/web").create({ ...on, ...entries(3) })).rejects.toThrow(
            /is refused: this host has no link vx0: make it first/,
        );
        await ground.sh(
            "ip link add vx0 type vxlan id 42 dstport 4789 dev eth1 nolearning; ip link set vx0 master br0 up",
        );
        const ours = await held("shop/dev/web").create({ ...on, ...entries(2) });
        await expect(held("blog/prod/db").update(theirs, { ...on, ...entries(2) })).rejects.toThrow(
            /hostnet:shop\/dev\/web holds fdb vx0 02:00:00:00:09:02/,
        );
        await held("shop/dev/web").delete(ours);
        await held("blog/prod/db").delete(theirs);
        await ground.sh("ip link del vx0; ip neigh del 10.9.0.1 dev br0");
        expect(await ground.snapshot()).toBe(before);
    });

    it("is filled by twenty writers at once", async () => {
        await tunnels().create({ ...tunnel, forwarding: [], peers: [], neighbors: [] });
        const writers = Array.from({ length: 20 }, (_, index) => ({
            one: ground.subject("Forwarding", {
                owner: `shop/dev/w${index}`,
                connection: { connectTimeoutSeconds: 30 + index },
            }),
            program: { ...on, forwarding: [{ mac: `02:00:00:00:0a:${10 + index}`, vtep: peer(12) }] },
        }));
        const made = await Promise.all(writers.map(({ one, program }) => one.create(program)));
        expect(await fdb()).toBe("20");
        await Promise.all(writers.map(({ one }, index) => one.delete(made[index] as (typeof made)[number])));
        expect(await fdb().catch(() => "0")).toBe("0");
        expect(await records()).toBe("");
    });
});
