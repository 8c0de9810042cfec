import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Lab, labDown, labUp } from "../../lab";
import { build } from "../../scripts/build";
import { type SmallStack, smallStack, type Wanted } from "../faults/small-stack";

// Rules without forwarding do nothing: what the real CLI says of it, and where it says nothing.
const NAME = "e2e-not-forwarding";
let lab: Lab;
let folder: string;
let stack: SmallStack;

beforeAll(async () => {
    await build();
    folder = mkdtempSync(join(tmpdir(), `pulumi-hostnet-${NAME}-`));
    lab = await labUp({ name: NAME, hosts: 1 });
    stack = await smallStack(lab, folder, "test");
    await lab.exec("host1", "echo 0 >/proc/sys/net/ipv4/ip_forward");
}, 300_000);
afterAll(async () => {
    await labDown(NAME);
    rmSync(folder, { recursive: true, force: true });
});

const up = () => stack.pulumi("up", "--yes", "--skip-preview");
const rules: Wanted[] = [
    { kind: "NatRule", name: "out", args: { name: "out", source: "10.9.0.0/24" } },
    {
        kind: "PortMapping",
        name: "web",
        args: { name: "web", hostPort: 8080, target: { address: "10.9.0.2", port: 80 } },
    },
];
const forward: Wanted = { kind: "Sysctl", name: "forward", args: { name: "net.ipv4.ip_forward", value: "1" } };

it("up warns of rules on a host that forwards nothing, but not where the Sysctl is made beside them", async () => {
    stack.want(rules);
    const said = await up();
    expect(said).toMatch(/warning: NAT rule out: host host1-host forwards no IPv4 packets/);
    expect(said).toMatch(/warning: port mapping web: host host1-host forwards no IPv4 packets/);
    await stack.pulumi("destroy", "--yes", "--skip-preview");
    // The last of all: nothing waits for it.
    stack.want([...rules, forward]);
    expect(await up()).not.toContain("warning");
    await stack.pulumi("preview", "--expect-no-changes");
    expect(await stack.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes")).not.toContain("warning");
}, 300_000);
