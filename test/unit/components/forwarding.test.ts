import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { macFromAddress, nthAddress } from "../../../sdk";
import { forwardingOf, peersOf, type RemoteEndpoint, underlayAddress, type Vtep } from "../../../sdk/components/plan";

const vteps: Vtep[] = [
    { host: "ubuntu1", vtep: "172.16.1.11" },
    { host: "ubuntu2", vtep: "172.16.1.12" },
    { host: "ubuntu3", vtep: "172.16.1.13" },
];

it("tells a host where the endpoints of the others are", () => {
    const stations: RemoteEndpoint[] = [
        { host: "ubuntu3", mac: "02:42:0a:e9:00:32", addresses: ["10.233.0.50", "fd00::50"] },
        { host: "ubuntu2", mac: "02:42:0a:e9:00:03", addresses: ["10.233.0.3"] },
        { host: "ubuntu1", mac: "02:42:0a:e9:00:02", addresses: ["10.233.0.2"] },
    ];
    expect(forwardingOf("ubuntu1", vteps, stations)).toEqual({
        forwarding: [
            { mac: "02:42:0a:e9:00:32", vtep: "172.16.1.13" },
            { mac: "02:42:0a:e9:00:03", vtep: "172.16.1.12" },
        ],
        neighbors: [
            { address: "10.233.0.50", mac: "02:42:0a:e9:00:32" },
            { address: "fd00::50", mac: "02:42:0a:e9:00:32" },
            { address: "10.233.0.3", mac: "02:42:0a:e9:00:03" },
        ],
    });
    expect(peersOf("ubuntu2", vteps)).toEqual(["172.16.1.11", "172.16.1.13"]);
});

/** Up to 8 hosts, up to 40 endpoints spread over them, each with an address of its own. */
const network = fc
    .tuple(fc.integer({ min: 1, max: 8 }), fc.array(fc.nat(7), { maxLength: 40 }))
    .map(([count, places]) => ({
        vteps: Array.from({ length: count }, (_, n) => ({ host: `h${n}`, vtep: nthAddress("172.16.1.0/24", 11 + n) })),
        stations: places.map((place, n) => {
            const address = nthAddress("10.233.0.0/16", 2 + n);
            return { host: `h${place % count}`, mac: macFromAddress(address), addresses: [address] };
        }),
    }));

describe("whatever the network", () => {
    it("every host knows every endpoint elsewhere, each once, and none of its own", () => {
        fc.assert(
            fc.property(network, ({ vteps, stations }) => {
                for (const { host } of vteps) {
                    const { forwarding, neighbors } = forwardingOf(host, vteps, stations);
                    const away = stations.filter((station) => station.host !== host);
                    expect(forwarding.map(({ mac }) => mac).sort()).toEqual(away.map(({ mac }) => mac).sort());
                    expect(neighbors).toHaveLength(away.length);
                    for (const { mac, vtep } of forwarding) {
                        const at = away.find((station) => station.mac === mac)?.host;
                        expect(vteps.find((item) => item.vtep === vtep)?.host).toBe(at);
                    }
                }
            }),
        );
    });

    it("one endpoint more is one entry more elsewhere, and changes no other", () => {
        fc.assert(
            fc.property(network, fc.nat(7), ({ vteps, stations }, place) => {
                const address = nthAddress("10.233.0.0/16", 1000);
                const one = { host: `h${place % vteps.length}`, mac: macFromAddress(address), addresses: [address] };
                for (const { host } of vteps) {
                    const before = forwardingOf(host, vteps, stations).forwarding;
                    const after = forwardingOf(host, vteps, [one, ...stations]).forwarding;
                    expect(after.filter(({ mac }) => mac !== one.mac)).toEqual(before);
                    expect(after.length - before.length).toBe(one.host === host ? 0 : 1);
                }
            }),
        );
    });
});

describe("the underlay address of a host", () => {
    it("is the first of its family", () => {
        const addresses = ["172.16.1.11/24", "172.16.1.99/24", "FD01::11/64"];
        expect(underlayAddress("ubuntu1", addresses, 4)).toBe("172.16.1.11");
        expect(underlayAddress("ubuntu1", addresses, 6)).toBe("fd01::11");
    });

    it("is missing where there is none of the family", () => {
        expect(() => underlayAddress("ubuntu1", ["172.16.1.11/24"], 6)).toThrow(
            "host ubuntu1 has no IPv6 address on its underlay device (it has 172.16.1.11/24): name one with underlay",
        );
    });
});
