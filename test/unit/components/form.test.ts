import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as hostnet from "../../../sdk";
import { hosts, runProgram } from "./run-program";

// What programs give whom no types keep from it: one message with all that is wrong, each with its place.
const untyped = (args: unknown): never => args as never;
const overlay = (change: object) => () =>
    new hostnet.OverlayNetwork("blue", untyped({ hosts: hosts(1, 2), subnet: "10.233.0.0/16", vni: 42, ...change }));
const bridge = (change: object) => () =>
    new hostnet.BridgeNetwork("blue", untyped({ host: hosts(1)[0], subnet: "10.233.0.0/16", ...change }));
const attachment = (change: object) => () =>
    new hostnet.NetworkAttachment(
        "blue",
        untyped({ network: reference, hosts: hosts(1), slice: "10.233.128.0/24", endpoints: {}, ...change }),
    );
const reference = {
    name: "blue",
    subnet: "10.233.0.0/16",
    mtu: 1450,
    slices: ["10.233.128.0/20"],
    hosts: { ubuntu1: { bridge: "br-1" } },
};
const web = (change: object) => ({ endpoints: { web: { host: "ubuntu1", ...change } } });
const port = (change: unknown) => web({ publish: [change] });
const later = (value: unknown) => pulumi.output(value);
const output =
    "is an output, whose value is known only once resources are made: give a plain one, as from the configuration";

const refused: readonly (readonly [program: () => unknown, ...said: string[]])[] = [
    [overlay({ endpoint: {} }), "unknown property endpoint; did you mean endpoints?"],
    [overlay(web({ publsh: [] })), "endpoints.web: unknown property publsh; did you mean publish?"],
    [
        overlay(port({ hostPort: 8085, targetport: 80 })),
        "endpoints.web.publish[0]: unknown property targetport; did you mean targetPort?",
    ],
    [
        overlay(web({ nameService: { nameserver: [] } })),
        "endpoints.web.nameService: unknown property nameserver; did you mean nameservers?",
    ],
    [overlay({ transform: { endpoints: {} } }), "transform: unknown property endpoints; did you mean endpoint?"],
    [
        overlay({ hosts: [{ host: hosts(1)[0], underlai: "10.0.0.1" }] }),
        "hosts[0]: unknown property underlai; did you mean underlay?",
    ],
    [
        overlay(port({ hostPort: 8080, targetPort: "80x" })),
        'endpoints.web.publish[0].targetPort: "80x" is not a port or a range of ports: write a whole number from 1 to 65535, or two of them such as "8000-8010".',
    ],
    [
        overlay(port("8080:80")),
        'endpoints.web.publish[0]: "8080:80" is not a published port, such as { hostPort: 8080, targetPort: 80 }',
    ],
    [overlay(port({})), "endpoints.web.publish[0].hostPort: is missing: give a port, or a range as `8000-8010`"],
    [
        overlay(port({ hostPort: 80, protocol: "icmp" })),
        'endpoints.web.publish[0].protocol: "icmp" is not one of tcp, udp, sctp',
    ],
    [overlay(web({ address: 7 })), "endpoints.web.address: 7 is not a string"],
    [overlay({ endpoints: [] }), "endpoints: a list is not an object of endpoints by name"],
    [
        overlay({ endpoints: { web: "ubuntu1" } }),
        'endpoints.web: "ubuntu1" is not an endpoint, such as { host: "ubuntu1" }',
    ],
    [overlay({ vni: "9" }), 'vni: "9" is text: write 9, or use requireNumber'],
    [overlay({ mode: "mesh" }), 'mode: "mesh" is not one of static, flood, multicast, direct'],
    [
        overlay({ subnet: undefined, vni: undefined }),
        "subnet: is missing: give a network, such as 10.233.0.0/16",
        "vni: is missing: give a number",
    ],
    [overlay({ hosts: undefined }), "hosts: is missing: give a list"],
    [overlay({ hosts: ["ubuntu1"] }), 'hosts[0]: "ubuntu1" is not a Host or { host, underlay }'],
    [overlay({ subnet: later("10.233.0.0/16") }), `subnet: ${output}`],
    [overlay({ endpoints: later({}) }), `endpoints: ${output}`],
    [bridge({ host: undefined }), "host: is missing: give a Host"],
    [bridge({ host: "host1" }), 'host: "host1" is not a Host: give the resource, as new hostnet.Host(…) returns it'],
    [bridge({ internal: "yes" }), 'internal: "yes" is not true or false'],
    [
        bridge({ reachableFrom: [{}] }),
        "reachableFrom[0]: an object is not a network, such as 10.233.0.0/16 or a network of this program",
    ],
    [bridge({ subnet: "10.0.0.0/31" }), "subnet: 10.0.0.0/31 has no room for a gateway and an endpoint"],
    [bridge({ subnet: "10.0.0.0/32" }), "subnet: 10.0.0.0/32 has no room for a gateway and an endpoint"],
    [
        bridge({ subnet: "224.1.0.0/16" }),
        "subnet: 224.1.0.0/16 overlaps 224.0.0.0/4, which is for multicast groups: choose another subnet",
    ],
    [
        bridge({ subnet: "127.1.0.0/16" }),
        "subnet: 127.1.0.0/16 overlaps 127.0.0.0/8, which is for each host itself: choose another subnet",
    ],
    [
        bridge({ subnet: "169.254.0.0/16" }),
        "subnet: 169.254.0.0/16 overlaps 169.254.0.0/16, which is for link-local addresses: choose another subnet",
    ],
    [
        bridge({ subnet6: "fe80::/64" }),
        "subnet6: fe80::/64 overlaps fe80::/10, which is for link-local addresses: choose another subnet",
    ],
    [
        attachment({ network: undefined }),
        "network: is missing: give a network as another program exports it: export its `reference` there, and give that output",
    ],
    [attachment({ slice: undefined }), "slice: is missing: give a network, such as 10.233.0.0/16"],
    [
        attachment({ network: later(undefined) }),
        "network: nothing is not a network as another program exports it: export its `reference` there, and give that output",
    ],
    [
        attachment({ network: later("blue") }),
        'network: "blue" is not a network as another program exports it: export its `reference` there, and give that output',
    ],
];

describe("refuses with its place:", () => {
    it.each(refused.map(([program, ...said]) => ({ said, program })))("$said", async ({ program, said }) => {
        const { failures, onHosts } = await runProgram(program);
        const [first = "", ...others] = failures;
        expect(first.split("\n").slice(1)).toEqual(said.map((item) => `  - ${item}`));
        expect(first).toMatch(/^(OverlayNetwork|BridgeNetwork|NetworkAttachment) blue is refused:/);
        // The same, wherever the output of it goes.
        expect(others.filter((item) => item !== first)).toEqual([]);
        expect(onHosts).toEqual([]);
    });

    it("says so of no args at all", async () => {
        const { failures } = await runProgram(() => new hostnet.OverlayNetwork("blue", untyped(undefined)));
        expect(failures).toEqual(["OverlayNetwork blue is refused:\n  - nothing is not an object of args"]);
    });
});

it("takes what is right, outputs where they may be, and what is left undefined", async () => {
    const { failures } = await runProgram(() => {
        const [one, two] = hosts(1, 2) as [hostnet.Host, hostnet.Host];
        const netns = new hostnet.Netns("ns", { host: one });
        new hostnet.OverlayNetwork("blue", {
            hosts: [one, { host: two, underlay: pulumi.output("172.16.1.12"), underlayMtu: pulumi.output(1500) }],
            subnet: "10.233.0.0/16",
            vni: 42,
            subnet6: undefined,
            reachableFrom: ["10.9.0.0/16"],
            endpoints: {
                web: { host: one, netns, nameService: { nameservers: ["9.9.9.9"] }, publish: [{ hostPort: "80-81" }] },
                db: {
                    host: "ubuntu2",
                    netns: pulumi.output("db"),
                    routes: [{ to: "10.8.0.0/16", via: pulumi.output("10.233.0.9") }],
                },
            },
            transform: { endpoint: (args) => args, bridge: { stp: true } },
        });
    });
    expect(failures).toEqual([]);
});

it("is refused by TypeScript inside endpoints too", () => {
    const subnet = "auto";
    const typed = (host: hostnet.Host) => [
        // @ts-expect-error publsh
        new hostnet.BridgeNetwork("a", { host, subnet, endpoints: { web: { host, publsh: [] } } }),
        // @ts-expect-error endpoint
        new hostnet.BridgeNetwork("b", { host, subnet, endpoint: { web: { host } } }),
        // @ts-expect-error targetport
        new hostnet.BridgeNetwork("c", { host, subnet, endpoints: { a: { publish: [{ targetport: 2 }] } } }),
        // @ts-expect-error nameserver
        new hostnet.BridgeNetwork("d", { host, subnet, endpoints: { a: { nameService: { nameserver: [] } } } }),
    ];
    const made = (host: hostnet.Host) => new hostnet.BridgeNetwork("e", { host, subnet, endpoints: { web: { host } } });
    const endpoints = (host: hostnet.Host) => [
        made(host).endpoints.web.address,
        // @ts-expect-error no such endpoint was declared
        made(host).endpoints.db,
    ];
    expect([typed, endpoints]).toHaveLength(2);
});
