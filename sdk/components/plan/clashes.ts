import { overlaps } from "../../../addressing";
import type { NetworkSpec } from "./network";
import { type PortClaim, portClaims, portProblems } from "./ports";

/** What a network holds of its hosts that no other network of the program may hold too. */
export interface Claim {
    readonly spec: NetworkSpec;
    /** The tunnels' number and UDP port, where it has tunnels. */
    readonly tunnel?: {
        readonly vni: number;
        readonly port: number;
        readonly mode?: string;
        readonly group?: string;
        readonly leasePrefix?: number;
        readonly leasePrefix6?: number;
    };
}

/** What of a network collides with the networks that the program made before it. */
export function clashes(claim: Claim, others: readonly Claim[]): string[] {
    const taken: PortClaim[] = others.flatMap(({ spec }) => portClaims(spec));
    return [
        ...others.flatMap((other) => [...subnetClash(claim, other), ...tunnelClash(claim, other)]),
        ...portProblems(claim.spec, taken),
    ];
}

/** A host of both networks; the same subnet on different hosts is no conflict. */
const shared = (one: Claim, other: Claim): string | undefined =>
    one.spec.hosts.find((host) => other.spec.hosts.includes(host));

function subnetClash(one: Claim, other: Claim): string[] {
    const host = shared(one, other);
    if (host === undefined) return [];
    return (["subnet", "subnet6"] as const).flatMap((property) => {
        const [mine, theirs] = [one.spec[property], other.spec[property]];
        return mine !== undefined && theirs !== undefined && overlaps(mine, theirs)
            ? [`${property}: ${mine} overlaps ${theirs} of network ${other.spec.name}, which is on host ${host} too`]
            : [];
    });
}

/** The kernel allows a VNI and port once a namespace. */
function tunnelClash(one: Claim, other: Claim): string[] {
    const host = shared(one, other);
    return host !== undefined &&
        one.tunnel !== undefined &&
        one.tunnel.vni === other.tunnel?.vni &&
        one.tunnel.port === other.tunnel.port
        ? [
              `vni: ${one.tunnel.vni} on port ${one.tunnel.port} is that of network ${other.spec.name}, which is on host ${host} too`,
          ]
        : [];
}

/** A route of a host that a subnet of the network would hide. */
export function routeClash(
    host: string,
    routes: readonly string[] | undefined,
    subnets: readonly string[],
): string | undefined {
    // States of before this was looked at have no routes.
    for (const subnet of subnets) {
        // A default route overlaps everything and hides nothing.
        const route = routes?.find((item) => !/^default$|\/0$/.test(item) && overlaps(item, subnet));
        if (route !== undefined)
            return `subnet: ${subnet} overlaps the route to ${route} that host ${host} has already: choose another subnet`;
    }
    return undefined;
}
