import { adoptable } from "./common";
import { flag, interfaceAddress, linkName, list, mac, mtu, netnsName, object, text, whole } from "./fields";
import { allowOverlap, up } from "./link";
import { linkRoutes } from "./link-route";
import { table, workedOut } from "./property";

/** One end of the cable. */
export const end = {
    name: {
        type: linkName,
        meaning: "The name of this end, unique in its namespace.",
        output: "The name of this end: what `master` of a tunnel or another program's configuration takes.",
        default: workedOut("`veth`, the logical name and a hash; for a peer `eth0` in a namespace, else with `vp`"),
        replaces: true,
    },
    netns: {
        type: netnsName,
        meaning: "The namespace this end is in.",
        absent: "the host's own",
        replaces: true,
        standsOn: "ours",
    },
    master: {
        type: linkName,
        meaning: "The bridge this end is a port of; it takes no addresses then.",
        absent: "none",
        standsOn: "ours",
    },
    addresses: {
        type: list(interfaceAddress),
        meaning:
            'Its addresses, IPv4 and IPv6: `["10.0.0.5/24", "fd00::5/64"]`. Refused if another link leads to an overlapping network, see `allowOverlap`.',
        output: "The addresses in canonical form, as they are on the host.",
        default: [],
        change: "in place, new ones before old ones go",
    },
    routes: {
        type: linkRoutes,
        meaning: 'Its routes, such as `[{ to: "default", via: "10.0.0.1" }]`, beside those of the addresses.',
        output: "Its routes, those of the addresses left out.",
        default: [],
        change: "in place, new ones before old ones go",
    },
    mac: {
        type: mac,
        meaning: "Its MAC address, which comes back the same where it is not given.",
        default: workedOut("made from the first IPv4 address, else the first address, else the names"),
        change: "in place, but neighbours keep the old one for a while",
    },
    mtu: {
        type: mtu,
        meaning: "Its MTU.",
        default: workedOut("1500; for the peer that of the other end"),
    },
    hairpin: {
        type: flag,
        meaning: "With `master`: frames may leave by the port they came in by, as a port that publishes itself needs.",
        default: false,
    },
    isolated: {
        type: flag,
        meaning: "With `master`: no frames to or from other isolated ports of the bridge.",
        default: false,
    },
    up,
} as const;

export const vethEnd = object("VethEnd", "One end of a veth.", {
    ...end,
    owner: {
        type: text("`project/stack/name`"),
        meaning: "The mark of this end as it was seen, where it is not that of the other end.",
        from: "host",
        absent: "the same",
        internal: true,
    },
});

export const veth = table({
    type: "Veth",
    noun: "veth",
    meaning: "A veth pair (veth(4)): a virtual Ethernet cable, most often from a bridge of the host into a namespace.",
    example: `
const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
const br0 = new hostnet.Bridge("br0", { host, addresses: ["10.233.1.1/24"] });
const web = new hostnet.Netns("web", { host });
const cable = new hostnet.Veth("web", {
    host,
    master: br0.name,
    peer: { netns: web.name, addresses: ["10.233.1.2/24"], routes: [{ to: "default", via: "10.233.1.1" }] },
});

export const inside = cable.peer.name; // eth0`,
    properties: {
        ...adoptable,
        ...end,
        peer: {
            type: vethEnd,
            meaning: "The other end, if only as `{}`.",
            output: "The other end: `veth.peer.name`, `veth.peer.addresses[0]`, `veth.peer.mac`.",
            required: true,
        },
        allowOverlap,
        ifindex: {
            type: whole(0, 2 ** 31),
            meaning: "The index of this end in its namespace.",
            from: "host",
            sample: 7,
        },
    },
});
