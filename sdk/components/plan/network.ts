import type { NetworkEndpointArgs } from "../endpoint-args";

/** A port of a host that leads into a network, as far as it is plainly known. */
export interface Publication {
    readonly hostPort: number | string;
    readonly targetPort?: number | string;
    readonly protocol?: "tcp" | "udp" | "sctp";
    readonly hostIp?: string;
}

/** An endpoint of a network as the program declares it; what is an output there is left out. */
export interface DeclaredEndpoint {
    readonly name: string;
    readonly host?: string;
    readonly sharedWith?: string;
    readonly address?: string;
    readonly address6?: string;
    readonly mac?: string;
    readonly mtu?: number;
    readonly interface?: string;
    /** An existing namespace, by its name or that of its resource; one that the network makes has none here. */
    readonly netns?: string;
    readonly publish?: readonly Publication[];
    /** Whether its namespace is to have a name service of its own. */
    readonly nameService?: boolean;
    /** All that it was declared with. */
    readonly args?: NetworkEndpointArgs;
}

/** The tunnels of a network. */
export interface DeclaredTunnel {
    readonly vni: number;
    readonly port: number;
    readonly mode?: string;
    readonly group?: string;
    /** Args that only hosts which route to each other have. */
    readonly leasePrefix?: number;
    readonly leasePrefix6?: number;
}

/** What a network whose hosts route to each other was given beside what every network takes. */
export interface DirectArgs {
    readonly leasePrefix?: number;
    readonly leasePrefix6?: number;
    /** Args that only tunnels have. */
    readonly group?: string;
    readonly underlay?: string;
    readonly allowFrom?: string;
    /** Hosts whose IPv4 address in the underlay the program names, and not the IPv6 one. */
    readonly withoutUnderlay6?: readonly string[];
}

/** A network as the program declares it; a subnet that is only chosen later is left out. */
export interface DeclaredNetwork {
    readonly name: string;
    readonly hosts: readonly string[];
    readonly subnet?: string;
    readonly subnet6?: string;
    /** Whether it has IPv6, also where that subnet is only chosen later. */
    readonly six?: boolean;
    /** False where no host has an address in the network. */
    readonly gateway?: string | false;
    readonly gateway6?: string;
    /** Parts of the subnet that other programs hand out. */
    readonly slices?: readonly string[];
    /** In place of the subnets: the part of another program's network that this one hands out. */
    readonly slice?: string;
    readonly slice6?: string;
    readonly mtu?: number;
    /** Whether it has no way out. */
    readonly internal?: boolean;
    /** Whether its endpoints are kept from each other. */
    readonly isolated?: boolean;
    /** Networks that may reach it: by name, or in CIDR notation. */
    readonly reachableFrom?: readonly {
        readonly name?: string;
        readonly internal?: boolean;
        readonly network?: string;
    }[];
    /** Where its hosts are joined by tunnels. */
    readonly tunnel?: DeclaredTunnel;
    /** Where its hosts route to each other: what it was given for that. */
    readonly direct?: DirectArgs;
    readonly endpoints: readonly DeclaredEndpoint[];
}

/** The host of an endpoint: its own, or that of the endpoint whose namespace it shares. */
export function hostOf(endpoint: DeclaredEndpoint, endpoints: readonly DeclaredEndpoint[]): string | undefined {
    return endpoint.host ?? endpoints.find(({ name }) => name === endpoint.sharedWith)?.host;
}
