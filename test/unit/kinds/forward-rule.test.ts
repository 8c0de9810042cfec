import { unknownValue as later } from "@pulumi/pulumi/runtime";
import { describe, expect, it } from "vitest";
import { checked, failuresOf } from "./checked";

const least = { action: "drop", matches: [{ inInterface: "br0" }] };
const one = (match: Record<string, unknown>) => ({ matches: [match] });
const at = "matches[0]";

const refused: [change: Record<string, unknown>, failure: string | RegExp][] = [
    [{ action: undefined }, "action: is missing"],
    [{ action: "reject" }, 'action: "reject" is not one of accept, drop'],
    [{ matches: undefined }, "matches: is missing"],
    [{ matches: [] }, "matches: is empty: say what to accept or drop"],
    [one({}), `${at}: is empty and would match every packet: give at least one criterion`],
    [one({ inInterface: "eth+" }), /^matches\[0\]\.inInterface: "eth\+" is not a valid name/],
    [one({ source: "10.0.0.1/24" }), /^matches\[0\]\.source: "10\.0\.0\.1\/24" is not a network/],
    [one({ source: "0.0.0.0/0" }), `${at}.source: "0.0.0.0/0" is every address: leave it out`],
    [
        one({ inInterface: "a", exceptInInterface: "b" }),
        `${at}.exceptInInterface: cannot be given together with inInterface`,
    ],
    [
        one({ destination: "10.0.0.1", exceptDestination: "10.0.0.2" }),
        `${at}.exceptDestination: cannot be given together with destination`,
    ],
    [
        one({ source: "10.0.0.1", destination: "fd00::1" }),
        `${at}.destination: fd00::1 is not an IPv4 address, as the rest is: a rule a family`,
    ],
    [
        { ...one({ source: "10.0.0.1" }), family: 6 },
        `${at}.source: 10.0.0.1 is not an IPv6 address, as the rest is: a rule a family`,
    ],
    [{ except: [{}] }, "except[0]: is empty and would match every packet: give at least one criterion"],
    [
        { ...one({ source: "10.0.0.1" }), except: [{ source: "fd00::1" }] },
        "except[0].source: fd00::1 is not an IPv4 address, as the rest is: a rule a family",
    ],
    [{ family: 5 }, /^family: /],
    [one({ port: 80 }), `${at}.port: needs protocol tcp, udp or sctp`],
    [one({ port: 80, protocol: "icmp" }), `${at}.port: needs protocol tcp, udp or sctp`],
    [one({ port: 0, protocol: "tcp" }), /^matches\[0\]\.port: /],
    [one({ states: [] }), `${at}.states: is empty: leave it out`],
    [one({ states: ["NEW"] }), /^matches\[0\]\.states\[0\]: "NEW" is not one of new, established/],
    [{ matches: [{ inInterface: "a" }, { inInterface: "a" }] }, /^matches\[1\]: .* stands twice/],
    [one({ interface: "br0" }), /unknown property interface; did you mean inInterface\?/],
    [{ name: "n".repeat(21) }, /^name: .*at most 20/],
];

describe("check of a ForwardRule", () => {
    it.each(refused)("refuses %j", async (change, failure) => {
        const failures = await failuresOf("ForwardRule", { ...least, ...change });
        expect(failures).toEqual([typeof failure === "string" ? failure : expect.stringMatching(failure)]);
    });

    it.each([
        { action: later, matches: later, family: later },
        { ...least, matches: [later, { source: later, exceptSource: later, port: later }] },
        { ...least, family: later },
    ])("lets %j pass", async (program) => {
        expect(await failuresOf("ForwardRule", program)).toEqual([]);
    });

    it.each<[Record<string, unknown>, number, string[]]>([
        [least, 4, ["mangle FORWARD -j it-drop", "mangle it-drop -i br0 -j DROP"]],
        [
            {
                action: "accept",
                ...one({ outInterface: "br0", protocol: "tcp", port: "80-82", states: ["dnat", "new"] }),
            },
            4,
            ["filter FORWARD -j it-allow", "filter it-allow -o br0 -p tcp --dport 80:82 --ctstate DNAT,NEW -j ACCEPT"],
        ],
        [
            one({ exceptSource: "FD00:0::/64", protocol: "icmp", exceptStates: ["established"] }),
            6,
            ["mangle FORWARD -j it-drop", "mangle it-drop ! -s fd00::/64 -p ipv6-icmp ! --ctstate ESTABLISHED -j DROP"],
        ],
        [{ family: 6 }, 6, ["mangle FORWARD -j it-drop", "mangle it-drop -i br0 -j DROP"]],
        [one({ source: "10.0.0.1/32" }), 4, ["mangle FORWARD -j it-drop", "mangle it-drop -s 10.0.0.1 -j DROP"]],
    ])("plans %j", async (change, family, rules) => {
        expect((await checked("ForwardRule", { ...least, name: "it", ...change })).inputs).toMatchObject({
            family,
            rules,
        });
    });

    it("does not know its family while the only address is not known", async () => {
        expect((await checked("ForwardRule", { ...least, ...one({ source: later }) })).inputs).toMatchObject({
            family: later,
            rules: later,
        });
    });
});
