// Made by `npm run generate` from spec: change it there.
import type * as pulumi from "@pulumi/pulumi";
import type { LinkRoute, LinkRouteArgs } from "./link-route";

/** One end of a veth. */
export interface VethEndArgs {
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
}

/** One end of a veth: as it is kept. */
export interface VethEnd {
    /** The name of this end: what `master` of a tunnel or another program's configuration takes. */
    name: string;
    /** The namespace this end is in. */
    netns?: string;
    /** The bridge this end is a port of; it takes no addresses then. */
    master?: string;
    /** The addresses in canonical form, as they are on the host. */
    addresses: string[];
    /** Its routes, those of the addresses left out. */
    routes: LinkRoute[];
    /** Its MAC address, which comes back the same where it is not given. */
    mac: string;
    /** Its MTU. In bytes. */
    mtu: number;
    /** With `master`: frames may leave by the port they came in by, as a port that publishes itself needs. */
    hairpin: boolean;
    /** With `master`: no frames to or from other isolated ports of the bridge. */
    isolated: boolean;
    /** Whether it is up. */
    up: boolean;
}
