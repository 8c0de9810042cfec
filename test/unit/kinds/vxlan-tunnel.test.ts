import { unknownValue as later } from "@pulumi/pulumi/runtime";
import { describe, expect, it } from "vitest";
import { checked, failuresOf } from "./checked";

const least = { vni: 42, device: "eth1" };
const mac = "02:00:00:00:00:01";
const together = "cannot be given together with";
const family = "is not of the same address family as the rest of the underlay";

const refused: [change: Record<string, unknown>, failure: string | RegExp][] = [
    [{ vni: 0 }, "vni: 0 is not a whole number from 1 to 16777215"],
    [{ vni: 16777216 }, "vni: 16777216 is not a whole number from 1 to 16777215"],
    [{ vni: "42" }, 'vni: "42" is text: write 42, or use requireNumber'],
    [{ vni: undefined }, "vni: is missing"],
    [{ txChecksum: "maybe" }, 'txChecksum: "maybe" is not one of auto, on, off'],
    [{ port: 0 }, "port: 0 is not a whole number from 1 to 65535"],
    [{ port: 65536 }, "port: 65536 is not a whole number from 1 to 65535"],
    [{ device: undefined }, "device: is missing: name the underlay's device, or give local"],
    [
        { device: undefined, local: "10.0.0.1", group: "239.1.1.1" },
        "device: is missing: a multicast group needs the underlay's device",
    ],
    [
        { group: "239.1.1.1", remote: "10.0.0.1" },
        `remote: ${together} group: a tunnel has one of group, remote and peers`,
    ],
    [
        { remote: "10.0.0.1", peers: ["10.0.0.2"] },
        `peers: ${together} remote: a tunnel has one of group, remote and peers`,
    ],
    [{ group: "10.0.0.1" }, "group: 10.0.0.1 is not a multicast address (224.0.0.0/4 or ff00::/8)"],
    [{ remote: "239.1.1.1" }, "remote: 239.1.1.1 is a multicast address: give it as group"],
    [{ peers: ["10.0.0.1", "239.1.1.1"] }, "peers[1]: 239.1.1.1 is a multicast address: give it as group"],
    [{ peers: ["10.0.0.1", "10.0.0.1"] }, "peers[1]: 10.0.0.1 stands twice"],
    [{ peers: ["10.0.0.1/24"] }, /^peers\[0\]: "10\.0\.0\.1\/24" is not an IP address: it has a prefix length/],
    [{ peers: ["10.0.0.1", "fd00::1"] }, `peers[1]: fd00::1 ${family}`],
    [{ peers: ["10.0.0.1"], local: "10.0.0.1" }, "peers[0]: 10.0.0.1 is this host's own address (local)"],
    [
        { peers: ["fd00::1"] },
        "local: is missing: over an IPv6 underlay with peers the kernel needs the host's own address",
    ],
    [{ local: "fd00::1", group: "239.1.1.1" }, `group: 239.1.1.1 ${family}`],
    [{ peers: ["10.0.0.2"], forwarding: [{ mac, vtep: "fd00::1" }] }, `forwarding[0].vtep: fd00::1 ${family}`],
    [
        {
            forwarding: [
                { mac, vtep: "10.0.0.1" },
                { mac, vtep: "10.0.0.2" },
            ],
        },
        `forwarding[1]: ${mac} stands twice`,
    ],
    [
        { forwarding: [{ mac: "00:00:00:00:00:00", vtep: "10.0.0.1" }] },
        /^forwarding\[0\]\.mac: "00:00:00:00:00:00" .*all zeros/,
    ],
    [{ forwarding: [{ mac }] }, "forwarding[0].vtep: is missing"],
    [
        { neighbors: [{ address: "10.0.0.1/24", mac }] },
        /^neighbors\[0\]\.address: "10\.0\.0\.1\/24" is not an IP address/,
    ],
    [
        {
            neighbors: [
                { address: "10.0.0.1", mac },
                { address: "10.0.0.1", mac: "02:00:00:00:00:02" },
            ],
        },
        "neighbors[1]: 10.0.0.1 stands twice",
    ],
    [
        { master: "br0", addresses: ["10.0.0.1/24"] },
        "addresses: a port of bridge br0 takes no addresses: put them on the bridge",
    ],
    [{ suppressNeighbors: true }, "suppressNeighbors: is a flag of a bridge port: give master too"],
    [
        { allowFrom: "peers" },
        /^allowFrom: "peers" needs peers, remote or forwarding, .*: nobody could send to this tunnel/,
    ],
    [{ allowFrom: [] }, /^allowFrom: .* and a list an address: nobody could send to this tunnel/],
    [{ allowFrom: ["10.0.0.0/8"] }, /^allowFrom\[0\]: "10\.0\.0\.0\/8" is not an IP address/],
    [{ allowFrom: ["10.0.0.1", "10.0.0.1"] }, "allowFrom[1]: 10.0.0.1 stands twice"],
    [{ allowFrom: ["fd00::1"], peers: ["10.0.0.1"] }, `allowFrom[0]: fd00::1 ${family}`],
    [{ entries: "mine" }, 'entries: "mine" is not one of exclusive, shared'],
    [{ allowFrom: "all" }, 'allowFrom: "all" is not one of peers, any'],
    [{ mtu: "big" }, 'mtu: "big" is neither "auto" nor a whole number from 68 to 65535'],
    [{ mtu: 20 }, 'mtu: 20 is neither "auto" nor a whole number from 68 to 65535'],
    [
        { mtu: 1000, addresses: ["fd00::1/64"] },
        "mtu: 1000 is too small for the IPv6 address fd00::1/64: IPv6 needs 1280",
    ],
];

describe("check of a VxlanTunnel", () => {
    it.each(refused)("refuses %j", async (change, failure) => {
        const failures = await failuresOf("VxlanTunnel", { ...least, ...change });
        expect(failures).toEqual([typeof failure === "string" ? failure : expect.stringMatching(failure)]);
    });

    it.each([
        {
            vni: later,
            device: later,
            peers: [later, "10.0.0.1"],
            forwarding: [{ mac: later, vtep: later }],
            neighbors: later,
            master: later,
            addresses: later,
            local: later,
            mac: later,
            mtu: later,
            allowFrom: "peers",
        },
        { ...least, group: later, remote: later, peers: later },
        { ...least, peers: later, forwarding: later, allowFrom: "peers", master: later, addresses: ["10.0.0.1/24"] },
        { ...least, remote: later, allowFrom: "peers" },
        { ...least, learning: later, suppressNeighbors: later, up: later, port: later },
        { ...least, mtu: later, addresses: ["fd00::1/64"] },
    ])("lets %j pass", async (program) => {
        expect(await failuresOf("VxlanTunnel", program)).toEqual([]);
    });

    it("makes up no MAC from a VNI, port or host that is not known", async () => {
        for (const change of [{ vni: later }, { port: later }, { host: later }])
            expect((await checked("VxlanTunnel", { ...least, ...change })).inputs.mac).toBe(later);
    });

    it("fills in port, learning and MTU, and sorts what has no order", async () => {
        const { inputs } = await checked("VxlanTunnel", {
            ...least,
            peers: ["10.0.0.9", "10.0.0.2"],
            forwarding: [
                { mac: "02-00-00-00-00-0B", vtep: "10.0.0.2" },
                { mac, vtep: "10.0.0.9" },
            ],
        });
        expect(inputs).toMatchObject({
            port: 4789,
            learning: false,
            mtu: "auto",
            peers: ["10.0.0.2", "10.0.0.9"],
            forwarding: [{ mac }, { mac: "02:00:00:00:00:0b" }],
        });
        expect((await checked("VxlanTunnel", { ...least, remote: "10.0.0.2" })).inputs.learning).toBe(true);
    });
});
