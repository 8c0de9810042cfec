import { beforeEach, describe, expect, it } from "vitest";
import { mend, sabotage } from "../../faults/sabotage";
import { literally } from "../literally";
import { onLab } from "./harness";
import { respond } from "./traffic";

const ground = onLab("kind-port-refusals", {
    hosts: 3,
    awkward: { host2: { hide: ["conntrack"] }, host3: { hide: ["iptables", "iptables-save", "iptables-restore"] } },
});
const web = { name: "web", hostPort: 8080, target: { address: "10.9.0.2", port: 80 } };
const mapping = (owner = "shop/dev/web", node = "host1") => ground.subject("PortMapping", { owner, node });
const refusal = /on host h1 is refused: host port \S+ is .*\. Nothing was changed\.$/s;

describe("a published port is refused", { timeout: 60_000 }, () => {
    beforeEach(() => ground.reset());

    const refused = async (program: object, told: RegExp) => {
        const before = await ground.snapshot();
        const error = await mapping()
            .create(program as typeof web)
            .then(
                () => new Error("it was made"),
                (reason: Error) => reason,
            );
        expect(error.message).toMatch(told);
        expect(error.message).toMatch(refusal);
        expect(await ground.snapshot()).toBe(before);
    };

    it.each([
        { hostPort: 8080 },
        { hostPort: "8000-8100", target: { address: "10.9.0.2" } },
        { hostPort: 8080, protocol: "udp" },
        { hostPort: 8080, hostIp: `${ground.underlay}.11` },
    ])("where a process listens, naming it: %j", async (change) => {
        await respond(ground, { node: "host1" }, "holder", 8080);
        await refused({ ...web, ...change }, /in use by a process: .*:8080 users:\(\("node",pid=\d+/);
    });

    it("where a process listens on that very address, and only there", async () => {
        const child = ground.lab.spawn("host1", [
            process.execPath,
            "-e",
            `require('net').createServer().listen(8080, '${ground.underlay}.11', () => console.log('ready'))`,
        ]);
        await ground.sh("until ss -Hltn | grep -q 8080; do sleep 0.02; done");
        await refused(
            { ...web, hostIp: `${ground.underlay}.11` },
            new RegExp(String.raw`in use by a process: ${literally(ground.underlay)}\.11:8080`),
        );
        const made = await mapping().create({ ...web, hostIp: `${ground.underlay}.254` });
        await mapping().delete(made);
        child.kill();
    });

    it.each([{ hostPort: 8080 }, { hostPort: "8000-8100", target: { address: "10.9.0.2" } }])(
        "where another mapping has it, naming the owner: %j",
        async (change) => {
            await mapping("blog/prod/theirs").create({ ...web, name: "theirs" });
            await refused(
                { ...web, ...change },
                /published already by the rule "-A theirs-dnat .*hostnet:blog\/prod\/theirs/,
            );
        },
    );

    it.each([
        "-p tcp --dport 8080 -j DNAT --to-destination 10.7.0.1:80",
        "-p tcp --dport 8000:8100 -j DNAT --to-destination 10.7.0.1:80",
        "-p tcp -m multiport --dports 22,8080 -j DNAT --to-destination 10.7.0.1",
        `-d ${ground.underlay}.11 -p tcp --dport 8080 -j REDIRECT --to-ports 80`,
    ])("where a stranger's rule has it, naming the rule: %s", async (row) => {
        await ground.sh(`iptables -t nat -A PREROUTING ${row}`);
        await refused(web, /published already by the rule "-A PREROUTING .*" of table nat: choose another hostPort/);
    });

    it("where an update would take it, and the mapping stays as it was", async () => {
        const made = await mapping().create(web);
        await ground.sh("iptables -t nat -A PREROUTING -p tcp --dport 9090 -j DNAT --to-destination 10.7.0.1:80");
        const before = await ground.snapshot();
        await expect(mapping().update(made, { ...web, hostPort: 9090 })).rejects.toThrow(
            /host port 9090\/tcp is published already/,
        );
        expect(await ground.snapshot()).toBe(before);
    });

    it("where one of its chains is a stranger's", async () => {
        await ground.sh("iptables -N web-fwd; iptables -A web-fwd -j DROP");
        const before = await ground.snapshot();
        await expect(mapping().create(web)).rejects.toThrow(
            /port mapping web on host h1 is there already and carries no mark of ours/,
        );
        expect(await ground.snapshot()).toBe(before);
    });

    it("where the bridge for localhost is not there", async () => {
        const before = await ground.snapshot();
        await expect(mapping().create({ ...web, localhostVia: "br9" })).rejects.toThrow(
            /this host has no sysctl net\.ipv4\.conf\.br9\.route_localnet .*make its device/,
        );
        expect(await ground.snapshot()).toBe(before);
    });

    it("without conntrack for UDP, and not for TCP", async () => {
        const one = mapping("shop/dev/web", "host2");
        await expect(one.create({ ...web, protocol: "udp" })).rejects.toThrow(
            /is refused: this host has no conntrack: install it \(Debian and Ubuntu: apt install conntrack; .*\)\. Nothing was changed/,
        );
        await one.delete(await one.create(web));
    });

    it("without iptables, which is told and not taken for an absence", async () => {
        const one = mapping("shop/dev/web", "host3");
        await expect(one.create(web)).rejects.toThrow(
            /this host has no iptables-save: install it \(Debian and Ubuntu: apt install iptables;/,
        );
    });

    it("but not beside what does not stand in its way", async () => {
        await ground.sh(`iptables -t nat -A PREROUTING -p udp --dport 8080 -j DNAT --to-destination 10.7.0.1
            iptables -t nat -A PREROUTING -p tcp --dport 8081 -j DNAT --to-destination 10.7.0.1
            iptables -t nat -A PREROUTING -d ${ground.underlay}.99 -p tcp --dport 8080 -j DNAT --to-destination 10.7.0.1`);
        await mapping().create({ ...web, hostIp: `${ground.underlay}.11` });
    });
});

describe("a published port whose flows cannot be forgotten", { timeout: 60_000 }, () => {
    beforeEach(() => ground.reset("ip link add br0 type bridge"));

    const dns = { name: "dns", hostPort: 53, protocol: "udp", target: { address: "10.9.0.2" } };
    /** nft lists chains in the order in which they were made. */
    const sorted = async () => (await ground.snapshot({ sysctls: false })).split("\n").sort();

    it.each([
        { what: "is not made", before: undefined, wanted: dns },
        { what: "is not made for localhost", before: undefined, wanted: { ...dns, localhostVia: "br0" } },
        { what: "is not moved", before: dns, wanted: { ...dns, target: { address: "10.9.0.3" }, localhostVia: "br0" } },
        { what: "stays on localhost", before: { ...dns, localhostVia: "br0" }, wanted: { ...dns, hostPort: 54 } },
        { what: "is not removed", before: { ...dns, localhostVia: "br0" }, wanted: undefined },
    ])("$what, and the host is as before", async ({ before, wanted }) => {
        const made = before && (await mapping().create(before));
        const host = await sorted();
        await sabotage(ground, "host1", ["conntrack"], 1, { what: "fails" });
        const action = made
            ? wanted
                ? mapping().update(made, wanted)
                : mapping().delete(made)
            : mapping().create(wanted as typeof dns);
        const error = await action.then(
            () => new Error("it was done"),
            (reason: Error) => reason,
        );
        await mend(ground, "host1");
        expect(error.message).toMatch(
            /`conntrack_flush .*` failed with status 4: the shim says no\. .*the host is as before\./,
        );
        expect(await sorted()).toEqual(host);
    });
});

describe("a published port is refused before any host is asked", () => {
    it.each([
        [{ hostPort: 0 }, /hostPort: /],
        [{ hostPort: "80-70" }, /hostPort: /],
        [{ hostPort: "80-90" }, /target\.port: 80 is not as many ports as hostPort 80-90/],
        [{ hostIp: "fd00::1" }, /hostIp: fd00::1 is not of the same address family/],
        [{ hostIp: "127.0.0.1" }, /hostIp: 127\.0\.0\.1 is reached only by the host itself: give localhostVia/],
        [{ target: { address: "fd00::2" }, localhostVia: "br0" }, /localhostVia: the kernel cannot publish on ::1/],
        [{ protocol: "icmp" }, /protocol: "icmp" is not one of tcp, udp, sctp/],
        [{ name: "a-name-of-more-than-20" }, /name: /],
        [{ localhostVia: "br0; reboot" }, /localhostVia: /],
        [{ target: { address: "10.9.0.2", network: "fd00::/64" } }, /target\.network: fd00::\/64 is not of the same/],
        [
            { target: { address: "10.9.0.2", network: "10.9.0.2/24" } },
            /target\.network: "10\.9\.0\.2\/24" is not a net/,
        ],
        [{ target: { address: "10.9.0.2; reboot" } }, /target\.address: /],
    ])("%j", async (change, told) => {
        expect((await mapping().failures({ ...web, ...change })).join("\n")).toMatch(told);
    });
});
