import { describe, expect, it } from "vitest";
import { checked, failuresOf } from "./checked";

type Row = [program: Record<string, unknown>, failure: string | RegExp];

const said = async (type: string, program: Record<string, unknown>, failure: string | RegExp) => {
    const failures = await failuresOf(type, program);
    expect(failures).toEqual([typeof failure === "string" ? failure : expect.stringMatching(failure)]);
};

describe("check of a Veth refuses", () => {
    const ends = (peer: Record<string, unknown>, own = {}) => ({
        ...own,
        peer: { name: "eth0", netns: "ns1", ...peer },
    });
    const routed = (...routes: unknown[]) => ends({ addresses: ["10.0.0.5/24"], routes });
    const rows: Row[] = [
        [{}, "peer: is missing"],
        [{ peer: "eth0" }, 'peer: "eth0" is not an object'],
        [
            { name: "eth0", peer: { name: "eth0" } },
            "peer.name: eth0 is the name of the other end too, in the same namespace",
        ],
        [ends({ nme: "x" }), /^peer: unknown property nme; did you mean name\?/],
        [
            routed({ to: "default", via: "10.0.1.1" }),
            /^peer\.routes\[0\]\.via: the gateway 10\.0\.1\.1 is in none of the networks of 10\.0\.0\.5\/24; choose one that is, or set onlink/,
        ],
        [ends({ routes: [{ to: "default", via: "10.0.1.1" }] }), /^peer\.routes\[0\]\.via: the gateway 10\.0\.1\.1/],
        [
            routed({ to: "10.0.0.5/8", via: "10.0.0.1" }),
            /^peer\.routes\[0\]\.to: "10\.0\.0\.5\/8" is not a network, .*write "10\.0\.0\.0\/8"/,
        ],
        [routed({ via: "10.0.0.1" }), "peer.routes[0].to: is missing"],
        [
            routed({ to: "fd00::/64", via: "10.0.0.1" }),
            "peer.routes[0].via: 10.0.0.1 is not of the same address family as fd00::/64",
        ],
        [
            routed({ to: "10.1.0.0/16", via: "10.0.0.1", source: "fd00::1" }),
            "peer.routes[0].source: fd00::1 is not of the same address family as 10.1.0.0/16",
        ],
        [
            routed({ to: "10.1.0.0/16", via: "10.0.0.1", metric: 0 }),
            /^peer\.routes\[0\]\.metric: 0 is not a whole number from 1/,
        ],
        [
            routed({ to: "default", via: "10.0.0.1" }, { to: "0.0.0.0/0", via: "10.0.0.2" }),
            "peer.routes[1]: the route to default stands twice",
        ],
        [
            ends({ addresses: ["10.0.0.5/24"], up: false, routes: [{ to: "default", via: "10.0.0.1" }] }),
            "peer.routes: cannot be given with up: false: a link that is down has no routes",
        ],
        [
            ends({}, { master: "br0", addresses: ["10.0.0.1/24"] }),
            "addresses: a port of bridge br0 takes no addresses: put them on the bridge",
        ],
        [ends({}, { hairpin: true }), "hairpin: is a flag of a bridge port: give master too"],
        [ends({ isolated: true }), "peer.isolated: is a flag of a bridge port: give master too"],
        [
            ends({ mtu: 1000, addresses: ["fd00::1/64"] }),
            "peer.mtu: 1000 is too small for the IPv6 address fd00::1/64: IPv6 needs 1280",
        ],
    ];
    it.each(rows)("%j", (program, failure) => said("Veth", program, failure));

    it("no two default routes of different families, and writes them in one way", async () => {
        const program = ends({
            addresses: ["10.0.0.5/24", "fd00::5/64"],
            routes: [
                { to: "0.0.0.0/0", via: "10.0.0.1", onlink: false },
                { to: "::/0", via: "FD00::1" },
                { to: "10.1.2.3", via: "10.0.0.1" },
            ],
        });
        const { inputs, failures } = await checked("Veth", program);
        expect(failures).toEqual([]);
        expect(inputs.peer).toMatchObject({
            routes: [
                { to: "default", via: "10.0.0.1" },
                { to: "default", via: "fd00::1" },
                { to: "10.1.2.3/32", via: "10.0.0.1" },
            ],
            mac: "02:42:0a:00:00:05",
        });
    });
});
