import { addressFamily, canonicalAddress, parsePorts, portsOverlap, portsText } from "../../../addressing";
import { type DeclaredEndpoint, type DeclaredNetwork, hostOf, type Publication } from "./network";

/** A port of a host that an endpoint of a network has. */
export interface PortClaim {
    readonly network: string;
    readonly endpoint: string;
    readonly host: string;
    readonly publication: Publication;
}

/** The ports that the endpoints of a network publish; what is no port is left out, `portProblems` tells it. */
export const portClaims = ({ name: network, endpoints }: DeclaredNetwork): PortClaim[] =>
    endpoints.flatMap((endpoint) =>
        (endpoint.publish ?? []).flatMap((publication) => {
            const host = hostOf(endpoint, endpoints);
            return host === undefined || shapeProblem(publication) !== undefined
                ? []
                : [{ network, endpoint: endpoint.name, host, publication }];
        }),
    );

/** What is wrong with the published ports of a network, alone and beside those that are taken. */
export function portProblems(network: DeclaredNetwork, taken: readonly PortClaim[] = []): string[] {
    const shapes = network.endpoints.flatMap((endpoint) =>
        (endpoint.publish ?? []).flatMap((publication, index) => {
            const problem = shapeProblem(publication) ?? familyProblem(publication, network);
            return problem ? [`endpoints.${endpoint.name}.publish[${index}]: ${problem}`] : [];
        }),
    );
    const own = portClaims(network);
    const clashes = own.flatMap((claim, index) => {
        const other = [...taken, ...own.slice(0, index)].find((item) => clash(item, claim));
        return other ? [clashText(claim, other)] : [];
    });
    return [...shapes, ...clashes];
}

function shapeProblem({ hostPort, targetPort = hostPort, hostIp }: Publication): string | undefined {
    try {
        const from = parsePorts(hostPort);
        const to = parsePorts(targetPort);
        if (hostIp !== undefined) addressFamily(hostIp);
        return from.last - from.first === to.last - to.first
            ? undefined
            : `targetPort ${targetPort} is not as many ports as hostPort ${hostPort}`;
    } catch (error) {
        return (error as Error).message;
    }
}

function familyProblem({ hostIp }: Publication, network: DeclaredNetwork): string | undefined {
    if (network.gateway === false) return "a network without a gateway cannot publish: nothing leads into it";
    if (network.internal) return "an internal network cannot publish: nothing leads into it";
    return hostIp !== undefined && addressFamily(hostIp) === 6 && !network.six && network.subnet6 === undefined
        ? `hostIp ${hostIp} is an IPv6 address, and this network has no subnet6`
        : undefined;
}

const protocolOf = ({ protocol = "tcp" }: Publication): string => protocol;

function clash(one: PortClaim, other: PortClaim): boolean {
    const [a, b] = [one.publication, other.publication];
    return (
        one.host === other.host &&
        protocolOf(a) === protocolOf(b) &&
        portsOverlap(parsePorts(a.hostPort), parsePorts(b.hostPort)) &&
        (a.hostIp === undefined || b.hostIp === undefined || canonicalAddress(a.hostIp) === canonicalAddress(b.hostIp))
    );
}

function clashText({ endpoint, network, host, publication }: PortClaim, other: PortClaim): string {
    const text = (item: Publication) =>
        `${item.hostIp ? `${item.hostIp} ` : ""}${portsText(parsePorts(item.hostPort))}/${protocolOf(item)}`;
    const whose = `${other.endpoint}${other.network === network ? "" : ` of network ${other.network}`}`;
    return `endpoints.${endpoint}.publish: port ${text(publication)} of host ${host} is published by endpoint ${whose} already, as ${text(other.publication)}`;
}

/** Whether an endpoint, or one that shares its namespace, publishes a port. */
export const publishes = ({ name }: DeclaredEndpoint, endpoints: readonly DeclaredEndpoint[]): boolean =>
    endpoints.some((item) => (item.name === name || item.sharedWith === name) && (item.publish ?? []).length > 0);
