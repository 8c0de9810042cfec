// Made by `npm run generate` from spec: change it there.
import type * as pulumi from "@pulumi/pulumi";

/** Who has an address: an entry that needs no ARP or neighbour discovery. */
export interface NeighborEntryArgs {
    /** An address of the overlay. */
    address: pulumi.Input<string>;
    /** The MAC address of who has it. */
    mac: pulumi.Input<string>;
}

/** Who has an address: an entry that needs no ARP or neighbour discovery: as it is kept. */
export interface NeighborEntry {
    /** An address of the overlay. */
    address: string;
    /** The MAC address of who has it. */
    mac: string;
}
