import { afterAll, beforeAll, expect, test } from "vitest";
import { literally } from "../../lab/literally";
import { snapshot } from "../../lab/snapshot";
import { deafPairs, fetcher, lostDuring, pings, serve } from "../packets";
import { type MadeEndpoint, type Networks, startNetworks } from "./networks";

// Hosts of one segment that route to each other, with a FORWARD policy of DROP as Docker sets it.
let networks: Networks;
let before: string[];
const snapshots = () => Promise.all(networks.lab.hosts.map(({ name }) => snapshot(networks.lab, name)));
const endpoints = async () =>
    (await networks.endpoints("blue")) as Record<"web" | "cache" | "queue" | "db", MadeEndpoint>;
const leases = async () =>
    Object.fromEntries(
        ((await networks.output<Record<string, string>>("plan")).blue ?? "")
            .split("\n")
            .filter((line) => new RegExp(String.raw` ${literally(networks.lab.underlay)}\.`).test(line))
            .map((line) => [line.split(" ")[0], line.split(" ").at(-1)]),
    );
const source = async (ran: Promise<{ stdout: string }>) => (await ran).stdout.trim().replace("::ffff:", "");

const first = {
    web: { host: "ubuntu1", publish: [{ hostPort: 8080, targetPort: 80 }] },
    cache: { host: "ubuntu2" },
    queue: { host: "ubuntu2" },
    db: { host: "ubuntu3", address: "10.233.2.50" },
};
const ends = { one: { host: "ubuntu1" }, two: { host: "ubuntu2" } };
const blue = (members: object, rest: object = {}) => [
    { kind: "overlay", name: "blue", mode: "direct", subnet: "10.233.0.0/16", endpoints: members, ...rest },
];

beforeAll(async () => {
    networks = await startNetworks("e2e-direct", 4);
    const drop = "iptables -P FORWARD DROP; ip6tables -P FORWARD DROP";
    await Promise.all(networks.lab.hosts.map(({ name }) => networks.lab.exec(name, drop)));
    before = await snapshots();
});
afterAll(() => networks.remove());

test("comes up with a lease a host, and a second preview is empty", async () => {
    await networks.up(blue(first), 3);
    expect(await networks.stack.pulumi("preview", "--expect-no-changes")).toContain("unchanged");
    expect(await leases()).toEqual({ ubuntu1: "10.233.0.0/24", ubuntu2: "10.233.1.0/24", ubuntu3: "10.233.2.0/24" });
    const { web, cache, queue, db } = await endpoints();
    expect([web, cache, queue, db].map(({ address }) => address)).toEqual([
        "10.233.0.2",
        "10.233.1.2",
        "10.233.1.3",
        "10.233.2.50",
    ]);
}, 180_000);

test("every endpoint reaches every other, with the whole MTU of the underlay and no tunnel", async () => {
    const made = await endpoints();
    expect(await deafPairs(networks.lab, Object.values(made))).toEqual([]);
    const full = ["ping", "-c", "1", "-W", "2", "-M", "do", "-s", "1472", made.db.address];
    expect((await networks.inside(made.web, ...full)).exitCode).toBe(0);
    expect((await networks.lab.exec("host1", "ip link show type vxlan")).stdout).toBe("");
});

test("endpoints of other hosts are seen with their own address, and outside with their host's", async () => {
    const { lab } = networks;
    const { web, cache, db } = await endpoints();
    const stop = await serve(networks.lab, web);
    const program = 'require("http").createServer((q, a) => a.end(q.socket.remoteAddress)).listen(8081, "0.0.0.0")';
    const world = lab.outside.spawn([process.execPath, "-e", program]);
    try {
        await lab.outside.exec(
            "for i in $(seq 100); do ss -Hltn sport = :8081 | grep -q . && exit; sleep 0.1; done; exit 1",
        );
        const inside = fetcher(`http://${web.address}/`);
        expect(await source(networks.inside(db, ...inside))).toBe(db.address);
        expect(await source(networks.inside(cache, ...inside))).toBe(cache.address);
        const out = fetcher(`http://${lab.outside.address}:8081/`);
        expect(await source(networks.inside(db, ...out))).toBe(lab.hosts[2]?.address);
        // The published port: from outside, from another host, and from an endpoint of another one.
        const published = fetcher(`http://${lab.hosts[0]?.address}:8080/`);
        expect(await source(lab.outside.exec(published))).toBe(lab.outside.address);
        expect(await source(lab.exec("host2", published))).toBe(lab.hosts[1]?.address);
        expect(await source(networks.inside(db, ...published))).toBe(lab.hosts[2]?.address);
    } finally {
        world.kill();
        await world.catch(() => undefined);
        await stop();
    }
});

test("who is not of the network does not reach in, though there is a route", async () => {
    const { web } = await endpoints();
    const ping = `ping -c 2 -i 0.2 -W 1 -q ${web.address}`;
    expect((await networks.lab.exec("host1", ping)).exitCode).toBe(0);
    expect((await networks.lab.exec("host2", ping)).exitCode).not.toBe(0);
});

test("an address outside of the lease is refused before anything is touched, naming both", async () => {
    networks.configure(blue({ ...first, db: { host: "ubuntu3", address: "10.233.0.50" } }), 3);
    await expect(networks.stack.pulumi("preview")).rejects.toThrow(
        /endpoints\.db\.address: 10\.233\.0\.50 is outside 10\.233\.2\.0\/24, the lease of its host ubuntu3/,
    );
}, 60_000);

test("a fourth host comes while pings run: its lease and routes, nobody is touched and none is lost", async () => {
    const made = await endpoints();
    let said = "";
    const { sent, lost } = await lostDuring(networks.lab, made.web, made.db.address, async () => {
        said = await networks.up(blue({ late: { host: "ubuntu4" }, ...first }), 4);
    });
    expect(sent).toBeGreaterThan(40);
    expect(lost).toBe(0);
    // The pool of leases is all that changes; of the new ones six are routes.
    expect(said).toMatch(/\+ 14 created\n\s+~ 1 updated\n\s+\d+ changes. \d+ unchanged/);
    expect(await leases()).toMatchObject({ ubuntu3: "10.233.2.0/24", ubuntu4: "10.233.3.0/24" });
    expect(await deafPairs(networks.lab, Object.values(await endpoints()))).toEqual([]);
}, 180_000);

test("a host leaves from the middle while pings run: the others keep their leases, and none is lost", async () => {
    const made = await endpoints();
    const { cache: _, queue: __, ...rest } = first;
    const hosts = ["ubuntu4", "ubuntu1", "ubuntu3"];
    const { lost } = await lostDuring(networks.lab, made.web, made.db.address, () =>
        networks.up(blue({ late: { host: "ubuntu4" }, ...rest }, { hosts }), 4),
    );
    expect(lost).toBe(0);
    expect(await leases()).toEqual({ ubuntu1: "10.233.0.0/24", ubuntu3: "10.233.2.0/24", ubuntu4: "10.233.3.0/24" });
    const { cache, queue, ...stayed } = made;
    expect(await endpoints()).toEqual(stayed);
    expect(await snapshot(networks.lab, "host2")).toEqual(before[1]);
}, 180_000);

test("with subnet6 the same by IPv6, and the segment comes in where it may", async () => {
    const both = blue(first, { subnet6: "fd00:233::/56", reachableFrom: [`${networks.lab.underlay}.0/24`] });
    await networks.up(both, 3);
    const made = await endpoints();
    const six = Object.values(made).map((one) => ({ ...one, address: one.address6 as string }));
    expect(six.map(({ address }) => address).sort()).toEqual([
        "fd00:233:0:1::2",
        "fd00:233:0:1::3",
        "fd00:233:0:2::2",
        "fd00:233::2",
    ]);
    expect(await deafPairs(networks.lab, six)).toEqual([]);
    expect(await deafPairs(networks.lab, Object.values(made))).toEqual([]);
    expect((await networks.lab.exec("host2", `ping -c 2 -i 0.2 -W 2 -q ${made.web.address}`)).exitCode).toBe(0);
    expect(await pings(networks.lab, made.web, networks.lab.outside.address6)).toBe(true);
    expect(await networks.up(both, 3, "--expect-no-changes")).toContain("unchanged");
}, 180_000);

test("subnets that are chosen are leased out too, and the preview before may not know them", async () => {
    const auto = [{ ...blue(first)[0], name: "green", subnet: "auto", subnet6: "auto", endpoints: ends }];
    networks.configure(auto, 2);
    expect(await networks.stack.pulumi("preview")).toContain("green-ubuntu1-route-ubuntu2");
    await networks.up(auto, 2);
    expect(await networks.stack.pulumi("preview", "--expect-no-changes")).toContain("unchanged");
    const made = Object.values(await networks.endpoints("green"));
    expect(await deafPairs(networks.lab, made)).toEqual([]);
}, 180_000);

test("destroy leaves every host as it was, byte for byte", async () => {
    await networks.stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(await snapshots()).toEqual(before);
}, 120_000);
