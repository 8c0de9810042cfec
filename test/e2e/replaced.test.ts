import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Lab, labDown, labUp } from "../../lab";
import { build } from "../../scripts/build";
import { type SmallStack, smallStack } from "../faults/small-stack";
import { snapshot } from "../lab/snapshot";

// What goes down with a thing that is replaced under the same name comes up with it, in the same `up`.
const name = "e2e-replaced";
const folder = mkdtempSync(join(tmpdir(), `pulumi-hostnet-${name}-`));
let lab: Lab;
let stack: SmallStack;

beforeAll(async () => {
    await build();
    lab = await labUp({ name, subnet: "10.202.81.0/24", hosts: 1 });
    stack = await smallStack(lab, folder, "test");
});
afterAll(async () => {
    await labDown(name);
    rmSync(folder, { recursive: true, force: true });
});

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
const entries = async () =>
    (await lab.exec("host1", "bridge fdb show dev vx0 | grep dst | sort; ip neigh show dev vx0 nud permanent")).stdout;

it("a Forwarding is replaced with its tunnel", async () => {
    const before = await snapshot(lab, "host1", { sysctls: false });
    stack.want(program(42));
    await stack.pulumi("up", "--yes", "--skip-preview");
    const made = await entries();
    expect(made.trim().split("\n")).toHaveLength(3);
    stack.want(program(43));
    expect(await stack.pulumi("preview", "--diff")).toMatch(/Forwarding: \(delete-replaced|Forwarding: \(replace/);
    await stack.pulumi("up", "--yes", "--skip-preview");
    expect((await lab.exec("host1", "ip -d link show vx0")).stdout).toContain("vxlan id 43 ");
    expect(await entries()).toBe(made);
    await stack.pulumi("preview", "--expect-no-changes");
    await stack.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    await stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(await snapshot(lab, "host1", { sysctls: false })).toBe(before);
}, 240_000);
