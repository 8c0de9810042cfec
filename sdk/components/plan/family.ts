import type { DeclaredNetwork } from "./network";

/** One address family of a network, as far as the program alone tells. */
export interface PlannedFamily {
    readonly version: 4 | 6;
    /** What the names of its args and children end with. */
    readonly suffix: "" | "6";
    /** Left out where it is only chosen later. */
    readonly subnet?: string;
    /** The part of the subnet that the program hands out, where that is not all of it. */
    readonly slice?: string;
    /** As asked for; false where no host has an address in the network. */
    readonly gateway?: string | false;
    /** The length of its hosts' leases, as asked for. */
    readonly leasePrefix?: number;
    /** Whether the network has it at all. */
    readonly used: boolean;
}

/** Both families of a network, whether or not it has IPv6. */
export const familiesOf = (network: DeclaredNetwork): PlannedFamily[] => [
    {
        version: 4,
        suffix: "",
        subnet: network.subnet,
        slice: network.slice,
        gateway: network.gateway,
        leasePrefix: network.direct?.leasePrefix,
        used: true,
    },
    {
        version: 6,
        suffix: "6",
        subnet: network.subnet6,
        slice: network.slice6,
        gateway: network.gateway === false ? false : network.gateway6,
        leasePrefix: network.direct?.leasePrefix6,
        used: network.six === true || network.subnet6 !== undefined || network.slice6 !== undefined,
    },
];
