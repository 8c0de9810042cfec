import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { snapshot } from "../../lab/snapshot";
import { fetcher, pings, serve } from "../packets";
import { type MadeEndpoint, type Networks, startNetworks } from "./networks";

// Networks of one host whose FORWARD policy is DROP, with a rule of its owner's: who reaches whom, told by packets.
let networks: Networks;
let before: string;
let of: (endpoint: string) => MadeEndpoint;

const bridge = (name: string, subnet: string, rest: object = {}) => ({
    kind: "bridge",
    name,
    host: "ubuntu1",
    subnet,
    endpoints: { [`${name}1`]: { host: "ubuntu1" }, [`${name}2`]: { host: "ubuntu1" } },
    ...rest,
});
const shop = bridge("shop", "10.1.0.0/24", {
    subnet6: "fd00:1::/64",
    endpoints: {
        shop1: { host: "ubuntu1", publish: [{ hostPort: 8080, targetPort: 80 }] },
        shop2: { host: "ubuntu1", address: "10.1.0.50" },
        sidecar: { sharedWith: "shop1", publish: [{ hostPort: 8081, targetPort: 80, localhost: true }] },
    },
});
const back = bridge("back", "10.2.0.0/24", { reachableFrom: ["shop"] });
const vault = bridge("vault", "10.3.0.0/24", { internal: true, reachableFrom: ["back"] });
const guest = bridge("guest", "10.4.0.0/24", { isolated: true });
const routed = (reachableFrom: string[]) => bridge("routed", "10.5.0.0/24", { masquerade: false, reachableFrom });
const all = [shop, back, vault, guest, routed([])];
const look = () => snapshot(networks.lab, "host1");

async function refresh() {
    const made = await Promise.all(all.map(({ name }) => networks.endpoints(name)));
    const byName: Record<string, MadeEndpoint> = Object.assign({}, ...made);
    of = (endpoint) => byName[endpoint] as MadeEndpoint;
}

beforeAll(async () => {
    networks = await startNetworks("e2e-bridges", 2);
    const { lab } = networks;
    await lab.exec("host1", "iptables -P FORWARD DROP; ip6tables -P FORWARD DROP");
    await lab.exec("host1", "iptables -A FORWARD -s 10.1.0.50 -d 203.0.113.99 -m comment --comment mine -j REJECT");
    await lab.exec("host2", `ip route add 10.5.0.0/24 via ${networks.lab.underlay}.11`);
    before = await look();
});
afterAll(() => networks.remove());

test("five networks come up, and a second up changes nothing", async () => {
    await networks.up(all);
    expect(await networks.up(all, 2, "--expect-no-changes")).toContain("unchanged");
    await refresh();
}, 180_000);

describe("endpoints reach", () => {
    const outside = () => networks.lab.outside.address;
    const cases: readonly [from: string, to: string, address: () => string, heard: boolean][] = [
        ["shop1", "its neighbour", () => of("shop2").address, true],
        ["shop1", "its neighbour by IPv6", () => of("shop2").address6 as string, true],
        ["shop1", "outside", outside, true],
        ["shop1", "a network that lets it in", () => of("back1").address, true],
        ["back1", "no network that does not", () => of("shop1").address, false],
        ["back1", "an internal network that lets it in", () => of("vault1").address, true],
        ["shop1", "no internal network that does not", () => of("vault1").address, false],
        ["vault1", "its neighbour", () => of("vault2").address, true],
        ["vault1", "nothing outside", outside, false],
        ["vault1", "not even who may come in", () => of("back1").address, false],
        ["guest1", "outside", outside, true],
        ["guest1", "no neighbour, if isolated", () => of("guest2").address, false],
        ["routed1", "its neighbour", () => of("routed2").address, true],
        ["routed1", "with its own address who has a route back", () => `${networks.lab.underlay}.12`, true],
        ["routed1", "nobody who has none", outside, false],
    ];
    test.each(cases)("%s: %s", async (from, _, address, heard) => {
        expect(await pings(networks.lab, of(from), address())).toBe(heard);
    });

    test("no isolated neighbour by way of the gateway either", async () => {
        const [from, to] = [of("guest1"), of("guest2")];
        await networks.inside(from, "ip", "route", "add", to.address, "via", "10.4.0.1");
        expect(await pings(networks.lab, from, to.address)).toBe(false);
        await networks.inside(from, "ip", "route", "del", to.address);
    });

    test("nobody of another host reaches in, until the network says so", async () => {
        const ping = () => networks.lab.exec("host2", `ping -c 2 -i 0.2 -W 2 -q ${of("routed1").address}`);
        expect((await ping()).exitCode).not.toBe(0);
        await networks.up([shop, back, vault, guest, routed([`${networks.lab.underlay}.0/24`])]);
        expect((await ping()).exitCode).toBe(0);
    }, 120_000);

    test("the host reaches an internal network", async () => {
        const { exitCode } = await networks.lab.exec("host1", `ping -c 1 -W 2 -q ${of("vault1").address}`);
        expect(exitCode).toBe(0);
    });
});

test("a published port answers outside, other networks and itself; one that shares the namespace is the same", async () => {
    const { lab } = networks;
    const stop = await serve(networks.lab, of("shop1"));
    try {
        const url = `http://${lab.hosts[0]?.address}:8080/`;
        const answer = async (ran: Promise<{ stdout: string }>) => (await ran).stdout.trim().replace("::ffff:", "");
        expect(await answer(lab.outside.exec(fetcher(url)))).toBe(lab.outside.address);
        // Another network's packets are masqueraded like all that leaves it.
        expect(await answer(networks.inside(of("back1"), ...fetcher(url)))).toBe("10.1.0.1");
        expect(await answer(networks.inside(of("shop1"), ...fetcher(url)))).not.toBe("");
        expect(await answer(lab.outside.exec(fetcher(url.replace("8080", "8081"))))).toBe(lab.outside.address);
        expect(await answer(lab.exec("host1", fetcher("http://127.0.0.1:8081/")))).not.toBe("");
        expect(of("sidecar").netns).toBe(of("shop1").netns);
    } finally {
        await stop();
    }
});

test("destroy leaves the host as it was, its owner's rule included", async () => {
    await networks.stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(await look()).toEqual(before);
    expect(before).toContain("--comment mine");
}, 120_000);
