import { familiesOf, type PlannedFamily } from "./family";
import { type DeclaredEndpoint, type DeclaredNetwork, hostOf } from "./network";
import { publishes } from "./ports";
import { networkProblems } from "./problems";

/** An endpoint with its host, and what it is joined to the bridge by. */
export interface PlannedEndpoint extends DeclaredEndpoint {
    readonly host: string;
    readonly args: NonNullable<DeclaredEndpoint["args"]>;
    readonly interface: string;
    /** The endpoint whose namespace, interface and addresses it has: itself, unless it shares another's. */
    readonly owner: string;
    /** Whether what it publishes may come back to it by the port of the bridge that it left by. */
    readonly hairpin: boolean;
}

/** A network that nothing is wrong with, as far as it can be told without a host. */
export interface NetworkPlan {
    readonly name: string;
    readonly hosts: readonly string[];
    /** The families that it has. */
    readonly families: readonly PlannedFamily[];
    /**
     * Those that its hosts guard. What is not to get out does not by the family that the network lacks either: the bridge has a
     * link-local address, which is a gateway for whoever gives himself an address.
     */
    readonly guarded: readonly PlannedFamily[];
    /** Whether its hosts have an address in it. */
    readonly gateway: boolean;
    /** Whether its endpoints have a way out. */
    readonly open: boolean;
    readonly internal: boolean;
    readonly isolated: boolean;
    readonly endpoints: readonly PlannedEndpoint[];
}

/** The plan of a network beside the program's others, or all that is wrong with it. */
export function planNetwork(
    network: DeclaredNetwork,
    others: readonly DeclaredNetwork[],
): { readonly plan: NetworkPlan } | { readonly problems: readonly string[] } {
    const problems = networkProblems(network, others);
    if (problems.length > 0) return { problems };
    const { name, hosts, internal = false, isolated = false, endpoints } = network;
    const families = familiesOf(network).filter(({ used }) => used);
    const gateway = network.gateway !== false;
    const open = gateway && !internal;
    return {
        plan: {
            name,
            hosts,
            families,
            guarded: open && !isolated ? families : familiesOf(network),
            gateway,
            open,
            internal,
            isolated,
            endpoints: endpoints.map((endpoint) => ({
                ...endpoint,
                host: hostOf(endpoint, endpoints) ?? "",
                args: endpoint.args ?? {},
                interface: endpoint.interface ?? "eth0",
                owner: endpoint.sharedWith ?? endpoint.name,
                hairpin: publishes(endpoint, endpoints),
            })),
        },
    };
}

/** Those that are made of something: not the ones that share another's namespace. */
export const ownersOf = (endpoints: readonly PlannedEndpoint[]): PlannedEndpoint[] =>
    endpoints.filter(({ name, owner }) => owner === name);
