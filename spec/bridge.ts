import { adoptable } from "./common";
import { flag, interfaceAddress, linkName, list, mac, mtu, netnsName, oneOf, whole } from "./fields";
import { allowOverlap, up } from "./link";
import { named, table, workedOut } from "./property";

export const bridge = table({
    type: "Bridge",
    noun: "bridge",
    meaning: "A bridge: an Ethernet switch in the kernel (ip-link(8), type bridge). Links join it by their `master`.",
    example: `
const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
const br0 = new hostnet.Bridge("br0", { host, addresses: ["10.233.1.1/24", "fd00:233:1::1/64"] });

new hostnet.Veth("a", { host, master: br0.name, peer: { name: "a0" } });`,
    properties: {
        ...adoptable,
        name: {
            type: linkName,
            meaning: "The name of the bridge.",
            output: "The name of the bridge: what `master` of its ports takes.",
            default: named("br-"),
            replaces: true,
            word: true,
        },
        addresses: {
            type: list(interfaceAddress),
            meaning:
                'The bridge\'s own addresses, such as the gateway of what hangs on it: `["10.233.1.1/24"]`. Refused if another link leads to an overlapping network, see `allowOverlap`.',
            output: "The addresses in canonical form, as they are on the host.",
            default: [],
            change: "in place, new ones before old ones go",
        },
        mac: {
            type: mac,
            meaning: "Its MAC address, given at creation, so that ports that come and go never change it.",
            default: workedOut(
                "made from the host's name and its own, so that it comes back the same and differs between hosts",
            ),
        },
        macFromAddress: {
            type: flag,
            meaning:
                "Make the MAC from the first address instead: the same gateway address has the same MAC on every host. Needs an address; without effect where `mac` is given.",
            output: "Whether the MAC is made from the first address.",
            default: false,
            word: true,
        },
        mtu: { type: mtu, meaning: "Its MTU; its ports should have the same.", default: 1500 },
        stp: { type: flag, meaning: "Whether it speaks the Spanning Tree Protocol.", default: false },
        netns: {
            type: netnsName,
            meaning: "The namespace it is in.",
            absent: "the host's own",
            replaces: true,
            standsOn: "ours",
            word: true,
        },
        up,
        allowOverlap,
        rpFilter: {
            type: oneOf("loose", "strict", "off"),
            meaning:
                'Its reverse path filter (the kernel\'s ip-sysctl, rp_filter): `"loose"` drops a packet whose source no route leads to, `"strict"` one whose source another interface leads to, which costs the answers of a container with two networks, `"off"` none. The kernel takes the higher number of this and `net.ipv4.conf.all.rp_filter`, off 0, strict 1, loose 2. Not with `netns`.',
            output: 'Its reverse path filter, `"strict"` or `"off"`; undefined for `"loose"`.',
            absent: '`"loose"`',
        },
        ifindex: { type: whole(0, 2 ** 31), meaning: "Its index in its namespace.", from: "host", sample: 7 },
    },
});
