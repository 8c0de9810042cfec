import { describe, expect, it } from "vitest";
import { onLab } from "./harness";
import { call, containers, respond } from "./traffic";

/** The host's iptables is the legacy one, as where Debian's alternatives say so. */
const legacy = Object.fromEntries(
    ["iptables", "ip6tables"].flatMap((tool) =>
        ["", "-save", "-restore"].map((verb) => [
            `/usr/sbin/${tool}${verb}`,
            `#!/bin/sh\nexec /usr/sbin/xtables-legacy-multi ${tool}${verb} "$@"\n`,
        ]),
    ),
);
const ground = onLab("kind-flavours", { hosts: 2, awkward: { host1: { files: legacy } } });
const host = `${ground.underlay}.11`;
/** A legacy table cannot be taken away again, but one that holds nothing does nothing. */
const rules = (node: string) =>
    ground.sh("for t in iptables ip6tables; do $t-save | grep -e '^-A' -e '^:.* - ' -e DROP || true; done", node);

describe.each([
    { flavour: "legacy", node: "host1", other: "host2", address: host },
    { flavour: "nf_tables", node: "host2", other: "host1", address: `${ground.underlay}.12` },
])("on a host whose iptables is $flavour", { timeout: 60_000 }, ({ flavour, node, other, address }) => {
    const subject = (type: string, name: string) => ground.subject(type, { owner: `shop/dev/${name}`, node });

    it("rules are made, found, changed, repaired and removed there, and never in the other world", async () => {
        expect(await ground.sh("iptables -V", node)).toContain(`(${flavour})`);
        const programs = [
            { type: "NatRule", of: { name: "out", source: "10.9.0.0/16" }, to: { name: "out", source: "10.8.0.0/16" } },
            {
                type: "NatRule",
                of: { name: "out6", source: "fd00:9::/64" },
                to: { name: "out6", source: "fd00:8::/64" },
            },
            {
                type: "PortMapping",
                of: {
                    name: "web",
                    hostPort: "8000-8010",
                    protocol: "udp",
                    target: { address: "10.9.0.2", port: "9000-9010" },
                    localhostVia: "eth1",
                },
                to: { name: "web", hostPort: 8000, target: { address: "10.9.0.2" } },
            },
        ] as const;
        for (const { type, of, to } of programs) {
            const one = subject(type, of.name);
            const { value: made, trips } = await one.trips(() => one.create(of));
            expect(trips).toBe(1);
            expect((await one.read(made)).props).toEqual(made.outs);
            await ground.sh("iptables -t nat -F; ip6tables -t nat -F", node);
            const drifted = (await one.read(made)).props ?? {};
            expect(drifted.rules).not.toEqual(made.outs.rules);
            const repaired = await one.update({ ...made, outs: drifted }, of);
            expect(repaired.outs).toEqual(made.outs);
            const changed = await one.trips(() => one.update(repaired, to));
            expect(changed.trips).toBe(1);
            expect((await one.read(changed.value)).props).toEqual(changed.value.outs);
            await one.delete(changed.value);
            expect(await rules(node)).toBe("");
        }
        if (flavour === "legacy") expect(await ground.sh("nft list ruleset", node)).toBe("");
        else expect(await ground.sh("cat /proc/net/ip_tables_names /proc/net/ip6_tables_names", node)).toBe("");
        expect(await ground.sh("ls /run/hostnet 2>/dev/null || true", node)).toBe("");
    });

    it("a port is published and a network masqueraded, though FORWARD drops", async () => {
        await ground.sh("iptables -P FORWARD DROP", node);
        await containers(ground, { node });
        await respond(ground, { node, netns: "ns2" }, "two", 80);
        await respond(ground, { node: "outside" }, "world", 80);
        const web = await subject("PortMapping", "web").create({
            hostPort: 8080,
            target: { address: "10.9.0.2", port: 80 },
            localhostVia: "br0",
        });
        const out = await subject("NatRule", "out").create({ source: "10.9.0.0/24", exceptDestination: "10.9.0.0/24" });
        expect(await call(ground, { node: other }, "tcp", address, 8080)).toMatch(/^two /);
        expect(await call(ground, { node }, "tcp", "127.0.0.1", 8080)).toMatch(/^two /);
        expect(await call(ground, { node, netns: "ns2" }, "udp", "203.0.113.10", 80)).toBe(`world ${address}`);
        await subject("PortMapping", "web").delete(web);
        await subject("NatRule", "out").delete(out);
        expect(await rules(node)).toBe(":FORWARD DROP [0:0]");
    });
});
