import { beforeEach, describe, expect, it } from "vitest";
import { literally } from "../literally";
import { onLab } from "./harness";
import { call, client, containers, eventually, respond } from "./traffic";

const ground = onLab("kind-port-traffic", { hosts: 2 });
const host = `${ground.underlay}.11`;
const host6 = `${ground.underlay6}::11`;
const target = { node: "host1", netns: "ns2" };
const neighbour = { node: "host1", netns: "ns3" };
const [self, other, outside] = [{ node: "host1" }, { node: "host2" }, { node: "outside" }];
const web = { name: "web", hostPort: 8080, target: { address: "10.9.0.2/24", port: 80 } };
const mapping = () => ground.subject("PortMapping", { owner: "shop/dev/web" });
const bridgeCalls = (on: boolean) =>
    ground.sh(`for f in /proc/sys/net/bridge/bridge-nf-call-ip*tables; do echo ${on ? 1 : 0} >$f; done`);
const drop = "iptables -P FORWARD DROP; ip6tables -P FORWARD DROP";
const docker = `${drop}
    iptables -N DOCKER-USER; iptables -A DOCKER-USER -j RETURN
    iptables -A FORWARD -j DOCKER-USER; iptables -A FORWARD -i docker0 -j ACCEPT`;
/** Lets go of every setting: what a reset deletes is not there any more to be released. */
const fresh = "echo 0 >/proc/sys/net/ipv4/ip_forward; echo 0 >/proc/sys/net/ipv6/conf/all/forwarding";

describe.each([
    { where: "FORWARD accepts", prepare: ":", hook: "FORWARD" },
    { where: "FORWARD drops", prepare: drop, hook: "FORWARD" },
    { where: "Docker is", prepare: docker, hook: "DOCKER-USER" },
])("a published port where $where", { timeout: 60_000 }, ({ prepare, hook }) => {
    beforeEach(() => ground.reset(`${fresh}\n${prepare}`));

    it("is reached by TCP and UDP from another host, from outside and from the host itself", async () => {
        await containers(ground);
        await respond(ground, target, "two", 80);
        const policy = await ground.sh("iptables -S FORWARD | head -n 1");
        const before = await ground.snapshot();
        for (const protocol of ["tcp", "udp"] as const) {
            expect(await call(ground, other, protocol, host, 8080)).not.toMatch(/two/);
            const made = await mapping().create({ ...web, protocol });
            expect(await ground.sh(`iptables -S ${hook}`)).toContain("-j web-fwd");
            expect(await call(ground, other, protocol, host, 8080)).toBe(`two ${ground.underlay}.12`);
            expect(await call(ground, outside, protocol, host, 8080)).toBe("two 203.0.113.10");
            expect(await call(ground, self, protocol, host, 8080)).toMatch(/^two /);
            expect(await call(ground, self, protocol, "10.9.0.1", 8080)).toMatch(/^two /);
            // Nobody asked for localhost, nor for another port.
            expect(await call(ground, self, protocol, "127.0.0.1", 8080)).not.toMatch(/two/);
            expect(await call(ground, other, protocol, host, 8081)).not.toMatch(/two/);
            await mapping().delete(made);
            expect(await call(ground, other, protocol, host, 8080)).not.toMatch(/two/);
        }
        expect(await ground.sh("iptables -S FORWARD | head -n 1")).toBe(policy);
        expect(await ground.snapshot()).toBe(before);
    });

    it("of IPv6 is reached from another host, from outside and from the host itself", async () => {
        await containers(ground);
        await respond(ground, target, "two", 80);
        for (const protocol of ["tcp", "udp"] as const) {
            const made = await mapping().create({ ...web, protocol, target: { address: "fd00:9::2/64", port: 80 } });
            expect(await call(ground, other, protocol, host6, 8080)).toBe(`two ${ground.underlay6}::12`);
            expect(await call(ground, outside, protocol, host6, 8080)).toBe("two 2001:db8:203:113::10");
            expect(await call(ground, self, protocol, host6, 8080)).toMatch(/^two /);
            await mapping().delete(made);
        }
    });
});

describe("a published port", { timeout: 60_000 }, () => {
    beforeEach(async () => {
        await ground.reset(`${fresh}\n${drop}`);
        await bridgeCalls(false);
    });

    it.each([false, true])("is reached by the target itself, with bridge-nf-call-iptables %s", async (on) => {
        await bridgeCalls(on);
        await containers(ground, { hairpin: true });
        await respond(ground, target, "two", 80);
        for (const protocol of ["tcp", "udp"] as const) {
            const made = await mapping().create({ ...web, protocol });
            expect(await call(ground, target, protocol, host, 8080)).toMatch(
                new RegExp(String.raw`^two 10\.9\.0\.1$|^two ${literally(ground.underlay)}\.`),
            );
            await mapping().delete(made);
        }
    });

    it.each([false, true])("is reached by the target's neighbours, with bridge-nf-call-iptables %s", async (on) => {
        await bridgeCalls(on);
        await containers(ground);
        await respond(ground, target, "two", 80);
        const six = { ...web, target: { address: "fd00:9::2/64", port: 80 } };
        for (const protocol of ["tcp", "udp"] as const) {
            const made = await mapping().create({ ...web, protocol });
            expect(await call(ground, neighbour, protocol, host, 8080)).toBe("two 10.9.0.1");
            expect(await call(ground, neighbour, protocol, "10.9.0.1", 8080)).toBe("two 10.9.0.1");
            // Who calls the target itself is seen as who it is, and so is everybody else.
            await ground.sh("iptables -P FORWARD ACCEPT");
            expect(await call(ground, neighbour, protocol, "10.9.0.2", 80)).toBe("two 10.9.0.3");
            await ground.sh("iptables -P FORWARD DROP");
            expect(await call(ground, other, protocol, host, 8080)).toBe(`two ${ground.underlay}.12`);
            await mapping().delete(made);
            const madeSix = await mapping().create({ ...six, protocol });
            expect(await call(ground, neighbour, protocol, host6, 8080)).toBe("two fd00:9::1");
            await mapping().delete(madeSix);
        }
    });

    it("is not replaced when its target's network becomes known", async () => {
        await containers(ground);
        await respond(ground, target, "two", 80);
        const bare = { ...web, target: { address: "10.9.0.2", port: 80 } };
        const made = await mapping().create(bare);
        expect(made.outs.target).toEqual({ address: "10.9.0.2", port: "80" });
        expect(await call(ground, neighbour, "tcp", host, 8080)).toBe("nothing");
        expect(await mapping().diff(made, web)).toMatchObject({ changes: true, replaces: [] });
        const { value: known, trips } = await mapping().trips(() => mapping().update(made, web));
        expect(trips).toBe(1);
        expect(known.outs.target).toEqual({ address: "10.9.0.2", network: "10.9.0.0/24", port: "80" });
        expect(await call(ground, neighbour, "tcp", host, 8080)).toBe("two 10.9.0.1");
        const said = { ...bare, target: { ...bare.target, network: "10.9.0.0/24" } };
        expect(await mapping().diff(known, said)).toMatchObject({ changes: false });
    });

    it("is on 127.0.0.1 with localhostVia, and a neighbour host cannot get at 127.0.0.1 meanwhile", async () => {
        await containers(ground);
        await respond(ground, target, "two", 80);
        await respond(ground, self, "private", 7000);
        const before = await ground.snapshot();
        const made = await mapping().create({ ...web, localhostVia: "br0" });
        expect(await call(ground, self, "tcp", "127.0.0.1", 8080)).toBe("two 10.9.0.1");
        expect(await call(ground, self, "tcp", "127.0.0.1", 7000)).toBe("private 127.0.0.1");
        expect(await call(ground, other, "tcp", host, 8080)).toMatch(/^two /);
        // CVE-2020-8558: whoever shares a link sends packets for 127.0.0.1 there. The attacker's own kernel must let it.
        const attack = async (node: string, netns: string | undefined, gateway: string, device: string) => {
            const run = (script: string) =>
                ground.sh(netns ? `ip netns exec ${netns} sh -c '${script}'` : script, node);
            await run(
                `echo 1 >/proc/sys/net/ipv4/conf/all/route_localnet; ip addr del 127.0.0.1/8 dev lo; ip route add 127.0.0.1 via ${gateway} dev ${device} onlink; ip route del local 127.0.0.0/8 dev lo table local 2>/dev/null; true`,
            );
            const said = [
                await call(ground, { node, netns }, "tcp", "127.0.0.1", 7000),
                await call(ground, { node, netns }, "tcp", "127.0.0.1", 8080),
            ];
            await run(
                `ip route del 127.0.0.1; ip addr add 127.0.0.1/8 dev lo; echo 0 >/proc/sys/net/ipv4/conf/all/route_localnet`,
            );
            return said;
        };
        expect(await attack("host2", undefined, host, "eth1")).toEqual(["nothing", "nothing"]);
        expect(await attack("host1", "ns3", "10.9.0.1", "eth0")).toEqual(["nothing", "nothing"]);
        // Without the guard the neighbour on the bridge gets through: the attack itself works.
        await ground.sh("iptables -t raw -F web-raw");
        expect((await attack("host1", "ns3", "10.9.0.1", "eth0"))[0]).toMatch(/^private/);
        await mapping().delete(await mapping().update(made, { ...web, localhostVia: "br0" }));
        expect(await call(ground, self, "tcp", "127.0.0.1", 8080)).not.toMatch(/two/);
        expect(await ground.snapshot()).toBe(before);
    });

    it("on 127.0.0.1 alone is there for the host itself and for nobody else", async () => {
        await containers(ground);
        await respond(ground, target, "two", 80);
        await mapping().create({ ...web, hostIp: "127.0.0.1", localhostVia: "br0" });
        expect(await call(ground, self, "tcp", "127.0.0.1", 8080)).toMatch(/^two /);
        expect(await call(ground, other, "tcp", host, 8080)).not.toMatch(/two/);
        await ground.sh(
            `echo 1 >/proc/sys/net/ipv4/conf/all/route_localnet; ip addr del 127.0.0.1/8 dev lo; ip route add 127.0.0.1 via ${ground.underlay}.11`,
            "host2",
        );
        expect(await call(ground, other, "tcp", "127.0.0.1", 8080)).toBe("nothing");
        await ground.sh(
            "echo 0 >/proc/sys/net/ipv4/conf/all/route_localnet; ip addr add 127.0.0.1/8 dev lo; ip route del 127.0.0.1",
            "host2",
        );
    });

    it("on one address of the host is on no other", async () => {
        await containers(ground);
        await ground.sh(`ip addr add ${ground.underlay}.99/24 dev eth1`);
        await respond(ground, target, "two", 80);
        await mapping().create({ ...web, hostIp: `${ground.underlay}.99` });
        expect(await call(ground, other, "tcp", `${ground.underlay}.99`, 8080)).toMatch(/^two /);
        expect(await call(ground, other, "tcp", host, 8080)).not.toMatch(/two/);
        await ground.sh(`ip addr del ${ground.underlay}.99/24 dev eth1`);
    });

    it("of a range leads port by port, moved or not", async () => {
        await containers(ground);
        await respond(ground, target, "two", 8000, 8005, 8010, 9000, 9005, 9010);
        const plain = await mapping().create({ name: "web", hostPort: "8000-8010", target: { address: "10.9.0.2" } });
        for (const port of [8000, 8005, 8010]) expect(await call(ground, other, "tcp", host, port)).toMatch(/^two /);
        for (const port of [7999, 8001, 8011]) expect(await call(ground, other, "tcp", host, port)).not.toMatch(/two/);
        await mapping().update(plain, {
            name: "web",
            hostPort: "8000-8010",
            target: { address: "10.9.0.2", port: "9000-9010" },
        });
        for (const port of [8000, 8005, 8010]) expect(await call(ground, other, "tcp", host, port)).toMatch(/^two /);
        for (const port of [8001, 8009]) expect(await call(ground, other, "tcp", host, port)).not.toMatch(/two/);
    });

    it("tells a client at once that nobody listens at the target", async () => {
        await containers(ground);
        await mapping().create({ ...web, protocol: "udp" });
        expect(await call(ground, other, "udp", host, 8080)).toBe("refused");
    });

    it.each([
        { what: "a port", hostPort: "5000", port: 5300 },
        { what: "a range", hostPort: "4990-5010", port: undefined },
    ])("moves a live UDP client of $what to the new target, and off it", async ({ hostPort, port }) => {
        await containers(ground);
        await respond(ground, target, "two", port ?? 5000);
        await respond(ground, neighbour, "three", port ?? 5000);
        const program = { name: "dns", hostPort, protocol: "udp", target: { address: "10.9.0.2", port } };
        const made = await mapping().create(program);
        const last = await client(ground, other, host, 5000);
        expect(await eventually(() => last().startsWith("two"))).toBe(true);
        const moved = await mapping().update(made, { ...program, target: { address: "10.9.0.3", port } });
        expect(await eventually(() => last().startsWith("three"))).toBe(true);
        await mapping().delete(moved);
        expect(await eventually(() => last() === "nothing")).toBe(true);
    });

    it("takes over a UDP client that asked before it was there", async () => {
        await containers(ground);
        await respond(ground, target, "two", 5000);
        const last = await client(ground, other, host, 5000);
        expect(await eventually(() => last() === "nothing")).toBe(true);
        await mapping().create({ name: "dns", hostPort: 5000, protocol: "udp", target: { address: "10.9.0.2" } });
        expect(await eventually(() => last().startsWith("two"))).toBe(true);
    });
});
