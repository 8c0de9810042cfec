import {
    addressFamily,
    canonicalAddress,
    canonicalNetwork,
    contains,
    hostCount,
    nthAddress,
    overlaps,
    parseCidr,
} from "../../../addressing";
import { familiesOf } from "./family";
import type { DeclaredNetwork } from "./network";

/** The gateway of a subnet: the address given, else the first one. */
export const gatewayOf = (subnet: string, gateway?: string): string =>
    gateway === undefined ? nthAddress(subnet, 1) : canonicalAddress(gateway);

/** An address with the prefix of its network, as links take it. */
export const onSubnet = (address: string, subnet: string): string => `${address}/${parseCidr(subnet).prefix}`;

/** What is wrong with the subnets of a network, its gateways and its slices. */
export function subnetProblems(network: DeclaredNetwork): string[] {
    const { subnet, subnet6, gateway, gateway6, slices = [] } = network;
    const shape = [
        ...familiesOf(network).flatMap(({ version, suffix, subnet, slice }) => [
            ...cidrProblems(`subnet${suffix}`, subnet, version),
            ...cidrProblems(`slice${suffix}`, slice, version),
        ]),
        ...slices.flatMap((slice, index) => cidrProblems(`slices[${index}]`, slice)),
    ];
    if (shape.length > 0) return shape;
    return [
        ...(gateway === false ? [] : gatewayProblems("gateway", gateway, subnet)),
        ...(gateway === false && gateway6 !== undefined
            ? ["gateway6: cannot be given together with gateway: false"]
            : gatewayProblems("gateway6", gateway6, subnet6)),
        ...sliceProblems(network),
    ];
}

/** Addresses that no host sends to an endpoint (RFC 6890). */
const special: readonly (readonly [range: string, use: string])[] = [
    ["0.0.0.0/8", "hosts that have no address yet"],
    ["127.0.0.0/8", "each host itself"],
    ["169.254.0.0/16", "link-local addresses"],
    ["224.0.0.0/4", "multicast groups"],
    ["240.0.0.0/4", "nobody: it is reserved"],
    ["::/16", "each host itself and for IPv4 within IPv6"],
    ["fe80::/10", "link-local addresses"],
    ["ff00::/8", "multicast groups"],
];

function cidrProblems(property: string, text: string | undefined, family?: 4 | 6): string[] {
    if (text === undefined) return [];
    try {
        const canonical = canonicalNetwork(text);
        const { family: version, prefix } = parseCidr(canonical);
        if (family && version !== family) return [`${property}: ${text} is not an IPv${family} network`];
        if (!property.startsWith("subnet")) return [];
        // A /31 has two addresses for the ends of a wire (RFC 3021), and none of a subnet with a gateway.
        if (hostCount(canonical) < 2n || prefix > (version === 4 ? 30 : 126))
            return [`${property}: ${text} has no room for a gateway and an endpoint`];
        const [taken, use] =
            special.find(([range]) => parseCidr(range).family === version && overlaps(range, canonical)) ?? [];
        return taken ? [`${property}: ${text} overlaps ${taken}, which is for ${use}: choose another subnet`] : [];
    } catch (error) {
        return [`${property}: ${(error as Error).message}`];
    }
}

function gatewayProblems(property: string, gateway: string | undefined, subnet: string | undefined): string[] {
    if (gateway === undefined) return [];
    const problem = addressProblem(gateway, subnet);
    return problem ? [`${property}: ${problem}`] : [];
}

function sliceProblems(network: DeclaredNetwork): string[] {
    const { slices = [] } = network;
    return slices.flatMap((slice, index) => {
        const property = `slices[${index}]`;
        const family = familiesOf(network).find(({ version }) => version === parseCidr(slice).family);
        const around = family?.subnet;
        if (around === undefined) return [];
        if (!contains(around, slice)) return [`${property}: ${slice} is not inside the subnet ${around}`];
        const other = slices.findIndex((item, at) => at < index && overlaps(item, slice));
        if (other >= 0) return [`${property}: ${slice} overlaps slices[${other}], ${slices[other]}`];
        const own = family?.gateway;
        const taken = own === false ? undefined : gatewayOf(around, own);
        return taken && contains(slice, taken) ? [`${property}: ${slice} contains the gateway, ${taken}`] : [];
    });
}

/** What is wrong with an address that is to be an endpoint's or a gateway's; nothing where the subnet is not known. */
export function addressProblem(address: string, subnet: string | undefined): string | undefined {
    try {
        const family = addressFamily(address);
        if (subnet === undefined) return undefined;
        const { family: wanted, prefix } = parseCidr(subnet);
        if (family !== wanted || !contains(subnet, address)) return `${address} is outside the subnet ${subnet}`;
        const canonical = canonicalAddress(address);
        const whole = prefix < (family === 4 ? 31 : 127);
        if (whole && canonical === nthAddress(subnet, 0))
            return `${address} is the address of the subnet ${subnet} itself`;
        if (whole && family === 4 && canonical === nthAddress(subnet, -1))
            return `${address} is the broadcast address of the subnet ${subnet}`;
        return undefined;
    } catch (error) {
        return (error as Error).message;
    }
}
