// Made by `npm run generate` from spec/route.ts: change it there.
import type * as pulumi from "@pulumi/pulumi";
import { route } from "../../spec/route";
import { onHost } from "../on-host";
import { HostnetResource } from "../resource";
import type { ResourceArgs } from "./args";

/** What a program says of a `Route`. */
export interface RouteArgs extends ResourceArgs {
    /** Where it leads. A network without host bits, an address, or `default`. A change replaces it. */
    to: pulumi.Input<string>;
    /**
     * The gateway; it must be in one of the host's own networks, unless `onlink`. In place. Default: none, `device` is
     * enough.
     */
    via?: pulumi.Input<string>;
    /** The link that it leads over: `bridge.name`. In place. Default: the one that has the gateway. */
    device?: pulumi.Input<string>;
    /**
     * Among several routes to the same network the lowest metric wins; a host has one of each. 1 to 4294967295. A
     * change replaces it. Default: the kernel's (0, in IPv6 1024).
     */
    metric?: pulumi.Input<number>;
    /**
     * The address that packets from this host take as their source. In place. Default: the kernel chooses one of the
     * link.
     */
    source?: pulumi.Input<string>;
    /** Take the gateway to be on `device` although no address of it says so. In place. Default: `false`. */
    onlink?: pulumi.Input<boolean>;
}

/**
 * A route of the host's own main table (ip-route(8)), `proto static`. One that is there with the same network and
 * metric is refused, naming it. What would take over, or take away, the way to whoever is connected is refused too.
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
    /** Whether what was there already is taken over. */
    declare readonly adopt: pulumi.Output<boolean>;
    /** What it is called in messages: where it leads, and its metric. */
    declare readonly name: pulumi.Output<string>;
    /** Where it leads. */
    declare readonly to: pulumi.Output<string>;
    /** The gateway; it must be in one of the host's own networks, unless `onlink`. */
    declare readonly via: pulumi.Output<string | undefined>;
    /** The link that it leads over: `bridge.name`. */
    declare readonly device: pulumi.Output<string | undefined>;
    /** Among several routes to the same network the lowest metric wins; a host has one of each. */
    declare readonly metric: pulumi.Output<number | undefined>;
    /** The address that packets from this host take as their source. */
    declare readonly source: pulumi.Output<string | undefined>;
    /** Take the gateway to be on `device` although no address of it says so. */
    declare readonly onlink: pulumi.Output<true | undefined>;
    /** The route as ip prints it. */
    declare readonly row: pulumi.Output<string | undefined>;

    constructor(name: string, args: RouteArgs, opts?: pulumi.CustomResourceOptions) {
        super(route, name, onHost(route, name, args), opts);
    }
}
