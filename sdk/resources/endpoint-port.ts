// Made by `npm run generate` from spec: change it there.
import type * as pulumi from "@pulumi/pulumi";

/** The end of an endpoint's cable that is a port of the bridge. */
export interface EndpointPortArgs {
    /**
     * The name of the port on the host. A letter, then letters, digits and `_ . -`, at most 15 bytes. A change replaces
     * it. Default: `veth-` and the endpoint's `name` where that fits 15 bytes, else cut and with a hash.
     */
    name?: pulumi.Input<string>;
    /**
     * Its MAC address. In place, but neighbours keep the old one for a while. Default: made from the names, so that it
     * comes back the same.
     */
    mac?: pulumi.Input<string>;
    /** Its MTU. Bytes, 68 to 65535. In place. Default: that of the endpoint. */
    mtu?: pulumi.Input<number>;
    /** Whether it is up. In place. Default: `true`. */
    up?: pulumi.Input<boolean>;
}

/** The end of an endpoint's cable that is a port of the bridge: as it is kept. */
export interface EndpointPort {
    /** The name of the port on the host: what a capture or a rule of another program takes. */
    name: string;
    /** Its MAC address. */
    mac: string;
    /** Its MTU. In bytes. */
    mtu: number;
    /** Whether it is up. */
    up: boolean;
}
