import { describe, expect, it } from "vitest";
import { onLab } from "./harness";
import { bridgesAndNamespaces as prepare } from "./surroundings";

const ground = onLab("odd-bytes");

describe("what root of a container writes on its link", { timeout: 60_000 }, () => {
    it.each([
        ["control characters", String.raw`a\033[2J\001b`],
        ["bytes that are no text", String.raw`a\377\303b`],
    ])("%s do not keep us from seeing, changing and deleting it", async (_, alias) => {
        await ground.reset(prepare);
        const before = await ground.snapshot();
        const subject = ground.subject("Veth");
        const program = { name: "v0", peer: { name: "eth0", netns: "ns1", addresses: ["10.9.0.5/24"] } };
        const made = await subject.create(program);
        await ground.sh(`ip -n ns1 link set eth0 alias "$(printf '${alias}')"`);
        const read = await subject.read(made);
        expect(read.id).toBe(made.id);
        const wider = await subject.update(made, { ...program, mtu: 1400, peer: { ...program.peer, mtu: 1400 } });
        expect(await ground.sh("ip -n ns1 -o link show eth0")).toContain("mtu 1400");
        await subject.delete(wider);
        expect(await ground.snapshot()).toBe(before);
    });
});

describe("an ip that answers otherwise than it should", { timeout: 60_000 }, () => {
    /** In front of the real one, from now until `mend`: what it does with the JSON. */
    const shim = (filter: string) =>
        ground.sh(`cat >/usr/local/sbin/ip <<'SHIM'
#!/bin/sh
case "$*" in *-j*) /usr/sbin/ip "$@" | ${filter} ;; *) exec /usr/sbin/ip "$@" ;; esac
SHIM
chmod 755 /usr/local/sbin/ip`);
    const mend = () => ground.sh("rm -f /usr/local/sbin/ip");

    it.each([
        [
            "is not understood after the bridge was made",
            `sed 's/"ifname":"br0"/"ifname"/'`,
            /cannot tell what is there: what the host says of it is not understood/,
        ],
        [
            "is endless",
            "{ cat; head -c 9000000 /dev/zero | tr '\\0' x; }",
            /the answer of host h1 was lost \(one operation printed more than 8 MiB\)/i,
        ],
    ])("and %s, is told as that, and the bridge is in the state", async (_, filter, why) => {
        await ground.reset();
        const before = await ground.snapshot();
        const subject = ground.subject("Bridge");
        await shim(filter);
        const error = await subject.create({ name: "br0" }).catch((thrown: unknown) => thrown);
        await mend();
        expect(error).toMatchObject({ message: expect.stringMatching(why), id: expect.stringContaining("br0") });
        const { id, properties } = error as { id: string; properties: object };
        await subject.delete({ id, outs: { ...properties } });
        expect(await ground.snapshot()).toBe(before);
    });
});
