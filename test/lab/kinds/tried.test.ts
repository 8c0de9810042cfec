import { beforeEach, describe, expect, it } from "vitest";
import { destroy, type Kept, refresh, up } from "../../faults/one-resource";
import { onLab } from "./harness";

const ground = onLab("kind-tried");
const before = { name: "vx0", vni: 42, device: "eth1", master: "br0", entries: "shared" };
const after = { ...before, neighbors: [{ address: "10.9.0.5", mac: "02:00:00:00:09:05" }], txChecksum: "off" };
const neighbours = () => ground.sh("ip neigh show dev br0 nud permanent");

/** An update whose last change fails, as does undoing the one before: a neighbour of the bridge that no state names. */
async function halfDone(): Promise<Kept> {
    const subject = ground.subject("VxlanTunnel");
    const kept = await up(subject, {}, before);
    await ground.sh(`
        printf '#!/bin/sh\\ncase "$*" in *-K*) exit 4 ;; esac\\nexec /usr/sbin/ethtool "$@"\\n' >/usr/local/sbin/ethtool
        printf '#!/bin/sh\\ncase "$*" in *"neigh del"*) exit 4 ;; esac\\nexec /usr/sbin/ip "$@"\\n' >/usr/local/sbin/ip
        chmod 755 /usr/local/sbin/*`);
    const failed = await up(subject, kept, after);
    await ground.sh("rm /usr/local/sbin/*");
    expect(failed.error?.message).toMatch(/Undoing it failed too/);
    expect(await neighbours()).toContain("10.9.0.5");
    return failed;
}

it("an operation that does not end even when it is told to is in the state, as nobody knows what it did", async () => {
    const stubborn = `printf '#!/bin/sh\\ntrap "" TERM\\nexec sleep 60\\n' >/usr/local/sbin/ethtool`;
    await ground.reset(`${stubborn}; chmod 755 /usr/local/sbin/ethtool`);
    const subject = ground.subject("VxlanTunnel", { connection: { operationTimeoutSeconds: 2 } });
    const { master: _, ...program } = { ...before, txChecksum: "off" };
    const failed = await up(subject, {}, program);
    await ground.sh("rm /usr/local/sbin/ethtool");
    expect(failed.error?.message).toMatch(
        /did not end before the deadline \(operationTimeoutSeconds\) and was stopped/,
    );
    expect(failed.halfDone).toBe(true);
    expect((await destroy(subject, failed)).error).toBeUndefined();
    expect(await ground.sh("ip link show type vxlan")).toBe("");
}, 60_000);

describe("what only an update named that failed and could not be undone", { timeout: 60_000 }, () => {
    // With a MAC of its own: another one would make the kernel forget its neighbours, the permanent ones too.
    beforeEach(() => ground.reset("ip link add br0 address 02:00:00:00:0b:00 type bridge; ip link set br0 up"));

    it.each([
        { when: "at once", first: async (kept: Kept) => kept },
        { when: "after a refresh", first: (kept: Kept) => refresh(ground.subject("VxlanTunnel"), kept) },
    ])("is taken away by the next update, $when", async ({ first }) => {
        const subject = ground.subject("VxlanTunnel");
        const healed = await up(subject, await first(await halfDone()), before);
        expect(healed.error).toBeUndefined();
        expect(await neighbours()).toBe("");
        expect((await destroy(subject, healed)).error).toBeUndefined();
    });

    it("is taken away by a deletion", async () => {
        expect((await destroy(ground.subject("VxlanTunnel"), await halfDone())).error).toBeUndefined();
        expect(await neighbours()).toBe("");
    });
});
