import type * as pulumi from "@pulumi/pulumi";
import type { ForwardingArgs } from "../resources/forwarding";
import type { Host } from "../resources/host";
import type { RouteArgs } from "../resources/route";
import type { VxlanTunnelArgs } from "../resources/vxlan-tunnel";
import type { Endpoints } from "./endpoint-args";
import type { NetworkArgs, NetworkTransforms } from "./network-args";
import type { Transform } from "./parts/transform";

/** How the hosts of an overlay find each other's endpoints. */
export type OverlayMode = "static" | "flood" | "multicast" | "direct";

/** The args of an overlay: with tunnels, or with `mode: "direct"` and none. */
export type OverlayNetworkArgs<E extends object = Endpoints> = TunnelNetworkArgs<E> | DirectNetworkArgs<E>;

/** A host of an overlay, where its part in the underlay is not what the host itself tells. */
export interface OverlayMember {
    host: Host;
    /** Its address in the underlay, to which the others send. Default: the first address of its device. */
    underlay?: pulumi.Input<string>;
    /** The same in IPv6, with `mode: "direct"` and `subnet6`. Required there beside `underlay`. */
    underlay6?: pulumi.Input<string>;
    /** The device that has this address. Default: found by `underlay`, else the one over which the host is reached. */
    device?: pulumi.Input<string>;
    /** The MTU of that device, in bytes. Default: that of the one over which the host is reached. */
    underlayMtu?: pulumi.Input<number>;
}

interface SharedArgs<E extends object> extends NetworkArgs<E> {
    /**
     * Its hosts, each once. One that comes or goes touches nothing of the others but their lists of who is where. Where a
     * host's underlay is not the device over which it is reached: `{ host, underlay, device, underlayMtu }`.
     */
    hosts: readonly (Host | OverlayMember)[];
    /** The last word on the args of its children, by kind. */
    transform?: OverlayTransforms;
}

export interface TunnelNetworkArgs<E extends object = Endpoints> extends SharedArgs<E> {
    /** The number of the overlay, 1 to 16777215, once a host and port. A change replaces the tunnels. */
    vni: number;
    /** The UDP port of its tunnels. A change replaces them. Default: 4789, the standard's. */
    port?: number;
    /**
     * `"static"`: every host is told by the program where each endpoint is, and nothing is flooded. `"flood"`: what has no
     * known destination goes to every host, and addresses are learned. `"multicast"`: the same by a multicast group of the
     * underlay, see `group`. A change replaces the tunnels. Default: `"static"`.
     */
    mode?: Exclude<OverlayMode, "direct">;
    /** The multicast group of the underlay, such as `"239.1.1.1"`, with `mode: "multicast"`. A change replaces the tunnels. */
    group?: string;
    /** Whether tunnels run over the hosts' IPv4 or IPv6 addresses. A change replaces them. Default: `"ipv4"`. */
    underlay?: "ipv4" | "ipv6";
    /**
     * `"peers"`: drop what hosts that are not of this network send to its tunnels, since VXLAN has no authentication.
     * `"any"`: do not. In place. Default: `"peers"`.
     */
    allowFrom?: "peers" | "any";
    /** Refused: only hosts that route to each other have leases. */
    leasePrefix?: undefined;
    /** Refused as `leasePrefix`. */
    leasePrefix6?: undefined;
}

export interface DirectNetworkArgs<E extends object = Endpoints> extends SharedArgs<E> {
    /**
     * Routes from host to host, for hosts that share a segment: no tunnels, and the whole MTU of the underlay. Each host
     * has a lease, a part of the subnet for its endpoints alone, with the gateway as its first address, and a route to the
     * lease of each other host. A change from or to another mode renumbers the endpoints.
     */
    mode: "direct";
    /**
     * The length of the hosts' leases. Another one renumbers the endpoints. Default: 24, and of a subnet longer than /20 its
     * 16th part.
     */
    leasePrefix?: number;
    /** The same in `subnet6`. Default: 64, and of a subnet longer than /56 its 256th part. */
    leasePrefix6?: number;
    /** Only for tunnels: not looked at. */
    vni?: number;
    /** Only for tunnels: not looked at. */
    port?: number;
    /** Refused: the gateway of each host is the first address of its lease. */
    gateway?: undefined;
    /** Refused as `gateway`. */
    gateway6?: undefined;
    /** Refused: every address is of some host's lease. */
    slices?: undefined;
    /** Refused, as all that only tunnels have. */
    group?: undefined;
    /** Refused as `group`. */
    underlay?: undefined;
    /** Refused as `group`. */
    allowFrom?: undefined;
}

/** The last word on the args of an overlay's children. */
export interface OverlayTransforms extends NetworkTransforms {
    vxlanTunnel?: Transform<VxlanTunnelArgs>;
    forwarding?: Transform<ForwardingArgs>;
    route?: Transform<RouteArgs>;
}
