import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "../../scripts/build";
import { type StackGround, startGround } from "../faults/interrupting/ground";

// What goes down with a thing that is replaced under the same name comes up with it, in the same `up`.
let ground: StackGround;

beforeAll(async () => {
    await build();
    ground = await startGround("e2e-replaced");
});
afterAll(() => ground?.remove());

const mac = "02:00:00:00:09:01";
const program = (vni: number) => [
    { kind: "VxlanTunnel", name: "tunnel", args: { name: "vx0", vni, device: "eth1", entries: "shared" } },
    {
        kind: "Forwarding",
        name: "entries",
        args: {
            ...{ name: "net", tunnel: { output: "tunnel" }, peers: ["192.0.2.13"] },
            ...{ forwarding: [{ mac, vtep: "192.0.2.12" }], neighbors: [{ address: "10.9.0.1", mac }] },
        },
    },
];
const entries = () => ground.sh("bridge fdb show dev vx0 | grep dst | sort; ip neigh show dev vx0 nud permanent");

it("a Forwarding is replaced with its tunnel", async () => {
    const { stack, sh, look } = ground;
    const before = await look();
    stack.want(program(42));
    await stack.pulumi("up", "--yes", "--skip-preview");
    const made = await entries();
    expect(made.split("\n")).toHaveLength(3);
    stack.want(program(43));
    expect(await stack.pulumi("preview", "--diff")).toMatch(/Forwarding: \(delete-replaced|Forwarding: \(replace/);
    await stack.pulumi("up", "--yes", "--skip-preview");
    expect(await sh("ip -d link show vx0")).toContain("vxlan id 43 ");
    expect(await entries()).toBe(made);
    await stack.pulumi("preview", "--expect-no-changes");
    await stack.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    await stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(await look()).toBe(before);
}, 240_000);

/** Every kind that makes something, standing on each other. */
const everything = [
    { kind: "Bridge", name: "bridge", args: { name: "br0", addresses: ["10.9.0.1/24"], macFromAddress: true } },
    { kind: "Netns", name: "netns", args: { name: "ns1" } },
    { kind: "NameService", name: "names", args: { netns: { output: "netns" }, nameservers: ["10.9.0.1"] } },
    {
        kind: "Veth",
        name: "veth",
        args: {
            ...{ name: "veth0", master: { output: "bridge" } },
            peer: {
                netns: { output: "netns" },
                addresses: ["10.9.0.2/24"],
                routes: [{ to: "default", via: "10.9.0.1" }],
            },
        },
    },
    { kind: "Veth", name: "turned", args: { name: "veth1", peer: { name: "veth1p", master: { output: "bridge" } } } },
    {
        kind: "VxlanTunnel",
        name: "tunnel",
        args: { name: "vx0", vni: 42, device: "eth1", entries: "shared", master: { output: "bridge" } },
    },
    {
        kind: "Forwarding",
        name: "entries",
        args: {
            ...{ name: "net", tunnel: { output: "tunnel" }, bridge: { output: "bridge" }, peers: ["192.0.2.13"] },
            ...{ forwarding: [{ mac, vtep: "192.0.2.12" }], neighbors: [{ address: "10.9.0.3", mac }] },
        },
    },
    { kind: "Route", name: "route", args: { to: "10.8.0.0/24", device: { output: "bridge" } } },
    { kind: "Sysctl", name: "forward", args: { name: "net.ipv4.ip_forward", value: "1" } },
    { kind: "NatRule", name: "nat", args: { source: "10.9.0.0/24", exceptDestination: "10.9.0.0/24" } },
    { kind: "ForwardRule", name: "drop", args: { action: "drop", matches: [{ destination: "10.9.0.99" }] } },
    {
        kind: "PortMapping",
        name: "web",
        args: { hostPort: 8080, target: { address: "10.9.0.2", port: 80 }, localhostVia: { output: "bridge" } },
    },
];

/**
 * All that was made, without what is another in everything that is made anew: indices, orders, counters, and what tables there
 * were before the first rule. Whether those go is asked at the end.
 */
const same = async () =>
    (
        await ground.sh(`
            space() {
                ip -o link show | sed 's/^[0-9]*: \\([^:@]*\\).* \\(master [^ ]*\\).* alias/\\1 \\2/; s/^[0-9]*: \\([^:@]*\\).* alias/\\1/; s/^[0-9]*: \\([^:@]*\\).*/\\1 has no mark/'
                ip -o addr show scope global | awk '{ print $2, $4 }'
                ip route show; ip neigh show nud permanent
                bridge fdb show | grep ' dst '
            }
            space
            ip netns exec ns1 ip -o addr show scope global | awk '{ print $2, $4 }'
            ip -n ns1 route show; ip -n ns1 link show lo | grep alias
            iptables-save | grep -- ^-A
            cat /etc/netns/ns1/*; cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv4/conf/br0/route_localnet
            find /run/hostnet -type f ! -name '*.tables' | xargs grep -hv -e ^link -e ^was -e ^id`)
    )
        // A Host that is replaced begins another state on it, whose mark all have then.
        .replace(/@state:\w+/g, "@state:_")
        .split("\n")
        .map((line) => line.trim())
        .sort();

describe("what is replaced because somebody asks for it", () => {
    const urns = async () =>
        (await ground.stack.resources()).filter(({ type }) => type.includes("hostnet:")).map(({ urn }) => urn);
    const up = (...args: string[]) => ground.stack.pulumi("up", "--yes", "--skip-preview", ...args);
    let before: string;
    let made: string[];

    beforeAll(async () => {
        before = await ground.look();
        ground.stack.want(everything);
        await up();
        made = await same();
    }, 120_000);

    const expectWhole = async () => {
        expect(await same()).toEqual(made);
        expect(await ground.sh("ip netns exec ns1 ping -n -c 1 -W 2 10.9.0.1")).toContain(" 0% packet loss");
        await up("--expect-no-changes");
        await ground.stack.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    };

    it("is there and works: each by --replace", async () => {
        for (const urn of await urns()) {
            expect(await up("--replace", urn), urn).toMatch(/ replaced/);
            expect(await same(), urn).toEqual(made);
        }
        await expectWhole();
    }, 300_000);

    it("is there and works: all by --target-replace", async () => {
        await up(...(await urns()).flatMap((urn) => ["--target-replace", urn]));
        await expectWhole();
    }, 120_000);

    it("is there and works: all by pulumi state taint", async () => {
        await ground.stack.pulumi("state", "taint", "--yes", ...(await urns()));
        await up();
        await expectWhole();
    }, 120_000);

    it("leaves nothing when it is destroyed", async () => {
        await ground.stack.pulumi("destroy", "--yes", "--skip-preview");
        expect(await ground.look()).toBe(before);
    }, 60_000);
});
