import type { Host } from "../../resources/host";
import { Netns } from "../../resources/netns";
import type { Endpoints, NetworkEndpointArgs } from "../endpoint-args";
import type { NetworkArgs } from "../network-args";
import type { DeclaredEndpoint, DeclaredNetwork } from "../plan";

/** The plain part of a network's args, as the planner takes it. */
export const declared = (
    name: string,
    hosts: readonly Host[],
    args: NetworkArgs & { readonly internal?: boolean; readonly isolated?: boolean },
): DeclaredNetwork => ({
    name,
    hosts: hosts.map((host) => host.logicalName),
    ...(args.subnet !== "auto" && { subnet: args.subnet }),
    ...(args.subnet6 !== "auto" && { subnet6: args.subnet6 }),
    six: args.subnet6 !== undefined,
    gateway: args.gateway,
    gateway6: args.gateway6,
    slices: args.slices,
    mtu: args.mtu,
    internal: args.internal,
    isolated: args.isolated,
    reachableFrom: args.reachableFrom?.map((item) =>
        typeof item === "string" ? { network: item } : { name: item.name, internal: item.internal },
    ),
    endpoints: declaredEndpoints(args.endpoints),
});

/** The endpoints of a program as the planner takes them. */
export const declaredEndpoints = (endpoints: Endpoints = {}): DeclaredEndpoint[] =>
    Object.entries(endpoints).map(([name, args]) => declaredEndpoint(name, args));

function declaredEndpoint(name: string, args: NetworkEndpointArgs): DeclaredEndpoint {
    const { host, netns, sharedWith, address, address6, mac, mtu, publish } = args;
    return {
        name,
        host: typeof host === "object" ? host.logicalName : host,
        sharedWith,
        address,
        address6,
        mac,
        mtu,
        interface: args.interface,
        publish,
        nameService: args.nameService && true,
        netns: netns instanceof Netns ? netns.logicalName : typeof netns === "string" ? netns : undefined,
        args,
    };
}
