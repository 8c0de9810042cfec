import * as pulumi from "@pulumi/pulumi";
import type { Host } from "../resources/host";
import type { Endpoints } from "./endpoint-args";
import type { Family } from "./frame";
import { sourcesOf } from "./guard";
import type { NetworkArgs } from "./network-args";
import { type EndpointSpec, gatewayOf, mtuProblems, type NetworkSpec, onSubnet, routeClash } from "./plan";
import { addressPool } from "./pool";
import { holdSubnets, refused, subnetsOn } from "./program";
import { specsOf } from "./specs";

/** What is the same for a network of one host and of many: its subnets, who has which address, what fits. */
export interface Core {
    readonly four: Family;
    readonly six?: Family;
    /** The addresses of its hosts' bridges, with prefix. */
    readonly hostAddresses: pulumi.Output<string>[];
    /** Its MTU, once what is known of every host allows the network. */
    readonly mtu: pulumi.Output<number>;
}

interface Wanted {
    readonly kind: string;
    readonly name: string;
    readonly parent: pulumi.Resource;
    readonly args: NetworkArgs<Endpoints>;
    readonly hosts: readonly Host[];
    readonly specs: readonly EndpointSpec[];
    /** Whether its endpoints have a way out. */
    readonly open: boolean;
    readonly mtu: pulumi.Output<number>;
}

/** The plain part of a network's args, as the planner takes it. */
export const networkSpec = (
    name: string,
    hosts: readonly Host[],
    args: NetworkArgs<Endpoints> & { readonly internal?: boolean },
): NetworkSpec => ({
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
    reachableFrom: args.reachableFrom?.map((item) =>
        typeof item === "string" ? { network: item } : { name: item.name, internal: item.internal },
    ),
    endpoints: specsOf(args.endpoints ?? {}),
});

export function core({ kind, name, parent, args, hosts, specs, open, mtu }: Wanted): Core {
    const { subnet, subnet6, gateway, gateway6, slices = [], transform = {} } = args;
    const auto = subnet === "auto" || subnet6 === "auto";
    const beside = subnetsOn(hosts.map((host) => host.logicalName));
    const pool = addressPool({
        name: `${name}-pool`,
        parent,
        specs,
        space: {
            subnet,
            gateway,
            // Chosen once, when the hosts are first known; room for many endpoints, and for slices.
            ...(subnet === "auto" && { autoPrefix: 20 }),
            ...(subnet6 !== undefined && { subnet6, gateway6: gateway === false ? false : gateway6 }),
            reserved: slices,
            ...(auto && {
                avoid: pulumi.all([beside, ...hosts.map((host) => host.routes)]).apply((all) => all.flat()),
            }),
        },
        transform: transform.addressPool,
    });
    const gate = (subnet: pulumi.Output<string>, asked: string | undefined) =>
        subnet.apply((item) => gatewayOf(item, asked));
    const gateways: pulumi.Output<string>[] =
        args.gateway === false
            ? []
            : [gate(pool.subnet, args.gateway), ...(pool.subnet6 ? [gate(pool.subnet6, args.gateway6)] : [])];
    const subnets = [pool.subnet, ...(pool.subnet6 ? [pool.subnet6] : [])];
    holdSubnets(name, subnets);
    const family = (index: 0 | 1, addresses: pulumi.Output<Record<string, string>>): Family => {
        const gateway = gateways[index];
        // Without a way out they still answer those who may come in.
        const to = open ? [index === 0 ? "default" : "::/0"] : sourcesOf(args.reachableFrom ?? [], index === 0 ? 4 : 6);
        return {
            subnet: subnets[index] as pulumi.Output<string>,
            addresses,
            ...(open && { gateway }),
            routes: pulumi
                .all([gateway, pulumi.all(to)])
                .apply(([via, all]) =>
                    via === undefined ? [] : all.map((network) => ({ to: everywhere(network), via })),
                ),
        };
    };
    return {
        four: family(0, pool.addresses),
        ...(pool.subnet6 && { six: family(1, pool.addresses6) }),
        hostAddresses: gateways.map((gateway, index) =>
            pulumi.all([gateway, subnets[index] as pulumi.Output<string>]).apply(([a, s]) => onSubnet(a, s)),
        ),
        mtu: pulumi
            .all([mtu, pulumi.all(hosts.map((host) => host.routes)), pulumi.all(subnets)])
            .apply(([size, routes, known]) => {
                const clashes = args.allowOverlap
                    ? []
                    : hosts.flatMap((host, index) => routeClash(host.logicalName, routes[index], known) ?? []);
                const problems = [...clashes, ...mtuProblems(specs, size)];
                if (problems.length > 0) throw refused(kind, name, problems);
                return size;
            }),
    };
}

/** A route to everywhere has a name of its own in IPv4. */
const everywhere = (network: string): string => (network === "0.0.0.0/0" ? "default" : network);
