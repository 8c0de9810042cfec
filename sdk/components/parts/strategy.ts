import type * as pulumi from "@pulumi/pulumi";
import type { VxlanTunnel } from "../../resources/vxlan-tunnel";
import type { DirectNetworkArgs, OverlayNetworkArgs } from "../overlay-args";
import { type DeclaredNetwork, directNetworkArgs, type Shape, tunnelNetworkArgs } from "../plan";
import type { Addressing } from "./families";
import { direct } from "./routes";
import type { Scope, Site, Subnet } from "./site";
import { tunnelled } from "./tunnel";
import type { Underlay } from "./underlay";

/** How the hosts of an overlay reach each other's endpoints. */
export interface Strategy {
    /** What the title of the network says of it. */
    readonly title: string;
    /** What the planner has to know of it. */
    readonly declared: Pick<DeclaredNetwork, "tunnel" | "direct">;
    /** The network on its underlay, once the plan is admitted. */
    lay(scope: Scope): Laid;
}

/** A network on its underlay. */
export interface Laid {
    readonly underlays: readonly Underlay[];
    readonly addressing: Addressing;
    /** What comes in from the network's other hosts by their own devices, and is its own. */
    readonly within: readonly Subnet[];
    /** Joins the hosts, once each has its bridge. */
    join(sites: readonly Site[]): Joined[];
}

/** What joins a host to the others. */
export interface Joined {
    /** Not there with mode `"direct"`, nor while the network has one host only, unless a multicast group may find others. */
    readonly tunnel?: VxlanTunnel;
    /** With mode `"direct"`: the part of the subnet that its endpoints are in. */
    readonly lease?: pulumi.Output<string>;
    /** The same in `subnet6`. */
    readonly lease6?: pulumi.Output<string>;
}

// The one place that asks for the mode.
const isDirect = (args: OverlayNetworkArgs): args is DirectNetworkArgs => args?.mode === "direct";
export const strategyOf = (args: OverlayNetworkArgs): Strategy => (isDirect(args) ? direct(args) : tunnelled(args));
export const formOfArgs = (args: OverlayNetworkArgs): Shape => (isDirect(args) ? directNetworkArgs : tunnelNetworkArgs);
