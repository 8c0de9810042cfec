import { adoptable } from "./common";
import { flag, linkName, netnsName, object, record, text, whole } from "./fields";
import { allowOverlap } from "./link";
import { netns } from "./netns";
import { table, workedOut } from "./property";
import { end } from "./veth";

const { loopback, sysctls, killProcesses } = netns.properties;
const { addresses, routes, mac, mtu, hairpin, isolated, up } = end;

export const endpointPort = object("EndpointPort", "The end of an endpoint's cable that is a port of the bridge.", {
    name: {
        ...end.name,
        meaning: "The name of the port on the host.",
        output: "The name of the port on the host: what a capture or a rule of another program takes.",
        default: workedOut("`veth-` and the endpoint's `name` where that fits 15 bytes, else cut and with a hash"),
    },
    mac: {
        ...mac,
        meaning: "Its MAC address.",
        default: workedOut("made from the names, so that it comes back the same"),
    },
    mtu: { ...mtu, default: workedOut("that of the endpoint") },
    up,
});

export const endpoint = table({
    type: "Endpoint",
    noun: "endpoint",
    meaning:
        "What lives on a network: a namespace of its own, or one that is there, and the cable (veth(4)) from an interface in it to a bridge of the host. One resource for what `Netns` and `Veth` make in two.",
    example: `
const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
const br0 = new hostnet.Bridge("br0", { host, addresses: ["10.233.1.1/24"] });
const web = new hostnet.Endpoint("web", {
    host,
    bridge: br0.name,
    addresses: ["10.233.1.2/24"],
    routes: [{ to: "default", via: "10.233.1.1" }],
});
// On the host: ip netns exec web COMMAND
export const namespace = web.netns;`,
    properties: {
        ...adoptable,
        name: {
            type: netnsName,
            meaning: "What it is called on the host: its namespace, and `veth-NAME` the port on the bridge.",
            output: "What it is called on the host.",
            default: workedOut("the logical name where that is valid, else cut and with a hash"),
            replaces: true,
            word: true,
        },
        netns: {
            type: netnsName,
            meaning:
                "A namespace that is there, such as `netns.name` or that of another endpoint; it stays when the endpoint goes.",
            output: "The namespace that the interface is in: `ip netns exec NAME`.",
            default: workedOut("one of its own, called as `name` says"),
            replaces: true,
            standsOn: "ours",
            word: true,
        },
        own: {
            type: flag,
            meaning: "Whether the namespace comes and goes with the endpoint.",
            from: "check",
            word: true,
        },
        bridge: {
            type: linkName,
            meaning: "The bridge of the host that its port is on: `bridge.name`.",
            output: "The bridge of the host that its port is on.",
            required: true,
            standsOn: "ours",
        },
        interface: {
            type: linkName,
            meaning: "The name of its interface inside the namespace.",
            default: "eth0",
            replaces: true,
            word: true,
        },
        addresses,
        routes,
        mac,
        mtu: { ...mtu, meaning: "The MTU of its interface.", default: 1500 },
        hairpin: {
            ...hairpin,
            meaning:
                "Frames may leave by the port they came in by, as an endpoint that uses its own published port needs.",
        },
        isolated: { ...isolated, meaning: "No frames to or from other isolated ports of the bridge." },
        up: { ...up, meaning: "Whether its interface is up." },
        port: {
            type: endpointPort,
            meaning: "The other end of the cable, where its names and sizes are not to be the usual ones.",
            output: "The other end of the cable, on the host: `endpoint.port.name`.",
            default: workedOut("a port that follows from the endpoint"),
        },
        loopback: { ...loopback, meaning: "Whether `lo` of a namespace of its own is up." },
        sysctls: {
            ...sysctls,
            meaning: 'Settings of `net.*` inside a namespace of its own, `{ "net.ipv4.ip_forward": "1" }`.',
        },
        killProcesses,
        allowOverlap,
        ifindex: {
            type: whole(0, 2 ** 31),
            meaning: "The index of its port on the host; 0 where the cable is gone.",
            from: "host",
            sample: 7,
        },
        parts: {
            type: record(text("`netns`, `cable` or `interface`"), text("a mark, `missing` or `unfinished`")),
            meaning: "Whose its parts are, where that is not the same for all.",
            from: "host",
            absent: "all are there, and carry its mark",
            internal: true,
        },
    },
});
