import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Lab, labDown, labUp } from "../../lab";
import { build } from "../../scripts/build";
import { type SmallStack, smallStack, type Wanted } from "../faults/small-stack";

// What the real CLI shows of a change: all of it, and nothing else.
const NAME = "e2e-preview";
let lab: Lab;
let folder: string;
let stack: SmallStack;

const bridge = (more: object = {}): Wanted => ({ kind: "Bridge", name: "bridge", args: { name: "br0", ...more } });
const tunnel = (vni: number): Wanted => ({
    kind: "VxlanTunnel",
    name: "tunnel",
    args: { name: "vxlan0", vni, device: "eth1", entries: "shared" },
});
const forwarding: Wanted = {
    kind: "Forwarding",
    name: "held",
    args: { name: "held", tunnel: { output: "tunnel" }, peers: ["192.0.2.12"] },
};
const forward: Wanted = { kind: "Sysctl", name: "forward", args: { name: "net.ipv4.ip_forward", value: "1" } };
const port: Wanted = {
    kind: "PortMapping",
    name: "web",
    args: { name: "web", hostPort: 8080, target: { address: "10.9.0.2/24", port: 80 } },
};
const told = ["bridge.rpFilter", "bridge.netns", "web.hostIp", "host.warnings", "bridge.ifindex"];

beforeAll(async () => {
    await build();
    folder = mkdtempSync(join(tmpdir(), `pulumi-hostnet-${NAME}-`));
    lab = await labUp({ name: NAME, hosts: 1 });
    stack = await smallStack(lab, folder, "test");
    stack.want([forward, bridge(), tunnel(42), forwarding, port], told);
    // Of what is not made yet, only what the host will say is unknown.
    expect(outputs(await stack.pulumi("preview"))).toEqual(["<null>", "<null>", "<null>", "[unknown]", "[unknown]"]);
    await stack.pulumi("up", "--yes", "--skip-preview");
}, 300_000);
afterAll(async () => {
    await labDown(NAME);
    rmSync(folder, { recursive: true, force: true });
});

const outputs = (said: string) =>
    [...said.matchAll(/^ *[~+]? *\[\d\]: (<null>|\[unknown\]|\d+.*)$/gm)].map(([, it]) => it);
/** Rows of a list that are not as they were. */
const changedRows = (said: string) => said.match(/^ *[~+-] *\[\d+\]:.*$/gm)?.map((row) => row.trim());

it("outputs that are none are no change, and stay none in a preview of another change", async () => {
    expect(await stack.pulumi("preview", "--diff", "--expect-no-changes")).not.toMatch(/unknown|outputs/);
    stack.want([forward, bridge({ mtu: 1400 }), tunnel(42), forwarding, port], told);
    const said = await stack.pulumi("preview", "--diff");
    expect(said.match(/unknown/g)).toHaveLength(1);
    expect(said).toMatch(/\[4\]: \d+ => \[unknown\]/);
}, 120_000);

it("a Forwarding that is replaced with its tunnel says why", async () => {
    stack.want([forward, bridge(), tunnel(43), forwarding, port], told);
    const said = await stack.pulumi("preview");
    expect(said).toMatch(/\+- pulumi-nodejs:dynamic\/hostnet:Forwarding host1-held replace/);
    expect(said).toContain("forwarding held goes down with its tunnel vxlan0, and is replaced with it.");
    stack.want([forward, bridge(), tunnel(42), forwarding, port], told);
    expect(await stack.pulumi("preview")).not.toContain("goes down");
}, 120_000);

it("one rule that is gone is one line of a refresh, and of the preview that brings it back", async () => {
    const row = "web-snat -s 10.9.0.0/24 -d 10.9.0.2 -p tcp --dport 80 --ctstate DNAT -j MASQUERADE";
    const gone = await lab.exec(
        "host1",
        "iptables -t nat -S web-snat | grep -e '--ctstate DNAT' | sed 's/^-A/iptables -t nat -D/' | sh",
    );
    expect(gone.exitCode).toBe(0);
    const refreshed = await stack.pulumi("refresh", "--yes", "--skip-preview", "--diff");
    expect(changedRows(refreshed)).toEqual([`~ [4]: "nat ${row}" => "missing: nat ${row}"`]);
    // It is in its place for whoever looks once more.
    await stack.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    const preview = await stack.pulumi("preview", "--diff");
    expect(changedRows(preview)).toEqual([`~ [4]: "missing: nat ${row}" => "nat ${row}"`]);
    await stack.pulumi("up", "--yes", "--skip-preview");
    await stack.pulumi("preview", "--expect-no-changes");
    expect((await lab.exec("host1", "iptables -t nat -S web-snat")).stdout).toContain("--ctstate DNAT -j MASQUERADE");
    expect((await lab.exec("host1", "iptables -t nat -S web-snat")).stdout).not.toContain("missing");
}, 120_000);
