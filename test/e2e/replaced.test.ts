import { afterAll, beforeAll, expect, it } from "vitest";
import { build } from "../../scripts/build";
import { type Ground, startGround } from "../faults/interrupting/ground";

// What goes down with a thing that is replaced under the same name comes up with it, in the same `up`.
let ground: Ground;

beforeAll(async () => {
    await build();
    ground = await startGround("e2e-replaced", "10.202.81.0/24");
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
