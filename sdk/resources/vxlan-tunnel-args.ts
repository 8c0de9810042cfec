import type * as pulumi from "@pulumi/pulumi";
import type { ResourceArgs } from "./args";

/** Where frames to one MAC address go. */
export interface ForwardingEntryArgs {
    /** The MAC address of a device behind another end of the tunnel. */
    mac: pulumi.Input<string>;
    /** The underlay address of the host that it is on. */
    vtep: pulumi.Input<string>;
}

/** Who has an address: an entry that needs no ARP or neighbour discovery. */
export interface NeighborArgs {
    /** An address of the overlay. */
    address: pulumi.Input<string>;
    /** The MAC address of who has it. */
    mac: pulumi.Input<string>;
}

export interface VxlanTunnelArgs extends ResourceArgs {
    /**
     * The name of the tunnel's device: a letter, then letters, digits and `_ . -`, at most 15 bytes. A change replaces it.
     * Default: `vx-`, the logical name and a hash.
     */
    name?: pulumi.Input<string>;
    /** The number of the overlay, 1 to 16777215, the same at every end; once a host and port. A change replaces it. */
    vni: pulumi.Input<number>;
    /** The UDP port of the tunnel, the same at every end. A change replaces it. Default: 4789, the standard's. */
    port?: pulumi.Input<number>;
    /** The underlay's device. This or `local` is required; with `group` it must be this. A change replaces it. */
    device?: pulumi.Input<string>;
    /** This host's own address in the underlay, the source of what it sends. A change replaces it. Default: the kernel chooses. */
    local?: pulumi.Input<string>;
    /** A multicast group of the underlay that finds the other ends. Not with `remote` or `peers`. A change replaces it. */
    group?: pulumi.Input<string>;
    /** The one other end. Not with `group` or `peers`. A change replaces it. */
    remote?: pulumi.Input<string>;
    /**
     * The underlay addresses of the other ends: what has no known destination goes to each of them. Not with `group` or
     * `remote`. In place, entry by entry: the rest of the traffic goes on. Default: none.
     */
    peers?: pulumi.Input<pulumi.Input<string>[]>;
    /** Which MAC address is behind which end: frames to it go only there. In place. Default: none. */
    forwarding?: pulumi.Input<pulumi.Input<ForwardingEntryArgs>[]>;
    /** Permanent neighbours on the tunnel's bridge, without `master` on the tunnel itself. In place. Default: none. */
    neighbors?: pulumi.Input<pulumi.Input<NeighborArgs>[]>;
    /**
     * `"exclusive"`: every forwarding entry on the tunnel is its own, and others are drift. `"shared"`: it looks after its
     * own `peers`, `forwarding` and `neighbors` alone and leaves what `Forwarding` resources put there. In place.
     * Default: `"exclusive"`.
     */
    entries?: pulumi.Input<"exclusive" | "shared">;
    /** Whether MAC addresses are learned from what arrives. A change replaces it. Default: true with `group` or `remote`. */
    learning?: pulumi.Input<boolean>;
    /** The bridge that it is a port of; it takes no addresses then. In place. Default: none. */
    master?: pulumi.Input<string>;
    /** The addresses of a tunnel that is no port of a bridge, with their prefixes. In place. Default: none. */
    addresses?: pulumi.Input<pulumi.Input<string>[]>;
    /** Its MAC address. In place. Default: made from host, VNI and port, so that it comes back the same. */
    mac?: pulumi.Input<string>;
    /**
     * Its MTU in bytes, 68 to 65535, or `"auto"` for what fits into the underlay: 50 bytes less than its device, 70 on
     * IPv6. In place. Default: `"auto"`.
     */
    mtu?: pulumi.Input<number | "auto">;
    /**
     * With `master`: the bridge answers ARP and neighbour discovery from `neighbors` itself, for which it gets an entry
     * for each MAC of `forwarding`, and what asks for the bridge's own addresses stays off the tunnel. In place.
     * Default: false.
     */
    suppressNeighbors?: pulumi.Input<boolean>;
    /**
     * `"peers"`: drop what comes from anybody but `peers`, `remote` and the ends in `forwarding`, by iptables rules for
     * this VNI and port, since VXLAN itself has no authentication. A list: from anybody but these underlay addresses.
     * In place. Default: `"any"`.
     */
    allowFrom?: pulumi.Input<"peers" | "any" | pulumi.Input<string>[]>;
    /**
     * Whether the kernel leaves the checksums of what goes through the tunnel to the device (`on`), or makes them itself
     * (`off`), see ethtool(8), tx-checksum-ip-generic. `"auto"` is off for kernels before 5.7, which send wrong ones where
     * NAT meets the tunnel, and left alone for others. On such a kernel, and for `"on"` and `"off"`, the host needs
     * ethtool. In place. Default: `"auto"`.
     */
    txChecksum?: pulumi.Input<"auto" | "on" | "off">;
    /** Whether it is up. In place. Default: true. */
    up?: pulumi.Input<boolean>;
    /** Give the addresses even where another link has a route to an overlapping network. Default: false. */
    allowOverlap?: pulumi.Input<boolean>;
}
