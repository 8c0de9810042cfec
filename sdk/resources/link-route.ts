import type * as pulumi from "@pulumi/pulumi";

/** A route of a link (ip-route(8)), `proto static`. */
export interface LinkRouteArgs {
    /** The network it leads to, `10.1.0.0/16`, an address alone, or `default`. */
    to: pulumi.Input<string>;
    /** The gateway; it must be in one of the link's networks, unless `onlink`. Default: the network is on the link. */
    via?: pulumi.Input<string>;
    /** Among several routes to the same network the lowest metric wins. Default: the kernel's (0, in IPv6 1024). */
    metric?: pulumi.Input<number>;
    /** The address that packets from this host take as their source. Default: the kernel chooses one of the link. */
    source?: pulumi.Input<string>;
    /** Take the gateway to be on the link although no address of the link says so. */
    onlink?: pulumi.Input<true>;
}

/** A route of a link as it is on the host. */
export interface LinkRoute {
    to: string;
    via?: string;
    metric?: number;
    source?: string;
    onlink?: boolean;
}
