import { canonicalAddress, contains, hostCount, nthAddress, parseCidr } from "../../../addressing";
import { familiesOf, type PlannedFamily } from "./family";
import { type DeclaredNetwork, hostOf } from "./network";
import { addressProblem } from "./subnet";

/**
 * The length of each host's lease: as asked, else /24 in IPv4 and /64 in IPv6, and of a smaller subnet its 16th part in
 * IPv4, its 256th in IPv6. It follows from the subnet alone, so that no host that comes changes it.
 */
export function leaseLength(family: 4 | 6, prefix: number, asked?: number): number {
    const [usual, bits, most] = family === 4 ? [24, 4, 30] : [64, 8, 126];
    return asked ?? Math.max(prefix, Math.min(most, Math.max(usual, prefix + bits)));
}

/** What makes no sense where hosts route to each other, each with a lease of its own; nothing for other networks. */
export function directProblems(network: DeclaredNetwork): string[] {
    const { direct, slices = [], hosts } = network;
    if (direct === undefined) return [];
    const refused = (property: string, value: unknown, rule: string) =>
        value === undefined
            ? []
            : [`${property}: ${JSON.stringify(value)} cannot be given with mode "direct": ${rule}`];
    const gateway = "the gateway of each host is the first address of its own lease";
    return [
        ...refused("gateway", network.gateway, gateway),
        ...refused("gateway6", network.gateway6, gateway),
        ...refused("slices", slices.length > 0 ? slices : undefined, "every address belongs to the lease of a host"),
        ...(["group", "underlay", "allowFrom"] as const).flatMap((key) =>
            refused(key, direct[key], "it is for tunnels, and there are none"),
        ),
        ...(network.six
            ? (direct.withoutUnderlay6 ?? []).map(
                  (host) =>
                      `hosts[${hosts.indexOf(host)}].underlay6: is missing: with subnet6 and mode "direct" the others route to ${host} by IPv6 too`,
              )
            : []),
        ...familiesOf(network).flatMap((family) =>
            family.used || family.leasePrefix === undefined
                ? lengthProblems(network, family)
                : [`leasePrefix${family.suffix}: needs subnet${family.suffix}`],
        ),
    ];
}

function lengthProblems(
    { hosts, endpoints }: DeclaredNetwork,
    { suffix, version: family, subnet, leasePrefix: asked }: PlannedFamily,
): string[] {
    const most = family === 4 ? 30 : 126;
    const prefix = prefixOf(subnet, family);
    const least = prefix ?? 1;
    if (asked !== undefined && !(Number.isInteger(asked) && asked >= least && asked <= most))
        return [
            `leasePrefix${suffix}: ${asked} is not a whole number from ${least} to ${most}${subnet === undefined ? "" : `: a lease is a part of the subnet ${subnet}`}`,
        ];
    if (subnet === undefined || prefix === undefined) return [];
    const length = leaseLength(family, prefix, asked);
    const parts = 2 ** (length - prefix);
    // One of its addresses is the gateway.
    const room = hostCount(`${subnet.split("/")[0]}/${length}`) - 1n;
    const crowded = hosts.flatMap((host) => {
        const count = endpoints.filter((item) => item.sharedWith === undefined && item.host === host).length;
        return BigInt(count) > room
            ? [
                  `leasePrefix${suffix}: a lease of length ${length} has room for ${room} endpoints, and host ${host} has ${count}: choose a shorter one`,
              ]
            : [];
    });
    return hosts.length > parts
        ? [
              `subnet${suffix}: ${subnet} has ${parts} leases of length ${length}, and there are ${hosts.length} hosts: choose a larger subnet, or a longer leasePrefix${suffix}`,
          ]
        : crowded;
}

/** What is wrong with a subnet itself is told elsewhere. */
function prefixOf(subnet: string | undefined, family: 4 | 6): number | undefined {
    try {
        const found = subnet === undefined ? undefined : parseCidr(subnet);
        return found?.family === family ? found.prefix : undefined;
    } catch {
        return undefined;
    }
}

/** Addresses by choice that are not in the lease of their endpoint's host, or not for endpoints there. */
export function leaseProblems(
    { endpoints }: Pick<DeclaredNetwork, "endpoints">,
    property: "address" | "address6",
    leases: Readonly<Record<string, string>>,
): string[] {
    return endpoints.flatMap((endpoint) => {
        const address = endpoint[property];
        const host = hostOf(endpoint, endpoints);
        const lease = host === undefined ? undefined : leases[host];
        if (address === undefined || lease === undefined) return [];
        const where = `endpoints.${endpoint.name}.${property}: ${address}`;
        if (!contains(lease, address)) return [`${where} is outside ${lease}, the lease of its host ${host}`];
        if (canonicalAddress(address) === nthAddress(lease, 1))
            return [`${where} is the gateway of ${lease}, the lease of its host ${host}`];
        const problem = addressProblem(address, lease);
        return problem ? [`endpoints.${endpoint.name}.${property}: ${problem}`] : [];
    });
}
