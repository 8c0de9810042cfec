// Made by `npm run generate` from spec/veth.ts: change it there.
import type * as pulumi from "@pulumi/pulumi";
import { veth } from "../../spec/veth";
import { onHost } from "../on-host";
import { HostnetResource } from "../resource";
import type { ResourceArgs } from "./args";
import type { LinkRoute, LinkRouteArgs } from "./link-route";
import type { VethEnd, VethEndArgs } from "./veth-end";

/** What a program says of a `Veth`. */
export interface VethArgs extends ResourceArgs {
    /**
     * The name of this end, unique in its namespace. A letter, then letters, digits and `_ . -`, at most 15 bytes. A
     * change replaces it. Default: `veth`, the logical name and a hash; for a peer `eth0` in a namespace, else with
     * `vp`.
     */
    name?: pulumi.Input<string>;
    /** The namespace this end is in. A change replaces it. Default: the host's own. */
    netns?: pulumi.Input<string>;
    /** The bridge this end is a port of; it takes no addresses then. In place. Default: none. */
    master?: pulumi.Input<string>;
    /**
     * Its addresses, IPv4 and IPv6: `["10.0.0.5/24", "fd00::5/64"]`. Refused if another link leads to an overlapping
     * network, see `allowOverlap`. Each is an address with the prefix of its network, `10.0.0.5/24`. In place, new ones
     * before old ones go. Default: none.
     */
    addresses?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Its routes, such as `[{ to: "default", via: "10.0.0.1" }]`, beside those of the addresses. In place, new ones
     * before old ones go. Default: none.
     */
    routes?: pulumi.Input<pulumi.Input<LinkRouteArgs>[]>;
    /**
     * Its MAC address, which comes back the same where it is not given. In place, but neighbours keep the old one for a
     * while. Default: made from the first IPv4 address, else the first address, else the names.
     */
    mac?: pulumi.Input<string>;
    /** Its MTU. Bytes, 68 to 65535. In place. Default: 1500; for the peer that of the other end. */
    mtu?: pulumi.Input<number>;
    /**
     * With `master`: frames may leave by the port they came in by, as a port that publishes itself needs. In place.
     * Default: `false`.
     */
    hairpin?: pulumi.Input<boolean>;
    /** With `master`: no frames to or from other isolated ports of the bridge. In place. Default: `false`. */
    isolated?: pulumi.Input<boolean>;
    /** Whether it is up. In place. Default: `true`. */
    up?: pulumi.Input<boolean>;
    /** The other end, if only as `{}`. In place. */
    peer: pulumi.Input<VethEndArgs>;
    /**
     * Give the addresses even where another link of the same namespace has a route to an overlapping network. Asked
     * only when an address is added; otherwise it is refused, naming that route. In place. Default: `false`.
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
    /** Whether what was there already is taken over. */
    declare readonly adopt: pulumi.Output<boolean>;
    /** The name of this end: what `master` of a tunnel or another program's configuration takes. */
    declare readonly name: pulumi.Output<string>;
    /** The namespace this end is in. */
    declare readonly netns: pulumi.Output<string | undefined>;
    /** The bridge this end is a port of; it takes no addresses then. */
    declare readonly master: pulumi.Output<string | undefined>;
    /** The addresses in canonical form, as they are on the host. */
    declare readonly addresses: pulumi.Output<string[]>;
    /** Its routes, those of the addresses left out. */
    declare readonly routes: pulumi.Output<LinkRoute[]>;
    /** Its MAC address, which comes back the same where it is not given. */
    declare readonly mac: pulumi.Output<string>;
    /** Its MTU. In bytes. */
    declare readonly mtu: pulumi.Output<number>;
    /** With `master`: frames may leave by the port they came in by, as a port that publishes itself needs. */
    declare readonly hairpin: pulumi.Output<boolean>;
    /** With `master`: no frames to or from other isolated ports of the bridge. */
    declare readonly isolated: pulumi.Output<boolean>;
    /** Whether it is up. */
    declare readonly up: pulumi.Output<boolean>;
    /** The other end: `veth.peer.name`, `veth.peer.addresses[0]`, `veth.peer.mac`. */
    declare readonly peer: pulumi.Output<VethEnd>;
    /** Whether the addresses are given although another link's route overlaps. */
    declare readonly allowOverlap: pulumi.Output<boolean>;
    /** The index of this end in its namespace. */
    declare readonly ifindex: pulumi.Output<number>;

    constructor(name: string, args: VethArgs, opts?: pulumi.CustomResourceOptions) {
        super(veth, name, onHost(veth, name, args), opts);
    }
}
