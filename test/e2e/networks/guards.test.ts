import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { snapshot } from "../../lab/snapshot";
import { type MadeEndpoint, type Networks, startNetworks } from "./networks";

// Networks of every kind on a host that forwards for others too, where first their rules cannot be made, and then their
// cables cannot be deleted: at no time is there an endpoint without the rules that keep it apart.
let networks: Networks;
let before: string[];
const snapshots = () => Promise.all(networks.lab.hosts.map(({ name }) => snapshot(networks.lab, name)));
const sh = async (host: string, script: string) => (await networks.lab.exec(host, ["sh", "-c", script])).stdout.trim();

const subnets = {
    vault: "10.3.0.0/24",
    guest: "10.4.0.0/24",
    blue: "10.5.0.0/24",
    flood: "10.6.0.0/24",
    direct: "10.7.0.0/16",
};
type Name = keyof typeof subnets;
const names = Object.keys(subnets) as Name[];
const network = (name: Name, rest: object) => ({
    name,
    subnet: subnets[name],
    endpoints: { [`${name}1`]: { host: "ubuntu1" } },
    ...rest,
});
const all = [
    network("vault", { kind: "bridge", host: "ubuntu1", internal: true }),
    network("guest", { kind: "bridge", host: "ubuntu1", isolated: true }),
    network("blue", { kind: "overlay", vni: 61 }),
    network("flood", { kind: "overlay", vni: 62, mode: "flood" }),
    network("direct", { kind: "overlay", mode: "direct" }),
];

/** A program in front of a real one that fails where its arguments or its input have a word in them. */
const failing = (tools: readonly string[], word: string) =>
    tools
        .map(
            (tool) => `cat >/usr/local/sbin/${tool} <<'SHIM'
#!/bin/sh
real=$(PATH=/usr/sbin:/usr/bin:/sbin:/bin command -v ${tool})
no() { echo "the shim says no" >&2; exit 4; }
case " $* " in *"${word}"*) no ;; *-restore*|*" -batch "*) ;; *) [ ${tool} != ip ] || exec "$real" "$@" ;; esac
input=$(cat)
case $input in *"${word}"*) no ;; esac
printf '%s\\n' "$input" | "$real" "$@"
SHIM
chmod 755 /usr/local/sbin/${tool}`,
        )
        .join("\n");
/** The cables of endpoints; eth1 is the lab's. */
const cables = "ip -o link show type veth | grep -v ' eth1@'";
const mend = "rm -f /usr/local/sbin/ip /usr/local/sbin/iptables-restore /usr/local/sbin/ip6tables-restore";

/** Whether a neighbour that routes to the endpoint by its host is answered. */
const heard = async (address: string) =>
    (await networks.lab.exec("host2", `ping -c 2 -i 0.2 -W 1 -q ${address}`)).exitCode === 0;
const address = (name: Name) => `10.${subnets[name].split(".")[1]}.0.2`;

beforeAll(async () => {
    networks = await startNetworks("e2e-guards", 2);
    await sh("host1", "sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1");
    for (const name of names.slice(0, 2))
        await sh("host2", `ip route add ${subnets[name]} via ${networks.lab.underlay}.11`);
    before = await snapshots();
});
afterAll(() => networks.remove());

test("nothing is attached where the rules cannot be made", async () => {
    await sh("host1", failing(["iptables-restore", "ip6tables-restore"], "-drop"));
    await expect(networks.up(all, 2, "--continue-on-error")).rejects.toThrow("the shim says no");
    expect(await sh("host1", `${cables}; ip -o link show type vxlan; ip route show proto static`)).toBe("");
    expect(await sh("host1", "ip -o link show type bridge | wc -l")).toBe("5");
}, 180_000);

describe("once they can", () => {
    test("everything comes up, and what is kept apart is not reached", async () => {
        await sh("host1", mend);
        await networks.up(all, 2);
        for (const name of ["vault", "guest"] as const) expect(await heard(address(name))).toBe(false);
    }, 180_000);

    test("nothing leaves an internal network by a family that it lacks", async () => {
        const { vault1 } = (await networks.endpoints("vault")) as Record<string, MadeEndpoint>;
        const inside = (script: string) => networks.inside(vault1 as MadeEndpoint, "sh", "-c", script);
        const bridge = await sh("host1", `ip -o addr show to 10.3.0.1 | cut -d' ' -f2`);
        const gateway = await sh("host1", `ip -o -6 addr show dev ${bridge} scope link | grep -o 'fe80[0-9a-f:]*'`);
        const [one, two] = await Promise.all(["host1", "host2"].map((host) => sh(host, six)));
        // Who knows the way back is a neighbour that works hand in hand with the endpoint.
        await sh("host1", `ip -6 route add fd00:bad::/64 dev ${bridge}`);
        await sh("host2", `ip -6 route add fd00:bad::/64 via ${one}`);
        try {
            await inside(
                `ip -6 addr add fd00:bad::2/64 dev eth0 nodad; ip -6 route add default via ${gateway} dev eth0`,
            );
            const ping = await inside(`ping -6 -c 3 -i 0.2 -W 1 -q ${two}`);
            expect(ping.stdout).toMatch(/3 packets transmitted, 0 received/);
            expect((await inside(`ping -6 -c 2 -i 0.2 -W 1 -q fd00:bad::2`)).exitCode).toBe(0);
        } finally {
            await sh("host2", "ip -6 route del fd00:bad::/64");
            await sh("host1", `ip -6 route del fd00:bad::/64 dev ${bridge}`);
        }
    }, 60_000);
    const six = "ip -o -6 addr show dev eth1 scope global | grep -o 'fd00[0-9a-f:]*' | head -n 1";

    test("they stay while a cable cannot be deleted", async () => {
        await sh("host1", failing(["ip"], "link del "));
        const destroy = networks.stack.pulumi("destroy", "--yes", "--skip-preview", "--continue-on-error");
        await expect(destroy).rejects.toThrow("the shim says no");
        expect(await sh("host1", `${cables} | wc -l`)).toBe("5");
        for (const name of ["vault", "guest"] as const) expect(await heard(address(name))).toBe(false);
        expect(await sh("host1", "iptables-save -t mangle | grep -c '^:.*-drop '")).toBe("5");
        expect(await sh("host1", "ip6tables-save -t mangle | grep -c '^:.*-drop '")).toBe("2");
    }, 120_000);
});

test("and then destroy leaves every host as it was, byte for byte", async () => {
    await sh("host1", mend);
    await networks.stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(await snapshots()).toEqual(before);
}, 120_000);
