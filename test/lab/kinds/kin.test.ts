import { beforeEach, describe, expect, it } from "vitest";
import { onLab, type Values } from "./harness";

// What is in the way of a resource may be what the same program had under another name.
const ground = onLab("kind-kin");
const lan = { addresses: ["10.9.0.1/24"] };
const tunnel = { vni: 42, device: "eth1" };
const inner = { master: "br0", peer: { name: "eth0", netns: "ns1" } };
const web = { hostPort: 8080, target: { address: "10.9.0.2", port: 80 } };
const value = (number: number) => ({ name: "net.ipv4.ip_default_ttl", value: String(number) });

/** One that has it, one that is refused for it, and how the refusal begins to name the first. */
const cases: readonly [kind: string, first: Values, second: Values, told: RegExp][] = [
    ["PortMapping", { ...web, name: "one" }, { ...web, name: "other" }, /host port 8080\/tcp is published already by/],
    [
        "Bridge",
        { ...lan, name: "br1" },
        { ...lan, name: "br2" },
        /overlaps the route "10.9.0.0\/24 dev br1 .*" of "host/,
    ],
    ["Bridge", { ...lan, name: "b1", netns: "ns1" }, { ...lan, name: "b2", netns: "ns1" }, /in namespace ns1 of "host/],
    ["VxlanTunnel", { ...tunnel, name: "v1" }, { ...tunnel, name: "v2" }, /in use by the tunnel v1 of "hostnet:/],
    [
        "Veth",
        { ...inner, name: "p1" },
        { ...inner, name: "p2" },
        /namespace ns1 has a link named eth0 already of "hostnet/,
    ],
    ["Sysctl", value(61), value(62), /hostnet:\S+ holds net.ipv4.ip_default_ttl at 61/],
];

describe("what is in the way and of the same stack", { timeout: 60_000 }, () => {
    beforeEach(() => ground.reset("ip link add br0 type bridge; ip netns add ns1; ip -n ns1 link set lo up"));

    it.each(cases)("%s: the refusal asks whether it was renamed: %j", async (kind, first, second, told) => {
        const connection = { mark: "k3f9x2" };
        const had = ground.subject(kind, { owner: "shop/dev/old", connection });
        const made = await had.create(first);
        const before = await ground.snapshot();
        const refused = async (owner: string, mark: string) => {
            const again = ground.subject(kind, { owner, connection: { mark } }).create(second);
            const { message } = await again.then(
                () => new Error("it was made"),
                (error: Error) => error,
            );
            expect(message).toMatch(told);
            expect(await ground.snapshot()).toBe(before);
            return message;
        };
        const hint =
            'Nothing was changed. What is in the way is shop/dev/old@state:k3f9x2, of this very stack: if it was renamed, give it the option aliases: [{ name: "old" }]; if it goes, or gives that up, let it do that first, with a `pulumi up` of its own.';
        expect(await refused("shop/dev/new", "k3f9x2")).toContain(hint);
        // Another stack, and another state of the same name, are none of it.
        expect(await refused("shop/prod/new", "k3f9x2")).toMatch(/Nothing was changed\.$/);
        expect(await refused("shop/dev/new", "other1")).toMatch(/Nothing was changed\.$/);
        await had.delete(made);
    });
});
