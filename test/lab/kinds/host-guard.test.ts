import { beforeEach, describe, expect, it } from "vitest";
import { onLab } from "./harness";

const ground = onLab("kind-guard", { hosts: 3 });
const tunnel = { name: "vx0", vni: 42, device: "eth1", peers: [`${ground.underlay}.12`], addresses: ["10.9.0.1/24"] };

/** A VXLAN packet made by hand: an Ethernet frame with an ARP question for `asked`, sent from a plain UDP socket. */
const crafted = (to: string, vni: number, asked: number) => `
const frame = Buffer.from("ffffffffffff" + "0200000000aa" + "0806" + "0001080006040001" + "0200000000aa" + "0a0900c8" + "000000000000" + "0a0900" + (${asked}).toString(16).padStart(2, "0"), "hex");
const head = Buffer.from([8, 0, 0, 0, ${vni >> 16}, ${(vni >> 8) & 255}, ${vni & 255}, 0]);
const socket = require("dgram").createSocket("udp4");
socket.send(Buffer.concat([head, frame]), 4789, "${to}", () => socket.close());`;

describe("a VXLAN tunnel that lets only its peers in", { timeout: 60_000 }, () => {
    beforeEach(() => ground.reset());

    /** Whether a crafted frame from a host arrives inside the tunnel: the kernel counts what it received there. */
    const arrives = async (node: string, vni = 42, device = "vx0") => {
        const count = async () => Number(await ground.sh(`cat /sys/class/net/${device}/statistics/rx_packets`));
        const before = await count();
        await ground.lab.exec(node, [process.execPath, "-e", crafted(`${ground.underlay}.11`, vni, 1)]);
        let after = before;
        for (let tries = 0; tries < 10 && after === before; tries++) {
            await new Promise((resolve) => setTimeout(resolve, 20));
            after = await count();
        }
        return after > before;
    };

    it("takes a frame from a peer and none from a third host", async () => {
        const one = ground.subject("VxlanTunnel");
        const open = await one.create(tunnel);
        expect(await arrives("host2")).toBe(true);
        expect(await arrives("host3")).toBe(true);
        const guarded = await one.update(open, { ...tunnel, allowFrom: "peers" });
        expect(await arrives("host2")).toBe(true);
        expect(await arrives("host3")).toBe(false);
        const both = await one.update(guarded, {
            ...tunnel,
            allowFrom: "peers",
            peers: [`${ground.underlay}.12`, `${ground.underlay}.13`],
        });
        expect(await arrives("host3")).toBe(true);
        await one.delete(both);
    });

    it("does not answer for another tunnel on the same port", async () => {
        const one = ground.subject("VxlanTunnel", { owner: "shop/dev/one" });
        const two = ground.subject("VxlanTunnel", { owner: "shop/dev/two" });
        const guarded = await one.create({ ...tunnel, allowFrom: "peers" });
        const open = await two.create({
            name: "vx1",
            vni: 43,
            device: "eth1",
            peers: [`${ground.underlay}.13`],
            addresses: ["10.8.0.1/24"],
        });
        expect(await arrives("host3", 42)).toBe(false);
        expect(await arrives("host3", 43, "vx1")).toBe(true);
        await two.delete(open);
        await one.delete(guarded);
        expect(await ground.sh("iptables-save | grep -c hostnet || true")).toBe("0");
    });
});
