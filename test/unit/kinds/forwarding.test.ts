import { unknownValue as later } from "@pulumi/pulumi/runtime";
import { describe, expect, it } from "vitest";
import { checked, failuresOf } from "./checked";

const least = { tunnel: "vx0" };
const mac = "02:00:00:00:00:01";

const refused: [change: Record<string, unknown>, failure: string | RegExp][] = [
    [{ tunnel: undefined }, "tunnel: is missing"],
    [{ tunnel: "a;b" }, /^tunnel: "a;b" is not a valid name/],
    [{ bridge: "-x" }, /^bridge: "-x" is not a valid name/],
    [{ name: "../x" }, /^name: "\.\.\/x" is not a valid name/],
    [{ name: "n".repeat(65) }, /^name: .* is too long .*at most 64/],
    [{ peers: ["10.0.0.1", "10.0.0.1"] }, "peers[1]: 10.0.0.1 stands twice"],
    [{ forwarding: [{ mac: "x", vtep: "10.0.0.1" }] }, /^forwarding\[0\]\.mac: "x" is not a MAC address/],
    [{ forwarding: [{ mac, vtep: "10.0.0.1/24" }] }, /^forwarding\[0\]\.vtep: "10\.0\.0\.1\/24" is not an IP address/],
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
        { peers: ["10.0.0.1"], forwarding: [{ mac, vtep: "fd00::1" }] },
        "forwarding[0].vtep: fd00::1 is not of the same address family as the rest of the underlay",
    ],
    [{ neighbors: [{ address: "10.0.0.1" }] }, "neighbors[0].mac: is missing"],
    [{ neighbours: [] }, /^unknown property neighbours; did you mean neighbors\?/],
];

describe("check of a Forwarding", () => {
    it.each(refused)("refuses %j", async (change, failure) => {
        const failures = await failuresOf("Forwarding", { ...least, ...change });
        expect(failures).toEqual([typeof failure === "string" ? failure : expect.stringMatching(failure)]);
    });

    it.each([
        { tunnel: later, bridge: later, peers: later, forwarding: later, neighbors: later },
        { ...least, peers: [later, "fd00::1"], forwarding: [{ mac: later, vtep: later }] },
        { ...least, neighbors: [{ address: later, mac }] },
    ])("lets %j pass", async (program) => {
        expect(await failuresOf("Forwarding", program)).toEqual([]);
    });

    it("makes up its name, and sorts what has no order", async () => {
        const { inputs } = await checked("Forwarding", {
            ...least,
            peers: ["10.0.0.9", "10.0.0.2"],
            neighbors: [
                { address: "FD00::1", mac },
                { address: "10.0.0.1", mac: "02-00-00-00-00-0B" },
            ],
        });
        expect(inputs).toMatchObject({
            name: expect.stringMatching(/^it-[0-9a-z]{5}$/),
            peers: ["10.0.0.2", "10.0.0.9"],
            forwarding: [],
            neighbors: [
                { address: "10.0.0.1", mac: "02:00:00:00:00:0b" },
                { address: "fd00::1", mac },
            ],
        });
    });
});
