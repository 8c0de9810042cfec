import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { onLab } from "./harness";

// Which listener is in the way of a published port depends on what the mapping touches, and rules are not all of iptables.
const ground = onLab("kind-holders");
const { underlay, underlay6 } = ground;
const web = { name: "web", hostPort: 53, target: { address: "10.9.0.2", port: 53 } };
const six = { ...web, target: { address: "fd00:9::2", port: 53 } };
const mapping = () => ground.subject("PortMapping");

/** Listens until the test ends: an address, and the device it is bound to. */
async function listen(protocol: "tcp" | "udp", address: string, device = ""): Promise<void> {
    const perl = `
        my ($protocol, $address, $device) = @ARGV;
        my $type = $protocol eq "tcp" ? SOCK_STREAM : SOCK_DGRAM;
        my $family = $address =~ /:/ ? AF_INET6 : AF_INET;
        socket(S, $family, $type, 0) or die $!;
        setsockopt(S, SOL_SOCKET, 25, "$device\\0") or die $! if $device;
        setsockopt(S, 41, 26, pack("i", 1)) if $family == AF_INET6 && $address ne "::";
        bind(S, $family == AF_INET ? pack_sockaddr_in(53, inet_aton($address)) : pack_sockaddr_in6(53, Socket::inet_pton(AF_INET6, $address))) or die $!;
        listen(S, 5) if $protocol eq "tcp";
        sleep 60;`;
    const child = ground.lab.spawn("host1", ["perl", "-MSocket", "-e", perl, protocol, address, device]);
    onTestFinished(() => {
        child.kill();
    });
    await ground.sh(`until ss -Hnl -A ${protocol} | grep -q ':53 '; do sleep 0.02; done`);
}

describe("a listener", { timeout: 60_000 }, () => {
    beforeEach(async () => {
        await ground.reset("ip link add br0 type bridge; ip link set br0 up");
        await ground.sh("until ! ss -Hnltu | grep -q ':53 '; do sleep 0.02; done");
    });

    it.each([
        { protocol: "udp", address: "127.0.0.53", change: {} },
        { protocol: "udp", address: "127.0.0.53", device: "lo", change: {} },
        { protocol: "udp", address: "0.0.0.0", device: "lo", change: {} },
        { protocol: "tcp", address: "127.0.0.1", change: {} },
        { protocol: "tcp", address: "127.0.0.1", change: { hostIp: `${underlay}.11` } },
        { protocol: "tcp", address: `${underlay6}::11`, change: {} },
        { protocol: "tcp", address: "::1", change: six },
        { protocol: "tcp", address: "0.0.0.0", change: six },
    ] as const)(
        "is not in the way of a mapping that never meets it: %j",
        async ({ protocol, address, change, ...at }) => {
            await listen(protocol, address, "device" in at ? at.device : "");
            const made = await mapping().create({ ...web, ...change, protocol });
            await mapping().delete(made);
        },
    );

    it.each([
        {
            protocol: "udp",
            address: "127.0.0.53",
            change: { localhostVia: "br0" },
            told: /127\.0\.0\.53:53 .*or as hostIp/,
        },
        {
            protocol: "udp",
            address: "127.0.0.53",
            device: "lo",
            change: { localhostVia: "br0" },
            told: /53%lo:53 .*or as hostIp/,
        },
        {
            protocol: "tcp",
            address: `${underlay}.11`,
            change: {},
            told: /\.11:53 .*or as hostIp an address where it does/,
        },
        { protocol: "udp", address: `${underlay}.11`, device: "eth1", change: {}, told: /11%eth1:53 .*or as hostIp/ },
        { protocol: "tcp", address: "0.0.0.0", change: {}, told: /0\.0\.0\.0:53 .*choose another hostPort\./ },
        {
            protocol: "tcp",
            address: "0.0.0.0",
            device: "eth1",
            change: {},
            told: /0\.0\.0\.0%eth1:53 .*choose another hostPort\./,
        },
        { protocol: "tcp", address: "::", change: {}, told: /\*:53 .*choose another hostPort\./ },
        { protocol: "tcp", address: "::", change: six, told: /\*:53 / },
        {
            protocol: "tcp",
            address: `${underlay6}::11`,
            change: six,
            told: /::11\]:53 .*or as hostIp/,
        },
    ] as const)("is where it meets it: %j", async ({ protocol, address, change, told, ...at }) => {
        await listen(protocol, address, "device" in at ? at.device : "");
        const before = await ground.snapshot();
        await expect(mapping().create({ ...web, ...change, protocol })).rejects.toThrow(told);
        expect(await ground.snapshot()).toBe(before);
    });

    it("on the loopback is met by a mapping that goes there with an update", async () => {
        await listen("tcp", "127.0.0.1");
        const made = await mapping().create(web);
        await expect(mapping().update(made, { ...web, localhostVia: "br0" })).rejects.toThrow(
            /in use by a process: 127\.0\.0\.1:53/,
        );
        await mapping().delete(made);
    });
});

describe("a port that is published by a table of nft's own", { timeout: 60_000 }, () => {
    const table = (rules: string, family = "inet") => `
        nft 'add table ${family} gate
        add chain ${family} gate pre { type nat hook prerouting priority -100; }
        ${rules}'`;
    const rule = (text: string, family = "inet") => table(`add rule ${family} gate pre ${text}`, family);
    const proxy = `add chain inet gate web
        add map inet gate ports { type inet_proto . inet_service : verdict; }
        add element inet gate ports { tcp . 54 : goto web, tcp . 53 : goto web }
        add rule inet gate pre meta l4proto . th dport vmap @ports`;

    it.each([
        { rules: rule("tcp dport 53 dnat ip to 10.0.0.1:80"), change: {} },
        { rules: rule("tcp dport { 80, 50-55 } redirect to :80"), change: {} },
        { rules: rule("tcp dport 50-55 counter dnat to 10.0.0.1", "ip"), change: { hostIp: `${underlay}.11` } },
        {
            rules: rule(`ip daddr ${underlay}.11 tcp dport 53 dnat ip to 10.0.0.1`),
            change: { hostIp: `${underlay}.11` },
        },
        { rules: rule("tcp dport 53 dnat to fd00::7", "ip6"), change: six },
        { rules: table(proxy), change: {} },
        { rules: table(proxy), change: { hostPort: "40-53", target: { address: "10.9.0.2" } } },
    ])("is refused with the name of the table: $rules", async ({ rules, change }) => {
        await ground.reset(rules);
        const before = await ground.snapshot();
        await expect(mapping().create({ ...web, ...change })).rejects.toThrow(
            /host port \S+ is published already in the table (inet|ip|ip6) gate of nft: ".*Nothing was changed/s,
        );
        expect(await ground.snapshot()).toBe(before);
    });

    it.each([
        { rules: rule("udp dport 53 dnat ip to 10.0.0.1"), change: {} },
        { rules: rule("tcp dport 80 dnat ip to 10.0.0.1:53"), change: {} },
        {
            rules: rule(`ip daddr ${underlay}.99 tcp dport 53 dnat ip to 10.0.0.1`),
            change: { hostIp: `${underlay}.11` },
        },
        { rules: rule("tcp dport 53 accept"), change: {} },
        { rules: rule("tcp dport 53 dnat to 10.0.0.1", "ip"), change: six },
    ])("is not, where that is another one: $rules", async ({ rules, change }) => {
        await ground.reset(rules);
        await mapping().delete(await mapping().create({ ...web, ...change }));
    });

    it("nor where kube-proxy has it in tables of iptables", async () => {
        await ground.reset(`iptables -t nat -N KUBE-NODEPORTS; iptables -t nat -N KUBE-EXT-1; iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
            iptables -t nat -A KUBE-NODEPORTS -p tcp -m tcp --dport 53 -j KUBE-EXT-1`);
        await expect(mapping().create(web)).rejects.toThrow(
            /published already by the rule "-A KUBE-NODEPORTS .*of table nat/,
        );
    });
});
