import { afterAll, beforeAll, expect, test } from "vitest";
import { snapshot } from "../../lab/snapshot";
import { fetcher } from "../packets";
import { labName, type Networks, startNetworks } from "./networks";

// Published ports that lead elsewhere from one `up` to the next.
let networks: Networks;
let before: string;
const look = () => snapshot(networks.lab, "host1");

beforeAll(async () => {
    networks = await startNetworks("e2e-ports", 1);
    before = await look();
});
afterAll(() => networks.remove());

type Publish = Readonly<Record<string, readonly object[]>>;
const wanted = (publish: Publish) => {
    const endpoints = Object.entries(publish).map(([name, ports]) => [name, { host: "ubuntu1", publish: ports }]);
    const base = { kind: "bridge", name: "shop", host: "ubuntu1", subnet: "10.1.0.0/24" };
    return [{ ...base, endpoints: Object.fromEntries(endpoints) }];
};
const port = (hostPort: number, more: object = {}) => ({ hostPort, targetPort: 80, ...more });

/** Who answers at a port of the host, from outside. */
async function answers(hostPort: number, address = networks.lab.hosts[0]?.address): Promise<string> {
    const { stdout, stderr } = await networks.lab.outside.exec(fetcher(`http://${address}:${hostPort}/`));
    return stdout.trim() || stderr;
}
const stop = () => networks.lab.exec("host1", "pkill -x node; while pgrep -x node; do sleep 0.05; done");

/** Each endpoint tells its name at port 80. */
async function serveNames(): Promise<void> {
    for (const [name, { host, netns }] of Object.entries(await networks.endpoints("shop"))) {
        const enter = ["ip", "netns", "exec", netns];
        const program = `require("http").createServer((q, a) => a.end("${name}")).listen(80)`;
        void networks.lab.spawn(labName(host), [...enter, process.execPath, "-e", program]).catch(() => undefined);
        const wait = "for i in $(seq 100); do ss -Hltn sport = :80 | grep -q . && exit; sleep 0.1; done; exit 1";
        await networks.lab.exec(labName(host), [...enter, "sh", "-c", wait]);
    }
}

test("two ports change places, one of them from one address to all, in one up", async () => {
    const hostIp = networks.lab.hosts[0]?.address;
    await networks.up(wanted({ web: [port(8080, { hostIp })], db: [port(8081)] }));
    await serveNames();
    expect([await answers(8080), await answers(8081)]).toEqual(["web", "db"]);
    const said = await networks.up(wanted({ web: [port(8081)], db: [port(8080)] }));
    expect(said).toMatch(/2 updated/);
    expect(said).not.toMatch(/created|deleted|replaced/);
    expect([await answers(8080), await answers(8081)]).toEqual(["db", "web"]);
}, 180_000);

test("a port goes to an endpoint that is made in the same up, from one that goes", async () => {
    await stop();
    await networks.up(wanted({ web: [port(8081)], api: [port(8080)] }));
    await serveNames();
    expect([await answers(8080), await answers(8081)]).toEqual(["api", "web"]);
}, 120_000);

test("each address of a host has its own mapping of one port", async () => {
    await networks.lab.exec("host1", `ip addr add ${networks.lab.underlay}.77/24 dev eth1`);
    const [one, other] = [networks.lab.hosts[0]?.address, `${networks.lab.underlay}.77`];
    const at = (web?: string, api?: string) =>
        wanted({ web: [port(9000, { hostIp: web })], api: [port(9000, { hostIp: api })] });
    await networks.up(at(one, other));
    expect([await answers(9000, one), await answers(9000, other)]).toEqual(["web", "api"]);
    await networks.up(at(other, one));
    expect([await answers(9000, one), await answers(9000, other)]).toEqual(["api", "web"]);
    await networks.up(wanted({ web: [port(8081)], api: [port(8080)] }));
    await networks.lab.exec("host1", `ip addr del ${networks.lab.underlay}.77/24 dev eth1`);
}, 180_000);

test("a stack of 0.1 keeps the mappings that it has", async () => {
    const { stack } = networks;
    const urns = (await stack.resources()).filter(({ type }) => type.endsWith(":PortMapping")).map(({ urn }) => urn);
    expect(urns.map((urn) => urn.split("::").at(-1)).sort()).toEqual([
        "shop-ubuntu1-port-8080-tcp",
        "shop-ubuntu1-port-8081-tcp",
    ]);
    for (const [hostPort, name] of [
        [8080, "api"],
        [8081, "web"],
    ] as const) {
        const urn = urns.find((item) => item.includes(`-${hostPort}-`)) ?? "";
        await stack.pulumi("state", "rename", "--yes", urn, `shop-${name}-${hostPort}-tcp`);
    }
    await stack.pulumi("preview", "--expect-no-changes");
    expect(await stack.pulumi("up", "--yes", "--skip-preview")).not.toMatch(/created|deleted|replaced/);
    await stop();
    await stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(await look()).toBe(before);
}, 120_000);
