import { beforeEach, describe, expect, it } from "vitest";
import { destroy, refresh, up } from "../../faults/one-resource";
import { onLab } from "./harness";

// What iptables is may change under us: update-alternatives, an upgrade. Rules stay in the flavour that they were made in.
const ground = onLab("kind-switched");

const tools = ["iptables", "ip6tables"].flatMap((tool) => ["", "-save", "-restore"].map((verb) => `${tool}${verb}`));
/** From now the host's iptables is this one. */
const choose = (flavour: string) =>
    ground.sh(
        tools
            .map(
                (tool) =>
                    `printf '#!/bin/sh\\nexec /usr/sbin/xtables-${flavour}-multi ${tool} "$@"\\n' >/usr/local/sbin/${tool}; chmod 755 /usr/local/sbin/${tool}`,
            )
            .join("\n"),
    );
/** The rules of a flavour; tables of iptables-legacy cannot be taken away, but may hold nothing. */
const rulesOf = async (flavour: string) =>
    (
        await ground.sh(
            `for t in iptables ip6tables; do xtables-${flavour}-multi $t-save | sed -n -e '/^-A/p' -e '/^:.* - /p' -e '/DROP \\[/p'; done`,
        )
    ).replace(/\[\d+:\d+\]/g, "");
const clean = ["nat", "mangle", "filter", "raw"]
    .flatMap((table) => ["iptables", "ip6tables"].map((tool) => `${tool}-legacy -w -t ${table}`))
    .map((command) => `${command} -F; ${command} -X`)
    .join("\n");

const cases = [
    { type: "NatRule", program: { name: "out", source: "10.9.0.0/16" }, to: { name: "out", source: "10.8.0.0/16" } },
    {
        ...{ type: "NatRule", program: { name: "out6", source: "fd00:9::/64" } },
        to: { name: "out6", source: "fd00:8::/64", forward: false },
    },
    {
        type: "PortMapping",
        program: { name: "web", hostPort: 8080, target: { address: "10.9.0.2", port: 80 }, localhostVia: "eth1" },
        to: { name: "web", hostPort: 8081, target: { address: "10.9.0.2", port: 80 } },
    },
    {
        type: "ForwardRule",
        program: { name: "in", action: "drop", matches: [{ inInterface: "br0" }] },
        to: { name: "in", action: "accept", matches: [{ inInterface: "br0" }] },
    },
    {
        type: "VxlanTunnel",
        program: { name: "vx0", vni: 42, device: "eth1", peers: [`${ground.underlay}.12`], allowFrom: "peers" },
        to: { name: "vx0", vni: 42, device: "eth1", peers: [`${ground.underlay}.13`], allowFrom: "peers" },
    },
].flatMap((each) => [
    { ...each, from: "nft", into: "legacy" },
    { ...each, from: "legacy", into: "nft" },
]);

describe.each(cases)("a $type $program.name made with iptables-$from", { timeout: 60_000 }, (each) => {
    const { type, program, to, from, into } = each;
    const subject = () => ground.subject(type);
    let before: string;

    beforeEach(async () => {
        await ground.reset();
        // The tables are there for good, before the first snapshot.
        await ground.sh(clean);
        before = await ground.snapshot();
        await choose(from);
    });
    const leftNothing = async () => {
        await ground.sh("rm -f /usr/local/sbin/*");
        expect([await rulesOf("nft"), await rulesOf("legacy")]).toEqual(["", ""]);
        expect(await ground.snapshot()).toBe(before);
    };

    it(`is drift that an up moves to iptables-${into}`, async () => {
        const kept = await up(subject(), {}, program);
        const rules = await rulesOf(from);
        expect(rules).toContain("hostnet:");
        await choose(into);
        const seen = await refresh(subject(), kept);
        const rows = kept.made?.outs.rules as string[];
        expect(seen.made?.outs.rules).toEqual(rows.map((row) => `${from} ${row}`));
        expect(await rulesOf(into)).toBe("");
        const moved = await up(subject(), seen, program);
        expect(moved.error).toBeUndefined();
        expect(moved.made?.outs.rules).toEqual(kept.made?.outs.rules);
        expect(await rulesOf(from)).toBe("");
        expect((await rulesOf(into)).split("\n").sort()).toEqual(rules.split("\n").sort());
        expect(await refresh(subject(), moved)).toEqual(moved);
        expect((await destroy(subject(), moved)).error).toBeUndefined();
        await leftNothing();
    });

    it(`moves with a change that nobody refreshed before`, async () => {
        const kept = await up(subject(), {}, program);
        await choose(into);
        const changed = await up(subject(), kept, to);
        expect(changed.error).toBeUndefined();
        expect(await rulesOf(from)).toBe("");
        expect(await rulesOf(into)).toContain("hostnet:");
        expect((await destroy(subject(), changed)).error).toBeUndefined();
        await leftNothing();
    });

    it(`goes from both with a destroy under iptables-${into}`, async () => {
        const kept = await up(subject(), {}, program);
        await choose(into);
        expect((await destroy(subject(), kept)).error).toBeUndefined();
        await leftNothing();
    });
});

it.each(["iptables-restore", "iptables-nft-restore"])(
    "where %s fails, everything stays where it was",
    { timeout: 60_000 },
    async (tool) => {
        await ground.reset();
        await ground.sh(clean);
        const subject = ground.subject("NatRule");
        const program = { name: "out", source: "10.9.0.0/16" };
        const all = async () => [await rulesOf("nft"), await rulesOf("legacy")].map((text) => text.split("\n").sort());
        const kept = await up(subject, {}, program);
        await choose("legacy");
        const [before, seen] = [await all(), await refresh(subject, kept)];
        await ground.sh(
            `printf '#!/bin/sh\necho "the shim says no" >&2; exit 4\n' >/usr/local/sbin/${tool}; chmod 755 /usr/local/sbin/${tool}`,
        );
        const failed = await up(subject, seen, program);
        expect(failed.error?.message).toMatch(/the shim says no.*the host is as before/s);
        await ground.sh(`rm /usr/local/sbin/${tool}`);
        await choose("legacy");
        expect(await all()).toEqual(before);
        expect((await destroy(subject, failed)).error).toBeUndefined();
        expect(await all()).toEqual([[""], [""]]);
    },
);
