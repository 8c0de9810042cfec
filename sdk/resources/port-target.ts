// Made by `npm run generate` from spec: change it there.
import type * as pulumi from "@pulumi/pulumi";

/** Where a published port leads. */
export interface PortTargetArgs {
    /**
     * The target's address. With a prefix, as `veth.peer.addresses[0]` has it, that says which `network` it is in. An
     * IP address, with or without the prefix of its network.
     */
    address: pulumi.Input<string>;
    /**
     * The network whose members call the published port through the host though they share a link with the target:
     * their calls are masqueraded, or the answers would not come back through the host. A network without host bits,
     * `10.0.0.0/24`. Default: by the prefix of the address; without one only the target itself can.
     */
    network?: pulumi.Input<string>;
    /**
     * Its port, or a range of as many ports as `hostPort`. A port, or a range as `8000-8010`. Default: the same as
     * `hostPort`.
     */
    port?: pulumi.Input<number | string>;
}

/** Where a published port leads: as it is kept. */
export interface PortTarget {
    /** The target's address, without a prefix. */
    address: string;
    /**
     * The network whose members call the published port through the host though they share a link with the target:
     * their calls are masqueraded, or the answers would not come back through the host.
     */
    network?: string;
    /** Its port, or a range of as many ports as `hostPort`. */
    port: string;
}
