// Made by `npm run generate` from spec/neighbor.ts: change it there.
import type * as pulumi from "@pulumi/pulumi";
import { neighbor } from "../../spec/neighbor";
import { onHost } from "../on-host";
import { HostnetResource } from "../resource";
import type { ResourceArgs } from "./args";

/** What a program says of a `Neighbor`. */
export interface NeighborArgs extends ResourceArgs {
    /** The link on which the address is: `bridge.name`. A change replaces it. */
    device: pulumi.Input<string>;
    /** The namespace that the link is in. A change replaces it. Default: the host's own. */
    netns?: pulumi.Input<string>;
    /** Whose MAC address it tells. A link has one entry for each address. A change replaces it. */
    address: pulumi.Input<string>;
    /** The MAC address of who has the address. In place. */
    mac: pulumi.Input<string>;
}

/**
 * A permanent neighbour (ip-neighbour(8)): who has an address on a link, without asking by ARP or neighbour discovery.
 * What was learned gives way to it; one that somebody else made is refused, naming it.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
 * const br0 = new hostnet.Bridge("br0", { host, addresses: ["10.233.1.1/24"] });
 * new hostnet.Neighbor("web", { host, device: br0.name, address: "10.233.1.2", mac: "02:42:0a:e9:01:02" });
 * ```
 */
export class Neighbor extends HostnetResource {
    /** Whether what was there already is taken over. */
    declare readonly adopt: pulumi.Output<boolean>;
    /** What it is called in messages: the address and the link. */
    declare readonly name: pulumi.Output<string>;
    /** The link on which the address is. */
    declare readonly device: pulumi.Output<string>;
    /** The namespace that the link is in. */
    declare readonly netns: pulumi.Output<string | undefined>;
    /** Whose MAC address it tells. A link has one entry for each address. */
    declare readonly address: pulumi.Output<string>;
    /** The MAC address of who has the address. */
    declare readonly mac: pulumi.Output<string>;

    constructor(name: string, args: NeighborArgs, opts?: pulumi.CustomResourceOptions) {
        super(neighbor, name, onHost(neighbor, name, args), opts);
    }
}
