import * as pulumi from "@pulumi/pulumi";
import { HostnetResource } from "../resource";
import { standing } from "../standing";
import type { ResourceArgs } from "./args";
import type { LinkRoute } from "./link-route";
import type { VethEnd, VethEndArgs } from "./veth-end";

export interface VethArgs extends ResourceArgs, VethEndArgs {
    /** The other end. Required, if only as `{}`. */
    peer: pulumi.Input<VethEndArgs>;
    /**
     * Give the addresses even where another link of the same namespace has a route to an overlapping network. Asked only
     * when an address is added. Default: false, and it is refused, naming that route.
     */
    allowOverlap?: pulumi.Input<boolean>;
}

/**
 * A veth pair (veth(4)): a virtual Ethernet cable, most often from a bridge of the host into a namespace.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
 * const br0 = new hostnet.Bridge("br0", { host, addresses: ["10.233.1.1/24"] });
 * const web = new hostnet.Netns("web", { host });
 * const cable = new hostnet.Veth("web", {
 *     host,
 *     master: br0.name,
 *     peer: { netns: web.name, addresses: ["10.233.1.2/24"], routes: [{ to: "default", via: "10.233.1.1" }] },
 * });
 *
 * export const inside = cable.peer.name; // eth0
 * ```
 */
export class Veth extends HostnetResource {
    /** The name of this end: what `master` of a tunnel or another program's configuration takes. */
    declare readonly name: pulumi.Output<string>;
    declare readonly netns: pulumi.Output<string | undefined>;
    declare readonly master: pulumi.Output<string | undefined>;
    /** The addresses in canonical form, as they are on the host. */
    declare readonly addresses: pulumi.Output<string[]>;
    declare readonly routes: pulumi.Output<LinkRoute[]>;
    declare readonly mac: pulumi.Output<string>;
    declare readonly mtu: pulumi.Output<number>;
    declare readonly hairpin: pulumi.Output<boolean>;
    declare readonly isolated: pulumi.Output<boolean>;
    declare readonly up: pulumi.Output<boolean>;
    /** The other end: `veth.peer.name`, `veth.peer.addresses[0]`, `veth.peer.mac`. */
    declare readonly peer: pulumi.Output<VethEnd>;
    declare readonly allowOverlap: pulumi.Output<boolean>;
    declare readonly adopt: pulumi.Output<boolean>;
    /** The index of this end in its namespace. */
    declare readonly ifindex: pulumi.Output<number>;

    constructor(name: string, args: VethArgs, opts?: pulumi.CustomResourceOptions) {
        // One property for the engine, with all its addresses: what of it the cable stands on is told apart.
        const { netns, master } = pulumi.Output.isInstance(args.peer) ? {} : (args.peer as VethEndArgs);
        const inputs = {
            ...args,
            host: args.host.connection,
            standsOn: standing(args.netns, args.master, netns, master),
        };
        super("Veth", name, inputs, outputs, opts);
    }
}

const end = ["name", "netns", "master", "addresses", "routes", "mac", "mtu", "hairpin", "isolated", "up"];
const outputs = [...end, "peer", "allowOverlap", "adopt", "ifindex"];
