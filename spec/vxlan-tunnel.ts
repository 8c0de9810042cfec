import { adoptable } from "./common";
import { entries } from "./entries";
import { address, either, flag, interfaceAddress, linkName, list, mac, mtu, oneOf, text, whole } from "./fields";
import { allowOverlap, up } from "./link";
import { named, table, workedOut } from "./property";

/** What a change makes anew: a tunnel cannot be moved. */
const remade = { replaces: true } as const;

export const vxlanTunnel = table({
    type: "VxlanTunnel",
    noun: "VXLAN tunnel",
    meaning:
        "One end of a VXLAN tunnel (RFC 7348; ip-link(8), type vxlan): an Ethernet segment over UDP between hosts.",
    example: `
const addresses = ["172.16.1.11", "172.16.1.12", "172.16.1.13"];
addresses.forEach((address, index) => {
    const host = new hostnet.Host(\`ubuntu\${index + 1}\`, { address, user: "root" });
    const br0 = new hostnet.Bridge(\`br0-\${index + 1}\`, { host, name: "br0", mtu: 1450 });
    new hostnet.VxlanTunnel(\`vxlan-\${index + 1}\`, {
        host,
        vni: 42,
        local: address,
        peers: addresses.filter((other) => other !== address),
        master: br0.name,
        allowFrom: "peers",
    });
});`,
    properties: {
        ...adoptable,
        name: {
            type: linkName,
            meaning: "The name of the tunnel's device.",
            default: named("vx-"),
            ...remade,
            word: true,
        },
        vni: {
            type: whole(1, 16777215),
            meaning: "The number of the overlay, the same at every end; once a host and port.",
            required: true,
            ...remade,
        },
        port: {
            type: whole(1, 65535),
            meaning: "The UDP port of the tunnel, the same at every end; 4789 is the standard's.",
            default: 4789,
            ...remade,
        },
        device: {
            type: linkName,
            meaning: "The underlay's device. This or `local` is required; with `group` it must be this.",
            absent: "that of `local`",
            standsOn: "ours",
            ...remade,
        },
        local: {
            type: address,
            meaning: "This host's own address in the underlay, the source of what it sends.",
            absent: "the kernel chooses",
            ...remade,
        },
        group: {
            type: address,
            meaning: "A multicast group of the underlay that finds the other ends. Not with `remote` or `peers`.",
            absent: "none",
            ...remade,
        },
        remote: {
            type: address,
            meaning: "The one other end. Not with `group` or `peers`.",
            absent: "none",
            ...remade,
        },
        ...entries,
        entries: {
            type: oneOf("exclusive", "shared"),
            meaning:
                '`"exclusive"`: every forwarding entry on the tunnel is its own, and others are drift. `"shared"`: it looks after its own `peers`, `forwarding` and `neighbors` alone and leaves what `Forwarding` resources put there.',
            default: "exclusive",
            word: true,
        },
        learning: {
            type: flag,
            meaning: "Whether MAC addresses are learned from what arrives.",
            default: workedOut("true with `group` or `remote`"),
            ...remade,
        },
        master: {
            type: linkName,
            meaning: "The bridge that it is a port of; it takes no addresses then.",
            absent: "none",
            standsOn: "ours",
        },
        addresses: {
            type: list(interfaceAddress),
            meaning: "The addresses of a tunnel that is no port of a bridge.",
            default: [],
        },
        mac: {
            type: mac,
            meaning: "Its MAC address.",
            default: workedOut("made from host, VNI and port, so that it comes back the same"),
        },
        mtu: {
            type: either(oneOf("auto"), mtu),
            meaning: 'Its MTU, or `"auto"` for what fits into the underlay: 50 bytes less than its device, 70 on IPv6.',
            output: 'The MTU as asked for; `linkMtu` has the number where that is `"auto"`.',
            default: "auto",
        },
        suppressNeighbors: {
            type: flag,
            meaning:
                "With `master`: the bridge answers ARP and neighbour discovery from `neighbors` itself, for which it gets an entry for each MAC of `forwarding`, and what asks for the bridge's own addresses stays off the tunnel.",
            default: false,
        },
        allowFrom: {
            type: either(oneOf("peers", "any"), list(address, { sorted: true })),
            meaning:
                '`"peers"`: drop what comes from anybody but `peers`, `remote` and the ends in `forwarding`, by iptables rules for this VNI and port, since VXLAN itself has no authentication. A list: from anybody but these underlay addresses.',
            default: "any",
            word: true,
        },
        txChecksum: {
            type: oneOf("auto", "on", "off"),
            meaning:
                'Whether the kernel leaves the checksums of what goes through the tunnel to the device (`"on"`), or makes them itself (`"off"`), see ethtool(8), tx-checksum-ip-generic. `"auto"` is off for kernels before 5.7, which send wrong ones where NAT meets the tunnel, and left alone for others. On such a kernel, and for `"on"` and `"off"`, the host needs ethtool.',
            output: '`"on"` or `"off"` as asked for; undefined for `"auto"`.',
            implied: "auto",
        },
        up,
        allowOverlap,
        rules: {
            type: list(text("`TABLE CHAIN rule`")),
            meaning:
                "The iptables rules of `allowFrom`, a row each, `TABLE CHAIN rule`; a preview shows them. One that is gone from the host is `missing: TABLE CHAIN rule`, until the next `up`.",
            from: "check",
        },
        ifindex: { type: whole(0, 2 ** 31), meaning: "The index of the tunnel's device.", from: "host", sample: 7 },
        linkMtu: {
            type: whole(0, 2 ** 31, "bytes"),
            meaning: "The MTU that the device has.",
            from: "host",
            sample: 1450,
        },
        underlayMtu: {
            type: whole(0, 2 ** 31, "bytes"),
            meaning: "The MTU of the underlay's device.",
            from: "host",
            sample: 1500,
        },
        neighborsOn: {
            type: linkName,
            meaning:
                "Where the neighbours were looked up, where that is not where the link's own master says: half-way of a move.",
            from: "host",
            absent: "as the master says",
            internal: true,
        },
        unswitched: {
            type: list(mac),
            meaning:
                "MACs of entries that the bridge has none for, though it suppresses neighbours: it does not answer for them.",
            from: "host",
            absent: "none",
            internal: true,
        },
    },
});
