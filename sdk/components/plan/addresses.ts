import { canonicalAddress, contains, parseCidr } from "../../../addressing";
import { familiesOf, type PlannedFamily } from "./family";
import type { DeclaredNetwork } from "./network";
import { addressProblem, gatewayOf } from "./subnet";

/** What is wrong with the addresses that endpoints ask for: outside, taken, or not theirs to take. */
export const addressProblems = (network: DeclaredNetwork): string[] =>
    familiesOf(network).flatMap((family) => problemsOf(network, family));

function problemsOf({ endpoints, slices = [], direct }: DeclaredNetwork, family: PlannedFamily): string[] {
    const { version, suffix, subnet, gateway } = family;
    const holders = new Map<string, string>();
    if (gateway !== false && !direct && subnet !== undefined) holders.set(gatewayOf(subnet, gateway), "the gateway");
    return endpoints.flatMap((endpoint) => {
        const address = endpoint[`address${suffix}`];
        if (address === undefined) return [];
        const where = `endpoints.${endpoint.name}.address${suffix}`;
        const problem = formProblem(address, family);
        if (problem) return [`${where}: ${problem}`];
        const canonical = canonicalAddress(address);
        const holder = holders.get(canonical);
        if (holder) return [`${where}: ${address} is taken by ${holder}`];
        holders.set(canonical, `endpoint ${endpoint.name}`);
        const slice = slices.find((item) => parseCidr(item).family === version && contains(item, canonical));
        return slice ? [`${where}: ${address} is inside the slice ${slice}, which is left to other programs`] : [];
    });
}

function formProblem(address: string, { version, subnet, slice }: PlannedFamily): string | undefined {
    const problem = addressProblem(address, subnet);
    if (problem) return problem;
    if (address.includes(":") !== (version === 6)) return `${address} is not an IPv${version} address`;
    return slice !== undefined && !contains(slice, address) ? `${address} is outside the slice ${slice}` : undefined;
}
