import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { destroy, type Kept, refresh, up } from "../../faults/one-resource";
import { onLab } from "./harness";

// iptables-save leaves a table out that holds what only nft can say, and ends with 0: rules of ours may be in there.
const ground = onLab("kind-unreadable");
const vmap = "ct state vmap { established : accept, invalid : drop }";
const hiding = { family: "ip", table: "filter", chain: "FORWARD", tool: "iptables" };
const cases = [
    { type: "NatRule", program: { name: "out", source: "10.9.0.0/16" }, ...hiding },
    { type: "NatRule", program: { name: "out", source: "10.9.0.0/16" }, ...hiding, table: "nat", chain: "POSTROUTING" },
    {
        ...{ type: "NatRule", program: { name: "out", source: "fd00:9::/64" } },
        ...{ ...hiding, family: "ip6", tool: "ip6tables" },
    },
    {
        ...{ type: "ForwardRule", program: { name: "in", action: "drop", matches: [{ inInterface: "br0" }] } },
        ...{ ...hiding, table: "mangle" },
    },
    {
        ...{ type: "PortMapping", program: { name: "web", hostPort: 8080, target: { address: "10.9.0.2", port: 80 } } },
        ...{ ...hiding, table: "nat", chain: "PREROUTING" },
    },
    {
        ...{
            type: "VxlanTunnel",
            program: { name: "vx0", vni: 42, device: "eth1", peers: [`${ground.underlay}.12`], allowFrom: "peers" },
        },
        ...{ ...hiding, chain: "INPUT" },
    },
];

describe.each(cases)("with a $type, and a table $family $table that iptables cannot read", (each) => {
    const { type, program, family, table, chain, tool } = each;
    const subject = () => ground.subject(type);
    const rules = () => ground.sh(`nft list table ${family} ${table}`);
    const hide = async () => {
        await ground.sh(`nft 'add rule ${family} ${table} ${chain} ${vmap}'`);
        expect(await ground.sh(`${tool}-save 2>&1`)).toContain("incompatible");
    };
    const told = new RegExp(
        `cannot tell which rules are in table ${table}: ${tool} cannot read it, because of .*vmap.*nft -a list table ${family} ${table}`,
        "s",
    );
    let before: string;
    let kept: Kept;

    beforeEach(async () => {
        await ground.reset();
        before = await ground.snapshot();
        kept = await up(subject(), {}, program);
        expect(kept.error).toBeUndefined();
        await hide();
    });

    it("neither refresh, nor up, nor destroy takes its rules for gone, and nothing changes until it can be read", async () => {
        const hidden = await rules();
        await expect(refresh(subject(), kept)).rejects.toThrow(told);
        const changed = { ...program, name: program.name };
        const again = await up(subject(), { ...kept, halfDone: true }, changed);
        expect(again.error?.message).toMatch(told);
        const left = await destroy(subject(), again);
        expect(left.error?.message).toMatch(told);
        expect(left.made).toBeDefined();
        expect(await rules()).toBe(hidden);
        // The hand that came takes its rule away again.
        await ground.sh(
            `handle=$(nft -a list chain ${family} ${table} ${chain} | sed -n '/vmap/s/.*# handle //p'); nft delete rule ${family} ${table} ${chain} handle $handle`,
        );
        expect((await destroy(subject(), left)).error).toBeUndefined();
        expect(await ground.snapshot()).toBe(before);
    });
});

describe("tidying up", () => {
    const subject = () => ground.subject("NatRule");
    const theirs =
        "iptables -A FORWARD -s 10.66.0.0/16 -j DROP; iptables -t nat -A POSTROUTING -s 10.66.0.0/16 -j RETURN";
    // What is put back stands in another order.
    const listed = async () => (await ground.sh("iptables-save | grep -v '^#'")).split("\n").sort();
    beforeEach(() => ground.reset());
    afterEach(() => ground.sh("rm -f /usr/local/sbin/*"));

    it.each([
        // As where the deadline ends a grep in the middle of an undo: what it does not print is not what is not there.
        { tool: "grep", how: 'case "$*" in *hostnet:*|*-vc*) kill -TERM $$ ;; esac; exec /usr/bin/grep "$@"' },
        { tool: "grep", how: 'case "$*" in *hostnet:*|*-vc*) exit 127 ;; esac; exec /usr/bin/grep "$@"' },
        { tool: "grep", how: "exit 127" },
        { tool: "sed", how: "exit 137" },
        { tool: "nft", how: "exit 1" },
    ])("takes nothing of others, where $tool ends with: $how", async ({ tool, how }) => {
        const kept = await up(subject(), {}, { name: "out", source: "10.9.0.0/16" });
        await ground.sh(theirs);
        const before = await listed();
        const shim = `/usr/local/sbin/${tool}`;
        await ground.sh(`cat >${shim} <<'SHIM'\n#!/bin/sh\n${how}\nSHIM\nchmod 755 ${shim}`);
        const failed = await destroy(subject(), kept);
        await ground.sh("rm -f /usr/local/sbin/*");
        const after = await listed();
        if (failed.error) expect(after).toEqual(before);
        for (const table of ["filter", "nat"])
            expect(await ground.sh(`nft list table ip ${table}`)).toContain("10.66.0.0/16");
        expect((await destroy(subject(), failed)).error).toBeUndefined();
        expect(await ground.sh("iptables-save")).toMatch(/-A FORWARD -s 10\.66\.0\.0\/16 -j DROP/);
        expect(await ground.sh("iptables-save")).not.toContain("hostnet");
    });

    it("leaves a base chain alone that is filled while it is taken for empty", async () => {
        const kept = await up(subject(), {}, { name: "out", source: "10.9.0.0/16" });
        // Somebody puts a rule there between the look and the removal.
        await ground.sh(`cat >/usr/local/sbin/nft <<'S'
#!/bin/sh
/usr/sbin/nft "$@"
ended=$?
case "$*" in "list table ip nat") [ -e /run/came ] || { : >/run/came; /usr/sbin/iptables -t nat -A POSTROUTING -s 10.66.0.0/16 -j RETURN; } ;; esac
exit $ended
S
chmod 755 /usr/local/sbin/nft`);
        await destroy(subject(), kept);
        expect(await ground.sh("ls /run/came; rm -f /run/came /usr/local/sbin/nft; iptables-save -t nat")).toContain(
            "-A POSTROUTING -s 10.66.0.0/16 -j RETURN",
        );
    });
});

it.each([
    { tool: "ss", says: "Cannot open netlink socket: Permission denied", protocol: "tcp" },
    { tool: "conntrack", says: "Operation failed: sorry, you must be root", protocol: "udp" },
])("what $tool may not tell is not taken for nothing", async ({ tool, says, protocol }) => {
    await ground.reset();
    const before = await ground.snapshot();
    await ground.sh(
        `printf '#!/bin/sh\\necho "${says}" >&2; exit 1\\n' >/usr/local/sbin/${tool}; chmod 755 /usr/local/sbin/${tool}`,
    );
    const target = { address: "10.9.0.2", port: 53 };
    const made = await up(ground.subject("PortMapping"), {}, { name: "dns", hostPort: 53, protocol, target });
    await ground.sh("rm -f /usr/local/sbin/*");
    expect(made.error?.message).toContain(says);
    expect(made.made).toBeUndefined();
    expect(await ground.snapshot()).toBe(before);
});

it.each([
    { type: "ForwardRule", program: { name: "in", action: "accept", matches: [{ inInterface: "br0" }] } },
    {
        type: "VxlanTunnel",
        program: { name: "vx0", vni: 42, device: "eth1", peers: [`${ground.underlay}.12`], allowFrom: "peers" },
    },
])("a table nat of nft's own is not in the way of a $type, which has nothing in there", async ({ type, program }) => {
    await ground.reset();
    await ground.sh(
        "nft 'add table ip nat; add chain ip nat POSTROUTING { type nat hook postrouting priority 100; }; add rule ip nat POSTROUTING masquerade random'",
    );
    expect(await ground.sh("iptables-save 2>&1")).toContain("Table `nat' is incompatible");
    const before = await ground.snapshot();
    const kept = await up(ground.subject(type), {}, program);
    expect(kept.error).toBeUndefined();
    expect(await refresh(ground.subject(type), kept)).toEqual(kept);
    expect((await destroy(ground.subject(type), kept)).error).toBeUndefined();
    expect(await ground.snapshot()).toBe(before);
});
