import { beforeEach, describe, expect, it } from "vitest";
import { attachmentPointSample } from "../../samples/tunnels";
import { onLab } from "./harness";
import { kindSuite } from "./suite";

const ground = onLab("kind-attach");

const note = "cat /run/hostnet/attachment/br0";

kindSuite(ground, {
    ...attachmentPointSample,
    shows: [{ see: note, as: "owner hostnet:shop/dev/it" }],
    maximalShows: [{ see: note, as: "owner hostnet:shop/dev/it\ntunnel vx0" }],
    updates: [
        { change: { tunnel: "vx0" }, see: note, as: /\ntunnel vx0$/ },
        { change: { tunnel: undefined }, from: { tunnel: "vx0" }, see: note, as: "owner hostnet:shop/dev/it" },
    ],
    replacing: [{ change: { bridge: "br1" }, replaces: "bridge" }],
    drift: [
        { by: "sed -i 's/^tunnel .*/tunnel vx9/' /run/hostnet/attachment/br0", key: "tunnel" },
        { by: "sed -i '/^owner/d' /run/hostnet/attachment/br0", key: "owner" },
    ],
    identity: "echo a note",
    failsWith: 1,
    gone: "rm -r /run/hostnet",
    unmark: "sed -i '/^owner/d' /run/hostnet/attachment/br0",
});

describe("an AttachmentPoint", { timeout: 60_000 }, () => {
    const subject = (owner: string) => ground.subject("AttachmentPoint", { owner });
    const cable = (owner: string) => ground.subject("Endpoint", { owner });
    const web = { name: "web", bridge: "br0" };
    beforeEach(() => ground.reset(attachmentPointSample.prepare));

    it("is not deleted while another stack has a port on the bridge, which it names, whoever else has one", async () => {
        const made = await subject("plat/dev/blue").create({ bridge: "br0" });
        const own = await cable("plat/dev/own").create({ ...web, name: "own" });
        const other = await cable("app/dev/cart").create(web);
        await expect(subject("plat/dev/blue").delete(made)).rejects.toThrow(
            /the stack app\/dev is attached to the bridge br0, by the port veth-web of app\/dev\/cart: destroy that stack first, or take the attachment out of its program.*Nothing was changed/s,
        );
        expect((await subject("plat/dev/blue").read(made)).props).toEqual(made.outs);
        await cable("app/dev/cart").delete(other);
        await ground.sh("ip link add t0 type veth peer name t1; ip link set t0 master br0");
        await expect(subject("plat/dev/blue").delete(made)).rejects.toThrow(
            /the bridge br0 has the port t0, which is not ours: detach it first with: ip link set t0 nomaster/,
        );
        await ground.sh("ip link del t0");
        await subject("plat/dev/blue").delete(made);
        await cable("plat/dev/own").delete(own);
        expect(await ground.sh("ls /run/hostnet 2>/dev/null || true")).toBe("");
    });

    it("is not deleted while another stack has entries on the tunnel", async () => {
        await ground.sh(
            "ip link add vx0 type vxlan id 42 dstport 4789 dev eth1 nolearning; ip link set vx0 master br0 up",
        );
        const held = (owner: string) => ground.subject("Forwarding", { owner });
        const on = { tunnel: "vx0", bridge: "br0" };
        const made = await subject("plat/dev/blue").create({ bridge: "br0", tunnel: "vx0" });
        await held("plat/dev/blue-fdb").create({
            ...on,
            forwarding: [{ mac: "02:00:00:00:09:01", vtep: "192.0.2.1" }],
        });
        const theirs = await held("app/dev/cart-fdb").create(on);
        await ground.sh("ip link set vx0 nomaster");
        await expect(subject("plat/dev/blue").delete(made)).rejects.toThrow(
            /the stack app\/dev is attached to the tunnel vx0, by the entries of app\/dev\/cart-fdb: destroy that stack first/,
        );
        await held("app/dev/cart-fdb").delete(theirs);
        await subject("plat/dev/blue").delete(made);
        expect(await ground.sh("ls /run/hostnet")).toBe("forwarding");
    });

    it("goes where the bridge has gone already, and does not go where that cannot be told", async () => {
        const made = await subject("plat/dev/blue").create({ bridge: "br0" });
        await ground.sh(
            "printf '#!/bin/sh\\necho denied >&2; exit 1\\n' >/usr/local/sbin/ip; chmod 755 /usr/local/sbin/ip",
        );
        await expect(subject("plat/dev/blue").delete(made)).rejects.toThrow(/denied/);
        await ground.sh("rm /usr/local/sbin/ip; ip link del br0");
        await subject("plat/dev/blue").delete(made);
        expect(await ground.sh("ls /run/hostnet 2>/dev/null || true")).toBe("");
    });
});
