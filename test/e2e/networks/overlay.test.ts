import { afterAll, beforeAll, expect, test } from "vitest";
import { literally } from "../../lab/literally";
import { snapshot } from "../../lab/snapshot";
import { deafPairs, fetcher, lostDuring, serve } from "../packets";
import { type MadeEndpoint, type Networks, startNetworks } from "./networks";

// A static overlay with the real CLI: hosts and endpoints come and go while packets flow between the others.
let networks: Networks;
let before: string[];
const snapshots = () => Promise.all(networks.lab.hosts.map(({ name }) => snapshot(networks.lab, name)));
const endpoints = () => networks.endpoints("blue");

const web = { host: "ubuntu1", publish: [{ hostPort: 8080, targetPort: 80 }] };
const first = {
    web,
    cache: { host: "ubuntu2" },
    queue: { host: "ubuntu2" },
    db: { host: "ubuntu3", address: "10.233.0.50" },
};
const blue = (members: object, subnet6?: string) => [
    { kind: "overlay", name: "blue", subnet: "10.233.0.0/16", subnet6, vni: 42, endpoints: members },
];

beforeAll(async () => {
    networks = await startNetworks("e2e-nets", 4);
    before = await snapshots();
});
afterAll(() => networks.remove());

test("comes up, and a second up changes nothing", async () => {
    await networks.up(blue(first), 3);
    expect(await networks.up(blue(first), 3, "--expect-no-changes")).toContain("unchanged");
    expect((await networks.output<Record<string, string>>("plan")).blue).toMatch(
        new RegExp(
            String.raw`overlay network blue, static, VNI 42\n {2}subnet {2}10\.233\.0\.0/16\n {2}mtu {5}1450[\s\S]*ubuntu3 +${literally(networks.lab.underlay)}\.13[\s\S]*db +ubuntu3 +10\.233\.0\.50 +02:42:0a:e9:00:32\n[\s\S]*8080->80/tcp`,
        ),
    );
}, 120_000);

test("every endpoint reaches every other, and packets of full size pass", async () => {
    const made = await endpoints();
    expect(await deafPairs(networks.lab, Object.values(made))).toEqual([]);
    const { web, db } = made as Record<"web" | "db", MadeEndpoint>;
    const full = (size: number) =>
        networks.inside(web, "ping", "-c", "1", "-W", "2", "-M", "do", "-s", `${size}`, db.address);
    expect((await full(1422)).exitCode).toBe(0);
    expect((await full(1423)).exitCode).not.toBe(0);
});

test("nothing is flooded, and the bridge answers ARP for whom the program declared", async () => {
    const { web, db } = (await endpoints()) as Record<"web" | "db", MadeEndpoint>;
    const arp = (address: string) => networks.inside(web, "arping", "-c", "2", "-w", "2", "-I", "eth0", address);
    const sent = async () =>
        Number((await networks.lab.exec("host1", "cat /sys/class/net/vx-blue*/statistics/tx_packets")).stdout);
    const before = await sent();
    await networks.inside(web, "ping", "-b", "-c", "20", "-i", "0.05", "-W", "1", "10.233.255.255");
    // Flooded, these would be 40; an endpoint may meanwhile ask a neighbour that it knows whether it is still there.
    expect((await sent()) - before).toBeLessThan(10);
    expect((await arp("10.233.9.9")).stdout).toContain("Received 0 response(s)");
    expect((await arp(db.address)).stdout).toMatch(/Received [12] response/);
    expect((await arp("10.233.0.1")).stdout).toMatch(/Received [12] response/);
});

test("the published port answers outside, and an endpoint reaches outside through its own host", async () => {
    const { lab } = networks;
    const made = (await endpoints()) as Record<"web" | "db", MadeEndpoint>;
    const stop = await serve(networks.lab, made.web);
    try {
        const url = `http://${lab.hosts[0]?.address}:8080/`;
        const seen = async (ran: Promise<{ stdout: string }>) => (await ran).stdout.trim().replace("::ffff:", "");
        expect(await seen(lab.outside.exec(fetcher(url)))).toBe(lab.outside.address);
        expect(await seen(networks.inside(made.db, ...fetcher(url)))).toBe(lab.hosts[2]?.address);
    } finally {
        await stop();
    }
});

test("a fourth host with an endpoint comes while pings run, and none is lost", async () => {
    const made = (await endpoints()) as Record<"web" | "db", MadeEndpoint>;
    let said = "";
    const { sent, lost } = await lostDuring(networks.lab, made.web, made.db.address, async () => {
        said = await networks.up(blue({ ...first, late: { host: "ubuntu4" } }), 4);
    });
    expect(sent).toBeGreaterThan(40);
    expect(lost).toBe(0);
    // The pool, and of the three others: who may send to the tunnel, and who is where.
    expect(said).toMatch(/\+ 8 created\n\s+~ 7 updated\n/);
    expect(await deafPairs(networks.lab, Object.values(await endpoints()))).toEqual([]);
}, 180_000);

test("an endpoint leaves from the middle while pings run: nobody is renumbered and none is lost", async () => {
    const made = (await endpoints()) as Record<"web" | "db" | "queue" | "cache" | "late", MadeEndpoint>;
    const { cache: _, ...rest } = first;
    let said = "";
    const { lost } = await lostDuring(networks.lab, made.web, made.queue.address, async () => {
        said = await networks.up(blue({ late: { host: "ubuntu4" }, ...rest }), 4);
    });
    expect(lost).toBe(0);
    expect(said).toMatch(/~ \d updated\n\s+- 1 deleted/);
    const now = await endpoints();
    const { cache: gone, ...stayed } = made;
    expect(now).toEqual(stayed);
    expect(await deafPairs(networks.lab, Object.values(now))).toEqual([]);
}, 180_000);

test("the fourth host leaves again, and none of the others' packets is lost", async () => {
    const made = (await endpoints()) as Record<"web" | "db", MadeEndpoint>;
    const { lost } = await lostDuring(networks.lab, made.web, made.db.address, () => networks.up(blue(first), 3));
    expect(lost).toBe(0);
    expect(await deafPairs(networks.lab, Object.values(await endpoints()))).toEqual([]);
    expect(await snapshot(networks.lab, "host4")).toEqual(before[3]);
}, 180_000);

test("with subnet6 every endpoint has an address of both families, in place", async () => {
    const made = (await endpoints()) as Record<"web", MadeEndpoint>;
    const { lost } = await lostDuring(networks.lab, made.web, "10.233.0.50", () =>
        networks.up(blue(first, "fd00:233::/64"), 3),
    );
    expect(lost).toBe(0);
    const now = Object.values(await endpoints());
    expect(
        await deafPairs(
            networks.lab,
            now.map((one) => ({ ...one, address: one.address6 as string })),
        ),
    ).toEqual([]);
    expect(await networks.up(blue(first, "fd00:233::/64"), 3, "--expect-no-changes")).toContain("unchanged");
}, 180_000);

test("destroy leaves every host as it was, byte for byte", async () => {
    await networks.stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(await snapshots()).toEqual(before);
}, 120_000);
