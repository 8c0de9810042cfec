import { unknownValue as later } from "@pulumi/pulumi/runtime";
import { describe, expect, it } from "vitest";
import { checked, failuresOf } from "./checked";

type Row = [program: Record<string, unknown>, failure: string | RegExp];

const said = async (type: string, program: Record<string, unknown>, failure: string | RegExp) => {
    const failures = await failuresOf(type, program);
    expect(failures).toEqual([typeof failure === "string" ? failure : expect.stringMatching(failure)]);
};

describe("check of a Bridge refuses", () => {
    const rows: Row[] = [
        [
            { addresses: ["10.0.0.1"] },
            /^addresses\[0\]: "10\.0\.0\.1" is not an address with a prefix length: .*"10\.0\.0\.1\/24"/,
        ],
        [{ addresses: ["10.0.0.256/24"] }, /^addresses\[0\]: "10\.0\.0\.256" is not an IPv4 address/],
        [
            { addresses: ["10.0.0.1/33"] },
            /^addresses\[0\]: "10\.0\.0\.1\/33" has a wrong prefix length: .* from 0 to 32/,
        ],
        [{ addresses: ["fd00::g/64"] }, /^addresses\[0\]: "fd00::g" is not an IPv6 address/],
        [{ addresses: ["010.0.0.1/24"] }, /^addresses\[0\]: "010\.0\.0\.1" .*leading zero/],
        [{ addresses: ["10.0.0.1/24; reboot"] }, /^addresses\[0\]: "10\.0\.0\.1\/24; reboot"/],
        [{ addresses: [5] }, "addresses[0]: 5 is not a text"],
        [{ addresses: "10.0.0.1/24" }, 'addresses: "10.0.0.1/24" is not a list'],
        [{ addresses: ["10.0.0.1/24", "10.0.0.1/24"] }, "addresses[1]: 10.0.0.1/24 stands twice"],
        [{ addresses: ["fd00::1/64", "FD00:0::1/64"] }, "addresses[1]: fd00::1/64 stands twice"],
        [{ mtu: 67 }, "mtu: 67 is not a whole number from 68 to 65535"],
        [{ mtu: 65536 }, "mtu: 65536 is not a whole number from 68 to 65535"],
        [{ mtu: "1500" }, 'mtu: "1500" is not a number'],
        [
            { mtu: 1279, addresses: ["fd00::1/64"] },
            "mtu: 1279 is too small for the IPv6 address fd00::1/64: IPv6 needs 1280",
        ],
        [{ mac: "01:00:5e:00:00:01" }, /^mac: "01:00:5e:00:00:01" .*multicast/],
        [{ mac: "02:00" }, /^mac: "02:00" is not a MAC address/],
        [{ macFromAddress: true }, "macFromAddress: needs an address in addresses to take the MAC from"],
        [{ stp: "yes" }, 'stp: "yes" is not true or false'],
    ];
    it.each(rows)("%j", (program, failure) => said("Bridge", program, failure));
});

describe("check of a Netns refuses", () => {
    const rows: Row[] = [
        [
            { sysctls: { "kernel.panic": "1" } },
            'sysctls.kernel.panic: "kernel.panic" is not a key of net.*, like net.ipv4.ip_forward',
        ],
        [{ sysctls: { "net.ipv4/../../kernel.panic": "1" } }, /is not a key of net/],
        [{ sysctls: { "net.ipv4.ip_forward": 1 } }, "sysctls.net.ipv4.ip_forward: 1 is not a text"],
        [{ sysctls: { "net.ipv4.ip_forward": "1\n2" } }, /^sysctls\.net\.ipv4\.ip_forward: "1\\n2" is not a value of/],
        [{ sysctls: "x" }, 'sysctls: "x" is not an object of keys and values'],
        [{ loopback: 1 }, "loopback: 1 is not true or false"],
    ];
    it.each(rows)("%j", (program, failure) => said("Netns", program, failure));
});

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
        [ends({ nme: "x" }), /^peer: there is no property nme; there are name, netns, /],
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

describe("what is not known yet passes, and what is made of it is not known", () => {
    it.each([
        ["Netns", { name: later, sysctls: { "net.ipv4.ip_forward": later }, loopback: later }, {}],
        ["Netns", { sysctls: later }, {}],
        ["Bridge", { addresses: [later], macFromAddress: true, mtu: later, netns: later }, { mac: later }],
        ["Bridge", { macFromAddress: later }, { mac: later }],
        ["Bridge", { host: later }, { mac: later }],
        ["Bridge", { name: later }, { mac: later }],
        [
            "Veth",
            { name: later, addresses: later, mtu: later, routes: later, peer: later },
            { mac: later, peer: later },
        ],
        [
            "Veth",
            {
                hairpin: later,
                peer: { name: "eth0", addresses: ["10.0.0.5/24"], routes: [{ to: later, via: later, onlink: later }] },
            },
            {},
        ],
        [
            "Veth",
            { master: later, addresses: ["10.0.0.5/24"], peer: { name: later, netns: later, routes: later } },
            { mac: "02:42:0a:00:00:05" },
        ],
    ])("%s %j", async (type, program, expected) => {
        const { inputs, failures } = await checked(type, program);
        expect(failures).toEqual([]);
        expect(inputs).toMatchObject(expected);
    });

    it("and what is wrong beside it is still refused", async () => {
        expect(await failuresOf("Bridge", { mtu: 5, addresses: [later, "x"] })).toHaveLength(2);
    });
});
