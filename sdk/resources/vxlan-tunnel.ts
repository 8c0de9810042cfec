import type * as pulumi from "@pulumi/pulumi";
import { HostnetResource } from "../resource";
import { standing } from "../standing";
import type { ForwardingEntryArgs, NeighborArgs, VxlanTunnelArgs } from "./vxlan-tunnel-args";

/**
 * One end of a VXLAN tunnel (RFC 7348; ip-link(8), type vxlan): an Ethernet segment over UDP between hosts.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const addresses = ["172.16.1.11", "172.16.1.12", "172.16.1.13"];
 * addresses.forEach((address, index) => {
 *     const host = new hostnet.Host(`ubuntu${index + 1}`, { address, user: "root" });
 *     const br0 = new hostnet.Bridge(`br0-${index + 1}`, { host, name: "br0", mtu: 1450 });
 *     new hostnet.VxlanTunnel(`vxlan-${index + 1}`, {
 *         host,
 *         vni: 42,
 *         local: address,
 *         peers: addresses.filter((other) => other !== address),
 *         master: br0.name,
 *         allowFrom: "peers",
 *     });
 * });
 * ```
 */
export class VxlanTunnel extends HostnetResource {
    /** The name of the tunnel's device. */
    declare readonly name: pulumi.Output<string>;
    declare readonly vni: pulumi.Output<number>;
    declare readonly port: pulumi.Output<number>;
    declare readonly device: pulumi.Output<string | undefined>;
    declare readonly local: pulumi.Output<string | undefined>;
    declare readonly group: pulumi.Output<string | undefined>;
    declare readonly remote: pulumi.Output<string | undefined>;
    declare readonly peers: pulumi.Output<string[]>;
    declare readonly forwarding: pulumi.Output<pulumi.Unwrap<ForwardingEntryArgs>[]>;
    declare readonly neighbors: pulumi.Output<pulumi.Unwrap<NeighborArgs>[]>;
    declare readonly entries: pulumi.Output<"exclusive" | "shared">;
    declare readonly learning: pulumi.Output<boolean>;
    declare readonly master: pulumi.Output<string | undefined>;
    declare readonly addresses: pulumi.Output<string[]>;
    declare readonly mac: pulumi.Output<string>;
    /** The MTU as asked for; `linkMtu` has the number where that is `"auto"`. */
    declare readonly mtu: pulumi.Output<number | "auto">;
    declare readonly suppressNeighbors: pulumi.Output<boolean>;
    declare readonly allowFrom: pulumi.Output<"peers" | "any" | string[]>;
    /** `"on"` or `"off"` as asked for; undefined for `"auto"`. */
    declare readonly txChecksum: pulumi.Output<"on" | "off" | undefined>;
    declare readonly up: pulumi.Output<boolean>;
    declare readonly allowOverlap: pulumi.Output<boolean>;
    declare readonly adopt: pulumi.Output<boolean>;
    /** The iptables rules of `allowFrom`, a row each, `TABLE CHAIN rule`; a preview shows them. */
    declare readonly rules: pulumi.Output<string[]>;
    /** The index of the tunnel's device. */
    declare readonly ifindex: pulumi.Output<number>;
    /** The MTU that the device has. */
    declare readonly linkMtu: pulumi.Output<number>;
    /** The MTU of the underlay's device. */
    declare readonly underlayMtu: pulumi.Output<number>;

    constructor(name: string, args: VxlanTunnelArgs, opts?: pulumi.CustomResourceOptions) {
        const inputs = { ...args, host: args.host.connection, standsOn: standing(args.device, args.master) };
        super("VxlanTunnel", name, inputs, outputs, opts);
    }
}

const underlay = [
    "vni",
    "port",
    "device",
    "local",
    "group",
    "remote",
    "peers",
    "forwarding",
    "entries",
    "learning",
    "allowFrom",
];
const link = ["name", "master", "addresses", "mac", "mtu", "neighbors", "suppressNeighbors", "txChecksum", "up"];
const outputs = [...underlay, ...link, "allowOverlap", "adopt", "rules", "ifindex", "linkMtu", "underlayMtu"];
