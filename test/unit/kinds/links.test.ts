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
        [{ addresses: [5] }, "addresses[0]: 5 is not a string"],
        [{ addresses: "10.0.0.1/24" }, 'addresses: "10.0.0.1/24" is not a list'],
        [{ addresses: ["10.0.0.1/24", "10.0.0.1/24"] }, "addresses[1]: 10.0.0.1/24 stands twice"],
        [{ addresses: ["fd00::1/64", "FD00:0::1/64"] }, "addresses[1]: fd00::1/64 stands twice"],
        [{ mtu: 67 }, "mtu: 67 is not a whole number from 68 to 65535"],
        [{ mtu: 65536 }, "mtu: 65536 is not a whole number from 68 to 65535"],
        [{ mtu: "1500" }, 'mtu: "1500" is text: write 1500, or use requireNumber'],
        [
            { mtu: 1279, addresses: ["fd00::1/64"] },
            "mtu: 1279 is too small for the IPv6 address fd00::1/64: IPv6 needs 1280",
        ],
        [{ mac: "01:00:5e:00:00:01" }, /^mac: "01:00:5e:00:00:01" .*multicast/],
        [{ mac: "02:00" }, /^mac: "02:00" is not a MAC address/],
        [{ macFromAddress: true }, "macFromAddress: needs an address in addresses to take the MAC from"],
        [{ rpFilter: "maybe" }, 'rpFilter: "maybe" is not one of loose, strict, off'],
        [
            { rpFilter: "loose", netns: "ns1" },
            "rpFilter: is for bridges of the host: cannot be given together with netns",
        ],
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
        [{ sysctls: { "net.ipv4.ip_forward": 1 } }, "sysctls.net.ipv4.ip_forward: 1 is not a string"],
        [{ sysctls: { "net.ipv4.ip_forward": "1\n2" } }, /^sysctls\.net\.ipv4\.ip_forward: "1\\n2" is not a value of/],
        [{ sysctls: "x" }, 'sysctls: "x" is not an object of keys and values'],
        [{ loopback: 1 }, "loopback: 1 is not true or false"],
    ];
    it.each(rows)("%j", (program, failure) => said("Netns", program, failure));
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
