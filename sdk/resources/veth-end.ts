import type * as pulumi from "@pulumi/pulumi";
import type { LinkRoute, LinkRouteArgs } from "./link-route";

/** One end of a veth. */
export interface VethEndArgs {
    /**
     * The name of this end: a letter, then letters, digits and `_ . -`, at most 15 bytes, unique in its namespace.
     * A change replaces the pair. Default: `veth`, the logical name and a hash; for a peer in a namespace `eth0`.
     */
    name?: pulumi.Input<string>;
    /** The namespace this end is in. A change replaces the pair. Default: the host's own. */
    netns?: pulumi.Input<string>;
    /** The bridge this end is a port of; it takes no addresses then. In place. Default: none. */
    master?: pulumi.Input<string>;
    /**
     * Its addresses with the prefix of their network, IPv4 and IPv6: `["10.0.0.5/24", "fd00::5/64"]`. In place, new ones
     * before old ones go. Refused if another link leads to an overlapping network, see `allowOverlap`. Default: none.
     */
    addresses?: pulumi.Input<pulumi.Input<string>[]>;
    /** Its routes, such as `[{ to: "default", via: "10.0.0.1" }]`. In place. Default: none but those of the addresses. */
    routes?: pulumi.Input<pulumi.Input<LinkRouteArgs>[]>;
    /**
     * Its MAC address. In place, but neighbours keep the old one for a while. Default: made from the first IPv4 address,
     * else the first address, else the names, so that it comes back the same.
     */
    mac?: pulumi.Input<string>;
    /** Its MTU in bytes, 68 to 65535. In place. Default: 1500; for the peer that of the other end. */
    mtu?: pulumi.Input<number>;
    /** With `master`: frames may leave by the port they came in by, as a port that publishes itself needs. In place. Default: false. */
    hairpin?: pulumi.Input<boolean>;
    /** With `master`: no frames to or from other isolated ports of the bridge. In place. Default: false. */
    isolated?: pulumi.Input<boolean>;
    /** Whether it is up. In place. Default: true. */
    up?: pulumi.Input<boolean>;
}

/** One end of a veth as it is on the host. */
export interface VethEnd {
    name: string;
    netns?: string;
    master?: string;
    addresses: string[];
    routes: LinkRoute[];
    mac: string;
    mtu: number;
    hairpin: boolean;
    isolated: boolean;
    up: boolean;
}
