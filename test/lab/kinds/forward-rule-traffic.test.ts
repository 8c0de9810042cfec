import { beforeEach, describe, expect, it } from "vitest";
import { onLab } from "./harness";
import { call, containers, respond } from "./traffic";

const ground = onLab("kind-forward-traffic", { hosts: 2 });
const fresh = "echo 0 >/proc/sys/net/ipv4/ip_forward; echo 0 >/proc/sys/net/ipv6/conf/all/forwarding";
const drop = "iptables -P FORWARD DROP; ip6tables -P FORWARD DROP";
const docker = `${drop}\niptables -N DOCKER-USER; iptables -A DOCKER-USER -j RETURN; iptables -A FORWARD -j DOCKER-USER`;
const container = { node: "host1", netns: "ns2" };
const world = { node: "outside" };
const rule = (owner = "shop/dev/rule") => ground.subject("ForwardRule", { owner });
const nat = () => ground.subject("NatRule", { owner: "shop/dev/out" });
const out = { name: "out", source: "10.9.0.0/24", exceptDestination: "10.9.0.0/24" };
const bridge = "br0";
const internal = {
    name: "in",
    action: "drop",
    matches: [{ inInterface: bridge, exceptOutInterface: bridge, exceptStates: ["dnat"] }],
};

describe.each([
    { where: "FORWARD accepts", prepare: ":" },
    { where: "Docker is", prepare: docker },
])("what is dropped where $where", { timeout: 60_000 }, ({ prepare }) => {
    beforeEach(() => ground.reset(`${fresh}\n${prepare}`));

    it.each(["first", "last"])("does not pass, with an accept of another resource made %s", async (when) => {
        await containers(ground);
        await respond(ground, world, "world", 80);
        if (when === "first") await nat().create(out);
        const made = await rule().create(internal);
        if (when === "last") await nat().create(out);
        for (const protocol of ["tcp", "udp"] as const)
            expect(await call(ground, container, protocol, "203.0.113.10", 80)).toBe("nothing");
        const elsewhere = await rule().update(made, {
            ...internal,
            matches: [{ inInterface: bridge, destination: "203.0.113.0/24", protocol: "tcp", port: 81 }],
        });
        expect(await call(ground, container, "tcp", "203.0.113.10", 80)).toMatch(/^world /);
        await rule().delete(elsewhere);
        expect(await call(ground, container, "tcp", "203.0.113.10", 80)).toMatch(/^world /);
    });

    it("does not stop a published port, whose answers are of a translated flow", async () => {
        await containers(ground);
        await respond(ground, container, "two", 80);
        await nat().create(out);
        await rule().create(internal);
        await ground
            .subject("PortMapping", { owner: "shop/dev/web" })
            .create({ name: "web", hostPort: 8080, target: { address: "10.9.0.2", port: 80 } });
        expect(await call(ground, world, "tcp", `${ground.underlay}.11`, 8080)).toMatch(/^two /);
    });
});

describe("what is accepted", { timeout: 60_000 }, () => {
    beforeEach(() => ground.reset(`${fresh}\n${drop}`));

    it("passes a FORWARD that drops, both families, and nothing else does", async () => {
        await containers(ground);
        await respond(ground, container, "two", 80, 81);
        await ground.sh(
            `ip route add 10.9.0.0/24 via ${ground.underlay}.11; ip -6 route add fd00:9::/64 via ${ground.underlay6}::11`,
            "host2",
        );
        const other = { node: "host2" };
        expect(await call(ground, other, "tcp", "10.9.0.2", 80)).toBe("nothing");
        const answers = { states: ["established", "related"] };
        await rule("shop/dev/a").create({
            name: "four",
            action: "accept",
            matches: [
                { destination: "10.9.0.0/24", protocol: "tcp", port: 80 },
                { source: "10.9.0.0/24", ...answers },
            ],
        });
        await rule("shop/dev/b").create({
            name: "six",
            action: "accept",
            matches: [
                { destination: "fd00:9::/64", protocol: "tcp", port: 80 },
                { source: "fd00:9::/64", ...answers },
            ],
        });
        expect(await call(ground, other, "tcp", "10.9.0.2", 80)).toBe(`two ${ground.underlay}.12`);
        expect(await call(ground, other, "tcp", "fd00:9::2", 80)).toBe(`two ${ground.underlay6}::12`);
        expect(await call(ground, other, "tcp", "10.9.0.2", 81)).toBe("nothing");
        await ground.sh("ip route del 10.9.0.0/24; ip -6 route del fd00:9::/64", "host2");
    });
});
