// Made by `npm run generate` from spec: change it there.
import type * as pulumi from "@pulumi/pulumi";

/** A route of a link (ip-route(8)), `proto static`. */
export interface LinkRouteArgs {
    /** Where it leads. A network without host bits, an address, or `default`. */
    to: pulumi.Input<string>;
    /**
     * The gateway; it must be in one of the link's networks, unless `onlink`. Default: none, the network is on the
     * link.
     */
    via?: pulumi.Input<string>;
    /**
     * Among several routes to the same network the lowest metric wins. 1 to 4294967295. Default: the kernel's (0, in
     * IPv6 1024).
     */
    metric?: pulumi.Input<number>;
    /** The address that packets from this host take as their source. Default: the kernel chooses one of the link. */
    source?: pulumi.Input<string>;
    /** Take the gateway to be on the link although no address of the link says so. Default: `false`. */
    onlink?: pulumi.Input<boolean>;
}

/** A route of a link (ip-route(8)), `proto static`: as it is kept. */
export interface LinkRoute {
    /** Where it leads. */
    to: string;
    /** The gateway; it must be in one of the link's networks, unless `onlink`. */
    via?: string;
    /** Among several routes to the same network the lowest metric wins. */
    metric?: number;
    /** The address that packets from this host take as their source. */
    source?: string;
    /** Take the gateway to be on the link although no address of the link says so. */
    onlink?: true;
}
