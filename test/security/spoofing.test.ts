import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MadeEndpoint, type Networks, startNetworks } from "../e2e/networks/networks";
import { snapshot } from "../lab/snapshot";

// Who lives in a network sends from addresses that are not its own, to get out of it or through the rules of another one. The host
// forwards for everybody, or drops what nobody accepts.
let networks: Networks;
let before: string;
const sh = async (host: string, script: string) => (await networks.lab.exec(host, ["sh", "-c", script])).stdout.trim();
const bridge = (name: string, n: number, more: object) => ({
    ...{ kind: "bridge", name, host: "ubuntu1", subnet: `10.${n}.0.0/24`, subnet6: `fd00:${n}::/64` },
    ...{ endpoints: { [name]: { host: "ubuntu1" } }, ...more },
});
const policy = (to: string) => sh("host1", `iptables -P FORWARD ${to}; ip6tables -P FORWARD ${to}`);
const target = { 4: () => `${networks.lab.underlay}.12`, 6: () => `${networks.lab.underlay6}::12` };

beforeAll(async () => {
    networks = await startNetworks("security-spoof", 2);
    await sh("host1", "sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1");
    await policy("ACCEPT");
    before = await snapshot(networks.lab, "host1");
    const all = [bridge("shop", 4, {}), bridge("guest", 5, {}), bridge("shut", 6, { gateway: false })];
    await networks.up(all, 2);
}, 180_000);
afterAll(() => networks.remove());

/** Whether a datagram that an endpoint sends from an address comes to the other host, whatever it has become on the way. */
async function arrives(from: MadeEndpoint, source: string, version: 4 | 6, port: number): Promise<boolean> {
    const to = target[version]();
    const bits = version === 4 ? 32 : 128;
    await networks.inside(
        from,
        "ip",
        "addr",
        "replace",
        `${source}/${bits}`,
        "dev",
        "eth0",
        ...(version === 6 ? ["nodad"] : []),
    );
    await sh(
        "host2",
        `tcpdump -l -n -i eth1 udp port ${port} >/run/heard 2>/run/heard.said & echo $! >/run/heard.pid
        until grep -q listening /run/heard.said; do sleep 0.05; done`,
    );
    const send = `
import socket
s = socket.socket(socket.AF_INET6 if ":" in "${to}" else socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("${source}", 0))
for _ in range(3): s.sendto(b"spoofed", ("${to}", ${port}))`;
    const { exitCode } = await networks.inside(from, "python3", "-c", send);
    expect(exitCode).toBe(0);
    const heard = await sh("host2", "sleep 0.5; kill $(cat /run/heard.pid); sleep 0.1; grep -c IP /run/heard || true");
    return Number.parseInt(heard, 10) > 0;
}

const endpoint = async (name: string) => (await networks.endpoints(name))[name] as MadeEndpoint;

describe.each([
    [4, "DROP"],
    [4, "ACCEPT"],
    [6, "DROP"],
    [6, "ACCEPT"],
] as const)("over IPv%i, with a host whose policy is %s,", { timeout: 60_000 }, (version, to) => {
    beforeAll(() => policy(to));

    const address = (n: number, host: string) => (version === 4 ? `10.${n}.0.${host}` : `fd00:${n}::${host}`);

    it("lets an endpoint out with an address of its network", async () => {
        expect(await arrives(await endpoint("guest"), address(5, "77"), version, 7001)).toBe(true);
    });

    it.each([
        ["an address of another network of the host", 4],
        ["an address of nobody", 99],
    ])("does not let one out with %s", async (_, n) => {
        expect(await arrives(await endpoint("guest"), address(n, "77"), version, 7002)).toBe(false);
    });

    it("nor one of a network without a gateway that takes the host's bridge for one", async () => {
        const shut = await endpoint("shut");
        const name = await sh("host1", "ip -o link show type bridge | grep -o 'br-shut[^:]*'");
        const mac = await sh("host1", `cat /sys/class/net/${name}/address`);
        const way = version === 4 ? "10.6.0.254" : "fd00:6::fe";
        const ip = ["ip", version === 4 ? "-4" : "-6"];
        await networks.inside(shut, ...ip, "neigh", "replace", way, "lladdr", mac, "dev", "eth0", "nud", "permanent");
        await networks.inside(shut, ...ip, "route", "replace", "default", "via", way, "dev", "eth0", "onlink");
        expect(await arrives(shut, address(6, "77"), version, 7003)).toBe(false);
    });
});

it("and the host is as before afterwards", async () => {
    await networks.up([], 2);
    expect(await snapshot(networks.lab, "host1")).toBe(before);
}, 120_000);
