import { canonicalAddress, contains, parseCidr } from "../../../addressing";
import type { NetworkSpec } from "./network";
import { addressProblem, gatewayOf } from "./subnet";

/** What is wrong with the addresses that endpoints ask for: outside, taken, or not theirs to take. */
export const addressProblems = (network: NetworkSpec): string[] => [
    ...problemsOf(network, {
        property: "address",
        family: 4,
        subnet: network.subnet,
        gateway: network.direct ? false : network.gateway,
        slice: network.slice,
    }),
    ...problemsOf(network, {
        property: "address6",
        family: 6,
        subnet: network.subnet6,
        gateway: network.gateway === false || network.direct ? false : network.gateway6,
        slice: network.slice6,
    }),
];

interface Side {
    readonly property: "address" | "address6";
    readonly family: 4 | 6;
    readonly subnet?: string;
    readonly gateway?: string | false;
    readonly slice?: string;
}

function problemsOf({ endpoints, slices = [] }: NetworkSpec, side: Side): string[] {
    const { property, family, subnet, gateway } = side;
    const holders = new Map<string, string>();
    if (gateway !== false && subnet !== undefined) holders.set(gatewayOf(subnet, gateway), "the gateway");
    return endpoints.flatMap((endpoint) => {
        const address = endpoint[property];
        if (address === undefined) return [];
        const where = `endpoints.${endpoint.name}.${property}`;
        const problem = formProblem(address, side);
        if (problem) return [`${where}: ${problem}`];
        const canonical = canonicalAddress(address);
        const holder = holders.get(canonical);
        if (holder) return [`${where}: ${address} is taken by ${holder}`];
        holders.set(canonical, `endpoint ${endpoint.name}`);
        const slice = slices.find((item) => parseCidr(item).family === family && contains(item, canonical));
        return slice ? [`${where}: ${address} is inside the slice ${slice}, which is left to other programs`] : [];
    });
}

function formProblem(address: string, { family, subnet, slice }: Side): string | undefined {
    const problem = addressProblem(address, subnet);
    if (problem) return problem;
    if (address.includes(":") !== (family === 6)) return `${address} is not an IPv${family} address`;
    return slice !== undefined && !contains(slice, address) ? `${address} is outside the slice ${slice}` : undefined;
}
