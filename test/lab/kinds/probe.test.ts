import { beforeEach, describe, expect, it } from "vitest";
import { onLab } from "./harness";

const ground = onLab("kind-probe", { hosts: 2 });
const underlay = (n: number) => `${ground.underlay}.${10 + n}`;

/** The network between the hosts eats what is for a UDP port: dropped by the switch that they hang on, or let through. */
const eat = (port?: number) =>
    ground.lab.exec(
        "underlay",
        `nft delete table netdev eats 2>/dev/null
        ${port ? `nft "table netdev eats { chain swallow { type filter hook ingress devices = { host1, host2 } priority 0; udp dport ${port} drop; }; }"` : "true"}`,
    );

/** A tunnel between the hosts, 10.9.0.N in a namespace on host N, and on a bridge on host 1 as well. */
async function overlay(): Promise<void> {
    for (const n of [1, 2]) {
        const make = (type: string, name: string, program: object) =>
            ground.subject(type, { owner: `shop/dev/${name}`, node: `host${n}` }).create({ name, ...program });
        const tunnel = { vni: 42, device: "eth1", peers: [underlay(3 - n)], master: "br0", learning: true };
        await make("Bridge", "br0", { mtu: 1450, addresses: n === 1 ? ["10.9.0.11/24"] : [] });
        await make("VxlanTunnel", "vx0", tunnel);
        await make("Netns", "ns1", {});
        const addresses = [`10.9.0.${n}/24`, `fd00:9::${n}/64`];
        await make("Veth", "v0", { master: "br0", mtu: 1450, peer: { netns: "ns1", addresses } });
    }
}

describe("a Probe", { timeout: 60_000 }, () => {
    const subject = () => ground.subject("Probe");
    beforeEach(async () => {
        for (const node of ["host1", "host2"]) await ground.reset("", node);
        expect((await eat()).exitCode).toBe(0);
    });

    it.each([
        { from: "the host", program: { target: "10.9.0.2" } },
        { from: "a namespace, full size", program: { target: "10.9.0.2", netns: "ns1", mtu: 1450 } },
        { from: "a namespace, full size, over IPv6", program: { target: "fd00:9::2", netns: "ns1", mtu: 1450 } },
    ])("from $from is there while the target answers, and changes nothing", async ({ program }) => {
        await overlay();
        const before = await ground.snapshot();
        const { value: made, trips } = await subject().trips(() => subject().create(program));
        expect(trips).toBe(1);
        const { value: read } = await subject().trips(() => subject().read(made));
        expect(read.props).toEqual(made.outs);
        expect(await subject().diff(made, program)).toMatchObject({ changes: false });
        expect((await subject().trips(() => subject().delete(made))).trips).toBe(0);
        expect(await ground.snapshot()).toBe(before);
    });

    it("fails where the underlay eats the tunnel's port, naming port, device and peers", async () => {
        await overlay();
        const program = { target: "10.9.0.2", netns: "ns1", timeoutSeconds: 2 };
        const made = await subject().create(program);
        expect((await eat(4789)).exitCode).toBe(0);
        await expect(subject().create(program)).rejects.toThrow(
            `Creating probe ${made.outs.name} on host h1 is refused: 10.9.0.2 does not answer ping from ns1 within 2 s; if it is behind the tunnel vx0, UDP port 4789 must get through over eth1 between this host and ${underlay(2)}, and the other end must be there. Nothing was changed.`,
        );
        // The next refresh finds it gone, and so the next up asks again.
        expect(await subject().read(made)).toEqual({});
        await eat();
        expect((await subject().create(program)).outs).toEqual(made.outs);
    });

    it("asks a new target when it is given one", async () => {
        await overlay();
        const made = await subject().create({ target: "10.9.0.2", timeoutSeconds: 1 });
        const other = { target: "10.9.0.77", timeoutSeconds: 1 };
        expect(await subject().diff(made, other)).toMatchObject({ changes: true, replaces: [] });
        await expect(subject().update(made, other)).rejects.toThrow(/10\.9\.0\.77 does not answer ping from the host/);
        const moved = await subject().update(made, { ...other, target: "10.9.0.1" });
        expect(moved.outs).toMatchObject({ target: "10.9.0.1" });
    });

    it("tells a packet that is too large, and a namespace that is not there", async () => {
        await overlay();
        const large = { target: "10.9.0.2", netns: "ns1", mtu: 1451, timeoutSeconds: 1 };
        await expect(subject().create(large)).rejects.toThrow(
            /within 1 s, asked with 1423 bytes and headers in packets that must not be divided \(.*too long, mtu.?1450\)/,
        );
        await expect(subject().create({ target: "10.9.0.2", netns: "ns9" })).rejects.toThrow(
            /there is no network namespace ns9 on this host/,
        );
    });
});
