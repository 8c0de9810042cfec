import { afterAll, beforeAll, expect, test } from "vitest";
import { snapshot } from "../lab/snapshot";
import { container, containerAddress, containersOf, type Overlay, startOverlay } from "./machines";
import { deafPairs, fetcher, lostDuring, pings, runInside, serve } from "./packets";

// The overlay of the article with the real CLI: brought up, looked at with packets, changed, repaired, destroyed.
let overlay: Overlay;
let before: string[];
const connections = () => overlay.relays.map(({ counts }) => counts.connections);
/** What the state says of each resource of ours; their order there is that of the last run. */
const state = async () =>
    (await overlay.stack.resources())
        .filter(({ urn }) => urn.includes("dynamic/hostnet:"))
        .map(({ urn, inputs, outputs }) => ({ urn, inputs, outputs }))
        .sort((a, b) => (a.urn < b.urn ? -1 : 1));
const snapshots = () => Promise.all(overlay.lab.hosts.map(({ name }) => snapshot(overlay.lab, name)));

beforeAll(async () => {
    overlay = await startOverlay("e2e-overlay", 4);
    before = await snapshots();
    overlay.machines(3);
});
afterAll(() => overlay.remove());

test("preview says what would be made, and asks no host", async () => {
    const said = await overlay.stack.pulumi("preview");
    expect(said).toContain("+ 23 to create");
    expect(connections()).toEqual([0, 0, 0, 0]);
});

test("up makes it over one connection a host", async () => {
    expect(await overlay.up()).toContain("+ 23 created");
    expect(connections()).toEqual([1, 1, 1, 0]);
}, 120_000);

test("a second up changes nothing and connects to nobody", async () => {
    expect(await overlay.up("--expect-no-changes")).toContain("23 unchanged");
    expect(await overlay.stack.pulumi("preview", "--expect-no-changes")).toContain("23 unchanged");
    expect(connections()).toEqual([1, 1, 1, 0]);
}, 120_000);

test("bad input is refused, naming property, value and rule, and nothing else in the stack is harmed", async () => {
    const there = [await snapshots(), await state()];
    overlay.machines(3, { "hostnet-quickstart:vni": 16777216 });
    for (const args of [["preview"], ["up", "--yes", "--skip-preview"]]) {
        const said = await overlay.stack.pulumi(...args).then(
            () => "it did not fail",
            (error: { all: string }) => error.all,
        );
        expect(said).toContain("vni: 16777216 is not a whole number from 1 to 16777215");
    }
    overlay.machines(3);
    expect([await snapshots(), await state()]).toEqual(there);
    expect(connections()).toEqual([1, 1, 1, 0]);
    expect(await overlay.up("--expect-no-changes")).toContain("23 unchanged");
}, 120_000);

test("every container reaches every other", async () => {
    expect(await deafPairs(overlay.lab, containersOf(overlay.lab, 3))).toEqual([]);
});

test("packets of full size pass undivided: 1450 bytes with don't-fragment, and not one more", async () => {
    expect(await pings(overlay.lab, container("host1"), containerAddress(1), "-M", "do", "-s", "1422")).toBe(true);
    expect(await pings(overlay.lab, container("host1"), containerAddress(1), "-M", "do", "-s", "1423")).toBe(false);
});

test("exactly one host answers for the gateway", async () => {
    const { stdout } = await runInside(
        overlay.lab,
        container("host2"),
        "arping",
        "-b",
        "-c",
        "3",
        "-I",
        "eth0",
        "10.233.0.1",
    );
    expect(stdout).toContain("Sent 3 probes (3 broadcast(s))");
    expect(stdout).toContain("Received 3 response(s)");
});

test("the published port answers outside, the host itself, its 127.0.0.1 and the container itself", async () => {
    const { lab } = overlay;
    const [host, other] = lab.hosts;
    if (!host || !other) throw new Error("the lab has no hosts");
    const stop = await serve(lab, container(host.name));
    try {
        const url = `http://${host.address}:8080/`;
        const answers = {
            outside: (await lab.outside.exec(fetcher(url))).stdout.trim(),
            neighbour: (await lab.exec(other.name, fetcher(url))).stdout.trim(),
            itself: (await lab.exec(host.name, fetcher(url))).stdout.trim(),
            local: (await lab.exec(host.name, fetcher("http://127.0.0.1:8080/"))).stdout.trim(),
            container: (await runInside(lab, container(host.name), ...fetcher(url))).stdout.trim(),
        };
        // The container sees who asks: the source address is kept wherever it can be.
        expect(answers).toMatchObject({ outside: lab.outside.address, neighbour: other.address, itself: host.address });
        expect(answers.local).not.toBe("");
        expect(answers.container).not.toBe("");
        expect((await lab.exec(other.name, fetcher("http://127.0.0.1:8080/"))).exitCode).not.toBe(0);
    } finally {
        await stop();
    }
});

test("a container reaches outside through NAT, and is seen there with its host's address", async () => {
    const { lab } = overlay;
    const program = 'require("http").createServer((q, a) => a.end(q.socket.remoteAddress)).listen(8081, "0.0.0.0")';
    const child = lab.outside.spawn([process.execPath, "-e", program]);
    try {
        await lab.outside.exec(
            "for i in $(seq 100); do ss -Hltn sport = :8081 | grep -q . && exit; sleep 0.1; done; exit 1",
        );
        const { stdout } = await runInside(lab, container("host3"), ...fetcher(`http://${lab.outside.address}:8081/`));
        expect(stdout.trim()).toBe(lab.hosts[2]?.address);
    } finally {
        child.kill();
        await child.catch(() => undefined);
    }
});

test("a fourth host comes and goes while a ping between two others loses nothing", async () => {
    const { lab } = overlay;
    let [added, deaf, removed] = ["", [""], ""];
    const { sent, lost } = await lostDuring(lab, container("host1"), containerAddress(1), async () => {
        overlay.machines(4);
        added = await overlay.up();
        deaf = await deafPairs(lab, containersOf(lab, 4));
        overlay.machines(3);
        removed = await overlay.up();
    });
    expect(added).toMatch(/\+ 7 created[\s\S]*~ 3 updated/);
    expect(deaf).toEqual([]);
    expect(removed).toMatch(/~ 3 updated[\s\S]*- 7 deleted/);
    expect(sent).toBeGreaterThan(40);
    expect(lost).toBe(0);
    expect(await deafPairs(lab, containersOf(lab, 3))).toEqual([]);
}, 180_000);

test("what was changed by hand is found by refresh, shown by preview, repaired by up", async () => {
    const { lab, stack } = overlay;
    await lab.exec(
        "host2",
        `ip link set br0 mtu 1400; iptables -t nat -F; ip netns del ns1; bridge fdb del 00:00:00:00:00:00 dev vxlan0 dst ${overlay.lab.underlay}.13`,
    );
    const refreshed = await stack.pulumi("refresh", "--yes", "--diff");
    expect(refreshed).toMatch(/~ mtu\s*: 1450 => 1400/);
    expect(await stack.pulumi("preview", "--diff")).toMatch(/~ mtu\s*: 1400 => 1450/);
    await overlay.up();
    expect(await deafPairs(lab, containersOf(lab, 3))).toEqual([]);
    expect(await stack.pulumi("preview", "--expect-no-changes")).toContain("23 unchanged");
}, 180_000);

test("the state of a resource is small, and its provider a constant", async () => {
    const resources = (await overlay.stack.resources()).filter(({ type }) => type.includes("hostnet:"));
    for (const { inputs } of resources) expect(String(inputs.__provider).length).toBeLessThanOrEqual(200);
    const veths = resources.filter(({ type }) => type.endsWith(":Veth"));
    expect(veths.length).toBe(3);
    // What is ours of it: URNs, dependencies and the stack trace of `new` are the engine's.
    for (const { inputs, outputs } of veths)
        expect(JSON.stringify({ inputs, outputs }).length).toBeLessThanOrEqual(2048);
});

test("destroy leaves every host as it was, byte for byte", async () => {
    await overlay.stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(await snapshots()).toEqual(before);
}, 120_000);
