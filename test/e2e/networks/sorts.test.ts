import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Lab, labDown, labUp } from "../../../lab";
import { snapshot } from "../../lab/snapshot";
import { deafPairs, pings } from "../packets";
import { labName, type MadeEndpoint, type Networks, networksOn } from "./networks";

// Overlays of every sort in one stack: over IPv4, over IPv6, in a chosen subnet, of one host that has IPv6 only; endpoints in
// namespaces that are there, on two networks, with a name service; and a live one whose VNI changes.
let lab: Lab;
let folder: string;
let networks: Networks;
let before: string[];
const snapshots = () => Promise.all(lab.hosts.map(({ name }) => snapshot(lab, name)));
const all = async (name: string) => Object.values(await networks.endpoints(name));

const overlay = (name: string, vni: number, rest: object) => ({ kind: "overlay", name, vni, ...rest });
const three = ["ubuntu1", "ubuntu2", "ubuntu3"];
const blue = (vni = 71) =>
    overlay("blue", vni, {
        hosts: three,
        subnet: "192.168.40.0/24",
        endpoints: {
            web: { host: "ubuntu1", nameService: { nameservers: ["192.0.2.53"], search: ["shop.test"] } },
            log: { sharedWith: "web" },
            old: { host: "ubuntu2", netns: "legacy" },
            db: { host: "ubuntu3" },
        },
        transform: { bridge: { name: "blue0" }, endpoint: { hairpin: true } },
    });
const green = overlay("green", 72, {
    hosts: three,
    underlay: "ipv6",
    subnet: "192.168.41.0/24",
    endpoints: {
        web: { host: "ubuntu1", netnsOf: "blue.web", interface: "eth1", defaultRoute: false },
        queue: { host: "ubuntu2" },
        db: { host: "ubuntu3" },
    },
});
const chosen = (name: string, vni: number) =>
    overlay(name, vni, {
        hosts: ["ubuntu1", "ubuntu2"],
        subnet: "auto",
        endpoints: { [`${name}1`]: { host: "ubuntu1" }, [`${name}2`]: { host: "ubuntu2" } },
    });
const alone = overlay("alone", 74, {
    hosts: ["ubuntu4"],
    subnet: "192.168.42.0/24",
    endpoints: { one: { host: "ubuntu4" }, two: { host: "ubuntu4" } },
});
const every = (vni?: number) => [blue(vni), green, chosen("free", 73), alone];

beforeAll(async () => {
    lab = await labUp({ name: "e2e-sorts", hosts: 4 });
    folder = mkdtempSync(join(tmpdir(), "pulumi-hostnet-e2e-sorts-"));
    networks = await networksOn(lab, folder, ({ name, address6, hostKey }) =>
        name === "host4"
            ? { address: address6, sshConfigFile: "/dev/null", user: "root", identityFile: lab.identityFile, hostKey }
            : { address: name },
    );
    // Each host alone leaves room in 10.0.0.0/8.
    await lab.exec("host1", `ip route add 10.0.0.0/9 via ${lab.underlay}.1; ip route add unreachable 172.16.0.0/20`);
    await lab.exec(
        "host2",
        `ip route add 10.128.0.0/9 via ${lab.underlay}.1; ip route add unreachable 172.16.32.0/20; ip netns add legacy`,
    );
    await lab.exec("host4", "ip -4 addr flush dev eth1");
    before = await snapshots();
});
afterAll(async () => {
    await labDown("e2e-sorts");
    rmSync(folder, { recursive: true, force: true });
});

test("what the hosts do not allow is refused in the first update too, before anything is made on one", async () => {
    const refused = networks.up([{ ...blue(), mtu: 1500 }]);
    await expect(refused).rejects.toThrow("mtu: 1500 is larger than the path: host ubuntu1 carries 1500 bytes");
    expect(await snapshots()).toEqual(before);
}, 120_000);

test("they come up together", async () => {
    await networks.up(every());
}, 180_000);

test.each(["blue", "green", "free", "alone"])("endpoints of %s reach each other", async (name) => {
    expect(await deafPairs(networks.lab, await all(name))).toEqual([]);
});

test("tunnels over IPv6 have 20 bytes less", async () => {
    expect((await networks.output<Record<string, string>>("plan")).green).toMatch(
        new RegExp(String.raw`mtu {5}1430[\s\S]*ubuntu3 +${lab.underlay6}::13 `),
    );
    const { queue, db } = (await networks.endpoints("green")) as Record<"queue" | "db", MadeEndpoint>;
    const full = (size: number) =>
        networks.inside(queue, "ping", "-c", "1", "-W", "2", "-M", "do", "-s", `${size}`, db.address);
    expect((await full(1402)).exitCode).toBe(0);
    expect((await full(1403)).exitCode).not.toBe(0);
});

describe("an endpoint", () => {
    test("in a namespace that was there leaves it there", async () => {
        const { old } = (await networks.endpoints("blue")) as Record<"old", MadeEndpoint>;
        expect(old.netns).toBe("legacy");
        expect(before[1]).toContain("# namespace legacy");
    });

    test("that is shared is the other one", async () => {
        const { web, log } = (await networks.endpoints("blue")) as Record<"web" | "log", MadeEndpoint>;
        expect(log).toEqual(web);
    });

    test("on two networks reaches both, and answers in both", async () => {
        const { web, old } = (await networks.endpoints("blue")) as Record<"web" | "old", MadeEndpoint>;
        const { web: also, db } = (await networks.endpoints("green")) as Record<"web" | "db", MadeEndpoint>;
        expect(also.netns).toBe(web.netns);
        expect(await pings(networks.lab, web, old.address)).toBe(true);
        expect(await pings(networks.lab, web, db.address)).toBe(true);
        expect(await pings(networks.lab, db, also.address)).toBe(true);
        const { stdout } = await networks.inside(web, "ip", "route", "show", "default");
        expect(stdout.trim()).toMatch(/^default via 192\.168\.40\.1 dev eth0\b[^\n]*$/);
    });

    test("finds the others by name, and asks its own name servers", async () => {
        const { web, db } = (await networks.endpoints("blue")) as Record<"web" | "db", MadeEndpoint>;
        const seen = async (...command: string[]) => (await networks.inside(web, ...command)).stdout;
        expect(await seen("getent", "ahostsv4", "db")).toMatch(new RegExp(`^${db.address}\\s+STREAM db$`, "m"));
        expect(await seen("getent", "ahostsv4", "log")).toMatch(new RegExp(`^${web.address}\\s`, "m"));
        expect(await seen("cat", "/etc/resolv.conf")).toMatch(/^nameserver 192\.0\.2\.53\nsearch shop\.test$/m);
        const { stdout } = await networks.inside(db, "cat", "/etc/resolv.conf");
        expect(stdout).not.toContain("192.0.2.53");
    });
});

test("the last word on children reaches the hosts", async () => {
    expect((await lab.exec("host3", "ip -o link show type bridge")).stdout).toContain(" blue0: ");
    expect((await lab.exec("host3", "ip -d -o link show veth-blue-db")).stdout).toContain("hairpin on");
});

test("a chosen subnet avoids the routes of its hosts and the networks on them, and a preview knows it once it knows the hosts", async () => {
    expect((await networks.output<Record<string, string>>("subnet")).free).toBe("172.16.16.0/20");
    networks.configure([...every(), chosen("more", 75)]);
    expect(await networks.stack.pulumi("preview", "--diff")).toMatch(/more *: "172\.16\.48\.0\/20"/);
}, 120_000);

test("another VNI takes one update, whatever routes came, and the next preview finds nothing", async () => {
    const endpoints = () => Promise.all(every().map(({ name }) => networks.endpoints(name)));
    const made = await endpoints();
    await lab.exec("host1", `ip route add 192.168.99.0/24 via ${lab.underlay}.1`);
    await networks.up(every(171), 4, "--refresh");
    await lab.exec("host1", "ip route del 192.168.99.0/24");
    expect(await endpoints()).toEqual(made);
    for (const name of ["blue", "green"]) expect(await deafPairs(networks.lab, await all(name))).toEqual([]);
    expect(await Promise.all(three.map(entries))).toEqual([2, 2, 2]);
    expect(await networks.stack.pulumi("preview", "--expect-no-changes")).toContain("unchanged");
}, 180_000);

/** How many endpoints elsewhere the tunnel of blue knows; there is none of the VNI that it had. */
async function entries(host: string): Promise<number> {
    const { stdout } = await lab.exec(labName(host), "ip -d -j link show type vxlan");
    const links: { ifname: string; master: string; linkinfo: { info_data: { id: number } } }[] = JSON.parse(stdout);
    const ids = links.map(({ linkinfo }) => linkinfo.info_data.id).sort((a, b) => a - b);
    expect(ids).toEqual(host === "ubuntu3" ? [72, 171] : [72, 73, 171]);
    const tunnel = links.find(({ master }) => master === "blue0")?.ifname;
    const found = await lab.exec(labName(host), `bridge fdb show dev ${tunnel} | grep -c 'dst .* self permanent'`);
    return Number(found.stdout);
}

test("destroy leaves every host as it was, byte for byte", async () => {
    await networks.stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(await snapshots()).toEqual(before);
}, 120_000);
