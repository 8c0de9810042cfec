// Made by `npm run generate` from spec/vxlan-tunnel.ts: change it there.
import type * as pulumi from "@pulumi/pulumi";
import { vxlanTunnel } from "../../spec/vxlan-tunnel";
import { onHost } from "../on-host";
import { HostnetResource } from "../resource";
import type { ResourceArgs } from "./args";
import type { ForwardingEntry, ForwardingEntryArgs } from "./forwarding-entry";
import type { NeighborEntry, NeighborEntryArgs } from "./neighbor-entry";

/** What a program says of a `VxlanTunnel`. */
export interface VxlanTunnelArgs extends ResourceArgs {
    /**
     * The name of the tunnel's device. A letter, then letters, digits and `_ . -`, at most 15 bytes. A change replaces
     * it. Default: `vx-`, the logical name and a hash; at most 15 bytes.
     */
    name?: pulumi.Input<string>;
    /** The number of the overlay, the same at every end; once a host and port. 1 to 16777215. A change replaces it. */
    vni: pulumi.Input<number>;
    /**
     * The UDP port of the tunnel, the same at every end; 4789 is the standard's. 1 to 65535. A change replaces it.
     * Default: `4789`.
     */
    port?: pulumi.Input<number>;
    /**
     * The underlay's device. This or `local` is required; with `group` it must be this. A change replaces it. Default:
     * that of `local`.
     */
    device?: pulumi.Input<string>;
    /**
     * This host's own address in the underlay, the source of what it sends. A change replaces it. Default: the kernel
     * chooses.
     */
    local?: pulumi.Input<string>;
    /**
     * A multicast group of the underlay that finds the other ends. Not with `remote` or `peers`. A change replaces it.
     * Default: none.
     */
    group?: pulumi.Input<string>;
    /** The one other end. Not with `group` or `peers`. A change replaces it. Default: none. */
    remote?: pulumi.Input<string>;
    /**
     * The underlay addresses of the other ends: what has no known destination goes to each of them. Each is an IP
     * address. In place, entry by entry: the rest of the traffic goes on. Default: none.
     */
    peers?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Which MAC address is behind which end: frames to it go only there. In place, entry by entry: the rest of the
     * traffic goes on. Default: none.
     */
    forwarding?: pulumi.Input<pulumi.Input<ForwardingEntryArgs>[]>;
    /**
     * Permanent neighbours, on the bridge that the tunnel is a port of, else on the tunnel itself. In place, entry by
     * entry: the rest of the traffic goes on. Default: none.
     */
    neighbors?: pulumi.Input<pulumi.Input<NeighborEntryArgs>[]>;
    /**
     * `"exclusive"`: every forwarding entry on the tunnel is its own, and others are drift. `"shared"`: it looks after
     * its own `peers`, `forwarding` and `neighbors` alone and leaves what `Forwarding` resources put there. In place.
     * Default: `"exclusive"`.
     */
    entries?: pulumi.Input<"exclusive" | "shared">;
    /**
     * Whether MAC addresses are learned from what arrives. A change replaces it. Default: true with `group` or
     * `remote`.
     */
    learning?: pulumi.Input<boolean>;
    /** The bridge that it is a port of; it takes no addresses then. In place. Default: none. */
    master?: pulumi.Input<string>;
    /**
     * The addresses of a tunnel that is no port of a bridge. Each is an address with the prefix of its network,
     * `10.0.0.5/24`. In place. Default: none.
     */
    addresses?: pulumi.Input<pulumi.Input<string>[]>;
    /** Its MAC address. In place. Default: made from host, VNI and port, so that it comes back the same. */
    mac?: pulumi.Input<string>;
    /**
     * Its MTU, or `"auto"` for what fits into the underlay: 50 bytes less than its device, 70 on IPv6. Bytes, 68 to
     * 65535. In place. Default: `"auto"`.
     */
    mtu?: pulumi.Input<"auto" | number>;
    /**
     * With `master`: the bridge answers ARP and neighbour discovery from `neighbors` itself, for which it gets an entry
     * for each MAC of `forwarding`, and what asks for the bridge's own addresses stays off the tunnel. In place.
     * Default: `false`.
     */
    suppressNeighbors?: pulumi.Input<boolean>;
    /**
     * `"peers"`: drop what comes from anybody but `peers`, `remote` and the ends in `forwarding`, by iptables rules for
     * this VNI and port, since VXLAN itself has no authentication. A list: from anybody but these underlay addresses.
     * An IP address. In place. Default: `"any"`.
     */
    allowFrom?: pulumi.Input<"peers" | "any" | pulumi.Input<string>[]>;
    /**
     * Whether the kernel leaves the checksums of what goes through the tunnel to the device (`"on"`), or makes them
     * itself (`"off"`), see ethtool(8), tx-checksum-ip-generic. `"auto"` is off for kernels before 5.7, which send
     * wrong ones where NAT meets the tunnel, and left alone for others. On such a kernel, and for `"on"` and `"off"`,
     * the host needs ethtool. In place. Default: `"auto"`.
     */
    txChecksum?: pulumi.Input<"auto" | "on" | "off">;
    /** Whether it is up. In place. Default: `true`. */
    up?: pulumi.Input<boolean>;
    /**
     * Give the addresses even where another link of the same namespace has a route to an overlapping network. Asked
     * only when an address is added; otherwise it is refused, naming that route. In place. Default: `false`.
     */
    allowOverlap?: pulumi.Input<boolean>;
}

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
    /** Whether what was there already is taken over. */
    declare readonly adopt: pulumi.Output<boolean>;
    /** The name of the tunnel's device. */
    declare readonly name: pulumi.Output<string>;
    /** The number of the overlay, the same at every end; once a host and port. */
    declare readonly vni: pulumi.Output<number>;
    /** The UDP port of the tunnel, the same at every end; 4789 is the standard's. */
    declare readonly port: pulumi.Output<number>;
    /** The underlay's device. This or `local` is required; with `group` it must be this. */
    declare readonly device: pulumi.Output<string | undefined>;
    /** This host's own address in the underlay, the source of what it sends. */
    declare readonly local: pulumi.Output<string | undefined>;
    /** A multicast group of the underlay that finds the other ends. Not with `remote` or `peers`. */
    declare readonly group: pulumi.Output<string | undefined>;
    /** The one other end. Not with `group` or `peers`. */
    declare readonly remote: pulumi.Output<string | undefined>;
    /** The underlay addresses of the other ends: what has no known destination goes to each of them. */
    declare readonly peers: pulumi.Output<string[]>;
    /** Which MAC address is behind which end: frames to it go only there. */
    declare readonly forwarding: pulumi.Output<ForwardingEntry[]>;
    /** Permanent neighbours, on the bridge that the tunnel is a port of, else on the tunnel itself. */
    declare readonly neighbors: pulumi.Output<NeighborEntry[]>;
    /**
     * `"exclusive"`: every forwarding entry on the tunnel is its own, and others are drift. `"shared"`: it looks after
     * its own `peers`, `forwarding` and `neighbors` alone and leaves what `Forwarding` resources put there.
     */
    declare readonly entries: pulumi.Output<"exclusive" | "shared">;
    /** Whether MAC addresses are learned from what arrives. */
    declare readonly learning: pulumi.Output<boolean>;
    /** The bridge that it is a port of; it takes no addresses then. */
    declare readonly master: pulumi.Output<string | undefined>;
    /** The addresses of a tunnel that is no port of a bridge. */
    declare readonly addresses: pulumi.Output<string[]>;
    /** Its MAC address. */
    declare readonly mac: pulumi.Output<string>;
    /** The MTU as asked for; `linkMtu` has the number where that is `"auto"`. */
    declare readonly mtu: pulumi.Output<"auto" | number>;
    /**
     * With `master`: the bridge answers ARP and neighbour discovery from `neighbors` itself, for which it gets an entry
     * for each MAC of `forwarding`, and what asks for the bridge's own addresses stays off the tunnel.
     */
    declare readonly suppressNeighbors: pulumi.Output<boolean>;
    /**
     * `"peers"`: drop what comes from anybody but `peers`, `remote` and the ends in `forwarding`, by iptables rules for
     * this VNI and port, since VXLAN itself has no authentication. A list: from anybody but these underlay addresses.
     */
    declare readonly allowFrom: pulumi.Output<"peers" | "any" | string[]>;
    /** `"on"` or `"off"` as asked for; undefined for `"auto"`. */
    declare readonly txChecksum: pulumi.Output<"on" | "off" | undefined>;
    /** Whether it is up. */
    declare readonly up: pulumi.Output<boolean>;
    /** Whether the addresses are given although another link's route overlaps. */
    declare readonly allowOverlap: pulumi.Output<boolean>;
    /**
     * The iptables rules of `allowFrom`, a row each, `TABLE CHAIN rule`; a preview shows them. One that is gone from
     * the host is `missing: TABLE CHAIN rule`, until the next `up`.
     */
    declare readonly rules: pulumi.Output<string[]>;
    /** The index of the tunnel's device. */
    declare readonly ifindex: pulumi.Output<number>;
    /** The MTU that the device has. In bytes. */
    declare readonly linkMtu: pulumi.Output<number>;
    /** The MTU of the underlay's device. In bytes. */
    declare readonly underlayMtu: pulumi.Output<number>;

    constructor(name: string, args: VxlanTunnelArgs, opts?: pulumi.CustomResourceOptions) {
        super(vxlanTunnel, name, onHost(vxlanTunnel, name, args), opts);
    }
}
