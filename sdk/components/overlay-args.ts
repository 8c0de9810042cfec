import type { ForwardingArgs } from "../resources/forwarding";
import type { Host } from "../resources/host";
import type { VxlanTunnelArgs } from "../resources/vxlan-tunnel-args";
import type { Endpoints } from "./endpoint-args";
import type { OverlayMember } from "./members";
import type { NetworkArgs, NetworkTransforms } from "./network-args";
import type { Transform } from "./transform";

/** How the hosts of an overlay find each other's endpoints. */
export type OverlayMode = "static" | "flood" | "multicast";

export interface OverlayNetworkArgs<E extends Endpoints = Endpoints> extends NetworkArgs<E> {
    /**
     * Its hosts, each once. One that comes or goes touches nothing of the others but their lists of who is where. Where a
     * host's underlay is not the device over which it is reached: `{ host, underlay, device, underlayMtu }`.
     */
    hosts: readonly (Host | OverlayMember)[];
    /** The number of the overlay, 1 to 16777215, once a host and port. A change replaces the tunnels. */
    vni: number;
    /** The UDP port of its tunnels. A change replaces them. Default: 4789, the standard's. */
    port?: number;
    /**
     * `"static"`: every host is told by the program where each endpoint is, and nothing is flooded. `"flood"`: what has no
     * known destination goes to every host, and addresses are learned. `"multicast"`: the same by a multicast group of the
     * underlay, see `group`. A change replaces the tunnels. Default: `"static"`.
     */
    mode?: OverlayMode;
    /** The multicast group of the underlay, such as `"239.1.1.1"`, with `mode: "multicast"`. A change replaces the tunnels. */
    group?: string;
    /** Whether tunnels run over the hosts' IPv4 or IPv6 addresses. A change replaces them. Default: `"ipv4"`. */
    underlay?: "ipv4" | "ipv6";
    /**
     * `"peers"`: drop what hosts that are not of this network send to its tunnels, since VXLAN has no authentication.
     * `"any"`: do not. In place. Default: `"peers"`.
     */
    allowFrom?: "peers" | "any";
    /** The last word on the args of its children, by kind. */
    transform?: OverlayTransforms;
}

/** The last word on the args of an overlay's children. */
export interface OverlayTransforms extends NetworkTransforms {
    vxlanTunnel?: Transform<VxlanTunnelArgs>;
    forwarding?: Transform<ForwardingArgs>;
}
