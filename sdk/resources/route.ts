import type * as pulumi from "@pulumi/pulumi";
import { HostnetResource } from "../resource";
import { standing } from "../standing";
import type { ResourceArgs } from "./args";

export interface RouteArgs extends ResourceArgs {
    /** Where it leads: a network, `10.233.2.0/24`, an address alone, or `default`. A change replaces it. */
    to: pulumi.Input<string>;
    /** The gateway; it must be in one of the host's own networks, unless `onlink`. In place. Default: none, `device` is enough. */
    via?: pulumi.Input<string>;
    /** The link that it leads over: `bridge.name`. In place. Default: the one that has the gateway. */
    device?: pulumi.Input<string>;
    /**
     * Among several routes to the same network the lowest metric wins; a host has one of each. 1 to 4294967295. A change
     * replaces it. Default: the kernel's (0, in IPv6 1024).
     */
    metric?: pulumi.Input<number>;
    /** The address that packets from this host take as their source. In place. Default: the kernel chooses one of the link. */
    source?: pulumi.Input<string>;
    /** Take the gateway to be on `device` although no address of it says so. In place. Default: false. */
    onlink?: pulumi.Input<boolean>;
}

/**
 * A route of the host's own main table (ip-route(8)), `proto static`. One that is there with the same network and metric is
 * refused, naming it. What would take over, or take away, the way to whoever is connected is refused too.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
 * new hostnet.Route("to-ubuntu2", { host, to: "10.233.2.0/24", via: "172.16.1.12", device: "eth1" });
 * ```
 */
export class Route extends HostnetResource {
    /** What it is called in messages: where it leads, and its metric. */
    declare readonly name: pulumi.Output<string>;
    declare readonly to: pulumi.Output<string>;
    declare readonly via: pulumi.Output<string | undefined>;
    declare readonly device: pulumi.Output<string | undefined>;
    declare readonly metric: pulumi.Output<number | undefined>;
    declare readonly source: pulumi.Output<string | undefined>;
    declare readonly onlink: pulumi.Output<true | undefined>;
    /** The route as ip prints it. */
    declare readonly row: pulumi.Output<string>;
    declare readonly adopt: pulumi.Output<boolean>;

    constructor(name: string, args: RouteArgs, opts?: pulumi.CustomResourceOptions) {
        const inputs = { ...args, host: args.host.connection, standsOn: standing(args.device) };
        super("Route", name, inputs, outputs, opts);
    }
}

const outputs = ["name", "to", "via", "device", "metric", "source", "onlink", "row", "adopt"];
