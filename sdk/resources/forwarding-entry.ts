// Made by `npm run generate` from spec: change it there.
import type * as pulumi from "@pulumi/pulumi";

/** Where frames to one MAC address go. */
export interface ForwardingEntryArgs {
    /** The MAC address of a device behind another end of the tunnel. */
    mac: pulumi.Input<string>;
    /** The underlay address of the host that it is on. */
    vtep: pulumi.Input<string>;
}

/** Where frames to one MAC address go: as it is kept. */
export interface ForwardingEntry {
    /** The MAC address of a device behind another end of the tunnel. */
    mac: string;
    /** The underlay address of the host that it is on. */
    vtep: string;
}
