import { overlaps } from "../../../addressing";
import { familiesOf } from "./family";
import type { DeclaredNetwork } from "./network";
import { type PortClaim, portClaims, portProblems } from "./ports";

/** What of a network collides with the networks that the program made before it. */
export function clashes(network: DeclaredNetwork, others: readonly DeclaredNetwork[]): string[] {
    const taken: PortClaim[] = others.flatMap(portClaims);
    return [
        ...others.flatMap((other) => [...subnetClash(network, other), ...tunnelClash(network, other)]),
        ...portProblems(network, taken),
    ];
}

/** A host of both networks; the same subnet on different hosts is no conflict. */
const shared = (one: DeclaredNetwork, other: DeclaredNetwork): string | undefined =>
    one.hosts.find((host) => other.hosts.includes(host));

function subnetClash(one: DeclaredNetwork, other: DeclaredNetwork): string[] {
    const host = shared(one, other);
    if (host === undefined) return [];
    return familiesOf(one).flatMap(({ suffix, subnet: mine }) => {
        const theirs = other[`subnet${suffix}`];
        return mine !== undefined && theirs !== undefined && overlaps(mine, theirs)
            ? [`subnet${suffix}: ${mine} overlaps ${theirs} of network ${other.name}, which is on host ${host} too`]
            : [];
    });
}

/** The kernel allows a VNI and port once a namespace. */
function tunnelClash(one: DeclaredNetwork, other: DeclaredNetwork): string[] {
    const host = shared(one, other);
    return host !== undefined &&
        one.tunnel !== undefined &&
        one.tunnel.vni === other.tunnel?.vni &&
        one.tunnel.port === other.tunnel.port
        ? [
              `vni: ${one.tunnel.vni} on port ${one.tunnel.port} is that of network ${other.name}, which is on host ${host} too`,
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
