import { unknownValue } from "@pulumi/pulumi/runtime";
import { describe, expect, it } from "vitest";
import { checked, failuresOf } from "./checked";

/** The least that each kind needs beside a name. */
const kinds = {
    Netns: {},
    Bridge: {},
    Veth: { peer: { name: "eth0", netns: "ns1" } },
    VxlanTunnel: { vni: 42, device: "eth1" },
};

const grammar = "is not a valid name: it must start with a letter and go on with letters, digits";

const bad: [name: unknown, reason: string][] = [
    ["-x", grammar],
    ["a b", grammar],
    ["a;b", grammar],
    ["$(reboot)", grammar],
    ["`reboot`", grammar],
    ["a%d", grammar],
    ["a/b", grammar],
    ["..", grammar],
    ["é", grammar],
    ["1a", grammar],
    ["a\nb", grammar],
    ["", grammar],
    ["all", 'the kernel keeps "all" and "default"'],
    ["default", 'the kernel keeps "all" and "default"'],
    [7, "7 is not a string"],
    [["a"], '["a"] is not a string'],
];

describe.each(Object.entries(kinds))("the name of a %s", (type, least) => {
    it.each(bad)("is not %j", async (name, reason) => {
        const failures = await failuresOf(type, { ...least, name });
        expect(failures).toHaveLength(1);
        expect(failures[0]).toMatch(/^name: /);
        expect(failures[0]).toContain(reason);
        expect(failures[0]).toContain(JSON.stringify(name));
    });

    it("has at most 15 bytes, 64 for a namespace", async () => {
        const most = type === "Netns" ? 64 : 15;
        expect(await failuresOf(type, { ...least, name: "n".repeat(most) })).toEqual([]);
        expect(await failuresOf(type, { ...least, name: "n".repeat(most + 1) })).toEqual([
            expect.stringMatching(
                new RegExp(`^name: "nnn.* is too long for a name: it has ${most + 1} bytes, and at most ${most}`),
            ),
        ]);
    });

    it("is made up from the owner where none is given, and waits for one that is not known", async () => {
        const { inputs } = await checked(type, least);
        expect(inputs.name).toMatch(/^[a-z-]*it-[0-9a-z]{5}$/);
        expect((await checked(type, { ...least, name: unknownValue })).inputs.name).toBe(unknownValue);
    });

    it("stands beside properties that are there: another one is refused", async () => {
        const failures = await failuresOf(type, { ...least, adress: ["10.0.0.1/24"] });
        expect(failures).toEqual([
            expect.stringMatching(/^unknown property adress; (did you mean addresses\?$|there are host, owner, )/),
        ]);
    });

    it("is on a host, of an owner", async () => {
        expect(await failuresOf(type, { ...least, host: undefined, owner: undefined })).toEqual([
            "host: is missing",
            "owner: is missing",
        ]);
        expect(await failuresOf(type, { ...least, host: { name: "h1", address: "-oProxyCommand=x" } })).toEqual([
            expect.stringMatching(/^host\.address: "-oProxyCommand=x" is not a host name/),
        ]);
        expect((await checked(type, { ...least, host: unknownValue })).failures).toEqual([]);
    });
});

describe("names of other things", () => {
    it.each([
        ["Bridge", { netns: "../../etc" }, "netns"],
        [
            "Veth",
            { master: "a;b", peer: { netns: "-x", name: "a b", master: "a%d" } },
            "master",
            "peer.name",
            "peer.netns",
            "peer.master",
        ],
        ["VxlanTunnel", { vni: 42, device: "eth1;", master: "$(x)" }, "device", "master"],
    ])("of a %s %j obey the same grammar", async (type, program, ...properties) => {
        const failures = await failuresOf(type, program);
        expect(failures.map((line) => line.split(":")[0])).toEqual(expect.arrayContaining(properties));
        expect(failures).toHaveLength(properties.length);
    });
});
