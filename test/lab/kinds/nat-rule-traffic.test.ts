import { beforeEach, describe, expect, it } from "vitest";
import { onLab } from "./harness";
import { call, containers, respond } from "./traffic";

const ground = onLab("kind-nat-traffic", { hosts: 2 });
const host = `${ground.underlay}.11`;
const fresh = "echo 0 >/proc/sys/net/ipv4/ip_forward; echo 0 >/proc/sys/net/ipv6/conf/all/forwarding";
const drop = "iptables -P FORWARD DROP; ip6tables -P FORWARD DROP";
const docker = `${drop}\niptables -N DOCKER-USER; iptables -A DOCKER-USER -j RETURN; iptables -A FORWARD -j DOCKER-USER`;
const container = { node: "host1", netns: "ns2" };
const world = { node: "outside" };
const rule = () => ground.subject("NatRule", { owner: "shop/dev/out" });
const out = { name: "out", source: "10.9.0.0/24", exceptDestination: "10.9.0.0/24" };

describe.each([
    { where: "FORWARD accepts", prepare: ":" },
    { where: "FORWARD drops", prepare: drop },
    { where: "Docker is", prepare: docker },
])("a network behind NAT where $where", { timeout: 60_000 }, ({ prepare }) => {
    beforeEach(() => ground.reset(`${fresh}\n${prepare}`));

    it.each(["tcp", "udp"] as const)("is seen outside with the host's address over %s", async (protocol) => {
        await containers(ground);
        await respond(ground, world, "world", 80);
        // Without the rule the answer does not find its way.
        expect(await call(ground, container, protocol, "203.0.113.10", 80)).toBe("nothing");
        const made = await rule().create(out);
        expect(await call(ground, container, protocol, "203.0.113.10", 80)).toBe(`world ${host}`);
        await rule().delete(made);
        expect(await call(ground, container, protocol, "203.0.113.10", 80)).toBe("nothing");
    });

    it("is seen outside with the host's IPv6 address", async () => {
        await containers(ground);
        await respond(ground, world, "world", 80);
        await rule().create({ name: "out6", source: "fd00:9::/64", exceptDestination: "fd00:9::/64" });
        for (const protocol of ["tcp", "udp"] as const)
            expect(await call(ground, container, protocol, "2001:db8:203:113::10", 80)).toBe(
                `world ${ground.underlay6}::11`,
            );
    });
});

describe("a network behind NAT", { timeout: 60_000 }, () => {
    beforeEach(() => ground.reset(`${fresh}\n${drop}`));

    it("is seen with the address it is given, and with its own where none is taken", async () => {
        await containers(ground);
        await ground.sh(`ip addr add ${ground.underlay}.99/24 dev eth1`);
        await respond(ground, { node: "host2" }, "other", 80);
        const made = await rule().create({ ...out, toSource: `${ground.underlay}.99` });
        expect(await call(ground, container, "tcp", `${ground.underlay}.12`, 80)).toBe(`other ${ground.underlay}.99`);
        await ground.sh(`ip route add 10.9.0.0/24 via ${ground.underlay}.11`, "host2");
        const kept = await rule().update(made, { ...out, exceptDestination: `${ground.underlay}.0/24` });
        expect(await call(ground, container, "tcp", `${ground.underlay}.12`, 80)).toBe("other 10.9.0.2");
        const elsewhere = await rule().update(kept, { name: "out", source: "10.9.0.0/24", exceptOutInterface: "eth1" });
        expect(await call(ground, container, "tcp", `${ground.underlay}.12`, 80)).toBe("other 10.9.0.2");
        await rule().update(elsewhere, { name: "out", source: "10.9.0.0/24", outInterface: "eth1" });
        expect(await call(ground, container, "tcp", `${ground.underlay}.12`, 80)).toBe(`other ${host}`);
        await ground.sh(`ip addr del ${ground.underlay}.99/24 dev eth1`);
        await ground.sh("ip route del 10.9.0.0/24", "host2");
    });

    it("does not pass a FORWARD that drops with forward: false, nor does anybody come in uncalled", async () => {
        await containers(ground);
        await respond(ground, world, "world", 80);
        await respond(ground, container, "two", 80);
        const made = await rule().create({ ...out, forward: false });
        expect(await call(ground, container, "tcp", "203.0.113.10", 80)).toBe("nothing");
        await rule().update(made, out);
        expect(await call(ground, container, "tcp", "203.0.113.10", 80)).toBe(`world ${host}`);
        await ground.sh(`ip route add 10.9.0.0/24 via ${ground.underlay}.11`, "host2");
        expect(await call(ground, { node: "host2" }, "tcp", "10.9.0.2", 80)).toBe("nothing");
        await ground.sh("ip route del 10.9.0.0/24", "host2");
    });

    it("accepts what is forwarded from its source only by its own bridge, where that is named, and not from who takes it behind another", async () => {
        await containers(ground);
        const node = "host1";
        // A network that may not get out, and in it a container with an address of the other one, which FORWARD drops.
        await ground.sh(`ip netns add guest; ip link add br1 type bridge; ip link set br1 up; ip addr add 10.8.0.1/24 dev br1
            ip link add v9 type veth peer name eth0 netns guest; ip link set v9 master br1 up
            ip -n guest addr add 10.9.0.77/32 dev eth0; ip -n guest link set eth0 up
            ip -n guest route add 10.8.0.1 dev eth0; ip -n guest route add default via 10.8.0.1 dev eth0
            echo 0 >/proc/sys/net/ipv4/conf/all/rp_filter; echo 0 >/proc/sys/net/ipv4/conf/br1/rp_filter`);
        // Who hears a datagram has to say so, as no answer finds its way back to an address that was taken.
        const heard = async (from: { node: string; netns: string }) => {
            await ground.sh(
                "iptables -t mangle -F POSTROUTING; iptables -t mangle -A POSTROUTING -o eth1 -d 203.0.113.10 -p udp --dport 99",
            );
            await call(ground, from, "udp", "203.0.113.10", 99);
            const row = await ground.sh("iptables -t mangle -L POSTROUTING -v -x -n | sed -n 3p");
            return Number(row.trim().split(/\s+/)[0]) > 0;
        };
        const guest = { node, netns: "guest" };
        expect(await heard(guest)).toBe(false);
        const made = await rule().create(out);
        expect(await heard(guest)).toBe(true);
        const bound = await rule().update(made, { ...out, inInterface: "br0" });
        expect(await heard(guest)).toBe(false);
        expect(await heard(container)).toBe(true);
        await rule().delete(bound);
    });
});
