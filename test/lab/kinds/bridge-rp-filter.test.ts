import { describe, expect, it } from "vitest";
import { onLab, type Values } from "./harness";
import { call, respond } from "./traffic";

const ground = onLab("bridge-rp-filter");
const host = `${ground.underlay}.11`;

/** A container on two bridges, published by its address in the first, whose default route leads over the second. */
async function twoNetworks(rpFilter?: string): Promise<void> {
    const make = (type: string, name: string, program: object) =>
        ground.subject(type, { owner: `shop/dev/${name}` }).create({ name, ...program });
    await make("Sysctl", "forwarding", { name: "net.ipv4.ip_forward", value: "1" });
    await make("Netns", "ns1", { sysctls: { "net.ipv4.conf.all.rp_filter": "0" } });
    for (const n of [1, 2]) {
        await make("Bridge", `br${n}`, { addresses: [`10.${n}.0.1/24`], rpFilter });
        const addresses = [`10.${n}.0.2/24`];
        const routes = n === 2 ? [{ to: "default", via: "10.2.0.1" }] : [];
        await make("Veth", `v${n}`, { master: `br${n}`, peer: { name: `eth${n}`, netns: "ns1", addresses, routes } });
    }
    await make("PortMapping", "web", { hostPort: 8080, target: { address: "10.1.0.2", port: 80 } });
    await respond(ground, { node: "host1", netns: "ns1" }, "two", 80);
}

const filter = (value: number) => ground.sh(`echo ${value} >/proc/sys/net/ipv4/conf/all/rp_filter`);

describe("a container with two networks, on a host whose filter is strict", { timeout: 60_000 }, () => {
    it.each([
        { rpFilter: undefined, said: "two 203.0.113.10" },
        { rpFilter: "strict", said: "nothing" },
        { rpFilter: "off", said: "nothing" },
    ])("answers, its bridges' filter being $rpFilter: $said", async ({ rpFilter, said }) => {
        await ground.reset("echo 0 >/proc/sys/net/ipv4/ip_forward");
        await filter(0);
        const uplink = await ground.sh("cat /proc/sys/net/ipv4/conf/eth1/rp_filter");
        await twoNetworks(rpFilter);
        await filter(1);
        expect(await call(ground, { node: "outside" }, "tcp", host, 8080)).toBe(said);
        await filter(0);
        // Of what is not ours nothing was changed.
        expect(await ground.sh("cat /proc/sys/net/ipv4/conf/eth1/rp_filter")).toBe(uplink);
    });

    it("has its bridges loose again after somebody said otherwise", async () => {
        await ground.reset();
        const one = ground.subject("Bridge");
        const made = await one.create({ name: "br0" });
        await ground.sh("echo 1 >/proc/sys/net/ipv4/conf/br0/rp_filter");
        const read = await one.read(made);
        expect(read.props).toMatchObject({ rpFilter: "strict" });
        const drifted = { id: made.id, outs: read.props as Values };
        expect(await one.diff(drifted, { name: "br0", rpFilter: "loose" })).toMatchObject({ changes: true });
        const { value: repaired, trips } = await one.trips(() => one.update(drifted, { name: "br0" }));
        expect(trips).toBe(1);
        expect(repaired.outs).toEqual(made.outs);
        expect(await ground.sh("cat /proc/sys/net/ipv4/conf/br0/rp_filter")).toBe("2");
    });

    it("gets its bridges where /proc/sys cannot be written to", async () => {
        await ground.reset();
        const one = ground.subject("Bridge");
        await ground.sh("mount -o remount,bind,ro /proc/sys/net");
        const made = await one.create({ name: "br0" });
        expect((await one.read(made)).props).toEqual(made.outs);
        await expect(one.update(made, { name: "br0", rpFilter: "strict" })).rejects.toThrow(
            /rp_filter.*the host is as before/s,
        );
        await ground.sh("mount -o remount,bind,rw /proc/sys/net");
        const read = await one.read(made);
        expect(read.props).toMatchObject({ rpFilter: "off" });
        await one.delete(made);
    });
});
