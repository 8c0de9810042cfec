import { attachmentPoint } from "../../spec/attachment-point";
import { forwarding } from "../../spec/forwarding";
import { vxlanTunnel } from "../../spec/vxlan-tunnel";
import { neighboursOn, sample } from "./sample";

/** A tunnel of a lab whose underlay has these three first bytes. */
export function vxlanSample(prefix: string) {
    const everything = {
        peers: [`${prefix}.12`, `${prefix}.13`],
        forwarding: [{ mac: "02:00:00:00:09:05", vtep: `${prefix}.12` }],
        neighbors: ["10.9.0.5", "fd00:9::5"].map((address) => ({ address, mac: "02:00:00:00:09:05" })),
        master: "br0",
        mac: "02:00:00:00:09:01",
        mtu: 1400,
        suppressNeighbors: true,
        allowFrom: "peers",
        txChecksum: "off",
    } as const;
    return sample(vxlanTunnel, {
        // The bridge has a port and an MTU that was set, so that neither comes and goes with the tunnel.
        prepare: `
            ip link add br0 address 02:00:00:00:0b:00 mtu 1449 type bridge; ip link set br0 up mtu 1450
            ip link add p0 type veth peer name q0; ip link set p0 master br0; ip link set p0 up; ip link set q0 up`,
        guests: neighboursOn("vx0"),
        minimal: { name: "vx0", vni: 42, device: "eth1" },
        maximal: { ...everything, port: 4790, local: `${prefix}.11` },
        inPlace: everything,
        breaks: ["ip", "bridge", "iptables-restore", "ethtool"],
        aside: { learning: false, up: true },
        together: {
            as: "tunnel",
            args: {
                name: "vxlan0",
                vni: 42,
                device: "eth1",
                peers: ["172.16.1.12", "172.16.1.13"],
                forwarding: [{ mac: "02:42:0a:e9:02:02", vtep: "172.16.1.12" }],
                neighbors: [{ address: "10.233.1.9", mac: "02:42:0a:e9:02:02" }],
                allowFrom: "peers",
                master: "br0",
                suppressNeighbors: true,
                entries: "shared",
            },
            change: { peers: ["172.16.1.12", "172.16.1.14"] },
        },
    });
}

/** The entries of a program on tunnel vx0 of a lab whose underlay has these three first bytes. */
export function forwardingSample(prefix: string) {
    const everything = {
        bridge: "br0",
        peers: [`${prefix}.13`, `${prefix}.14`],
        forwarding: [5, 6].map((n) => ({ mac: `02:00:00:00:09:0${n}`, vtep: `${prefix}.12` })),
        neighbors: [
            ...[5, 6].map((n) => ({ address: `10.9.0.${n}`, mac: `02:00:00:00:09:0${n}` })),
            { address: "fd00:9::5", mac: "02:00:00:00:09:05" },
        ],
    };
    return sample(forwarding, {
        noted: true,
        // Entries of others stand beside ours.
        prepare: `
            ip link add br0 address 02:00:00:00:0b:00 mtu 1449 type bridge; ip link set br0 up mtu 1450
            ip link add br1 address 02:00:00:00:0b:01 mtu 1449 type bridge; ip link set br1 up mtu 1450
            for v in 0 1; do ip link add vx$v address 02:00:00:00:0c:0$v type vxlan id 4$v dstport 4789 dev eth1 nolearning; done
            ip link set vx0 master br0; ip link set vx0 up; ip link set vx1 up
            bridge fdb append 00:00:00:00:00:00 dev vx0 dst ${prefix}.99
            bridge fdb replace 02:00:00:00:09:99 dev vx0 dst ${prefix}.99
            ip neigh replace 10.9.0.99 lladdr 02:00:00:00:09:99 dev br0 nud permanent`,
        minimal: { name: "web", tunnel: "vx0" },
        maximal: everything,
        inPlace: { ...everything, bridge: undefined },
        together: {
            as: "forwarding",
            args: {
                tunnel: "vxlan0",
                bridge: "br0",
                peers: ["172.16.1.14"],
                forwarding: [{ mac: "02:42:0a:e9:03:02", vtep: "172.16.1.13" }],
                neighbors: [{ address: "10.233.1.8", mac: "02:42:0a:e9:03:02" }],
            },
            change: { peers: ["172.16.1.15"] },
        },
    });
}

export const attachmentPointSample = sample(attachmentPoint, {
    noted: true,
    prepare: `for b in br0 br1; do ip link add $b address 02:00:00:00:0b:0\${b#br} type bridge; ip link set $b up; done`,
    minimal: { bridge: "br0" },
    maximal: { tunnel: "vx0" },
    breaks: ["mv"],
    together: { as: "attach", args: { bridge: "br0", tunnel: "vxlan0" }, change: { tunnel: undefined } },
    refused: [
        [{ bridge: undefined }, "bridge: is missing"],
        [{ bridge: "../x" }, /^bridge: "\.\.\/x" is not a valid name/],
        [{ tunnel: "a/b" }, /^tunnel: "a\/b" is not a valid name/],
    ],
    unreleased: true,
});

export const tunnels = (prefix: string) => [vxlanSample(prefix), forwardingSample(prefix), attachmentPointSample];
