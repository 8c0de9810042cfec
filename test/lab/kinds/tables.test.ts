import { beforeEach, expect, it } from "vitest";
import { destroy, type Kept, refresh, up } from "../../faults/one-resource";
import { onLab } from "./harness";

// iptables-nft makes tables for our rules. They go with the last of ours, also where the rules themselves went before: by
// hand, or in a removal that was killed between the two.
const ground = onLab("kind-tables");

const tunnel = { name: "vx0", vni: 42, device: "eth1", peers: [`${ground.underlay}.12`], allowFrom: "peers" };
const cases = [
    { type: "VxlanTunnel", program: tunnel, by: "iptables -F; iptables -X hostnet-vx0-in" },
    { type: "VxlanTunnel", program: tunnel, by: "iptables -F" },
    { type: "NatRule", program: { name: "out", source: "10.9.0.0/16" }, by: "iptables -F; iptables -t nat -F" },
    {
        type: "ForwardRule",
        program: { name: "in", action: "drop", matches: [{ inInterface: "br0" }] },
        by: "iptables -t mangle -F",
    },
    {
        type: "PortMapping",
        program: { name: "web", hostPort: 8080, target: { address: "10.9.0.2", port: 80 } },
        by: "iptables -F; iptables -t nat -F",
    },
].flatMap((each) => [
    { ...each, when: "at once", first: async (kept: Kept) => kept },
    { ...each, when: "after a refresh", first: (kept: Kept) => refresh(ground.subject(each.type), kept) },
]);

beforeEach(() => ground.reset());

it.each(cases)("no table stays where the rules of a $type went before it by `$by`, destroyed $when", async (each) => {
    const subject = ground.subject(each.type);
    const before = await ground.snapshot();
    const kept = await up(subject, {}, each.program);
    expect(kept.error).toBeUndefined();
    await ground.sh(each.by);
    expect(await ground.sh("nft list tables")).not.toBe("");
    expect((await destroy(subject, await each.first(kept))).error).toBeUndefined();
    expect(await ground.snapshot()).toBe(before);
});

it("nor where they go with an update", async () => {
    const subject = ground.subject("VxlanTunnel");
    const kept = await up(subject, {}, tunnel);
    expect(await ground.sh("nft list tables")).not.toBe("");
    await ground.sh("iptables -F; iptables -X hostnet-vx0-in");
    const open = { ...tunnel, allowFrom: "any" };
    const updated = await up(subject, await refresh(subject, kept), open);
    expect(updated.error).toBeUndefined();
    expect(await ground.sh("nft list tables")).toBe("");
    expect((await destroy(subject, updated)).error).toBeUndefined();
});
