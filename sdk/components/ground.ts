import * as pulumi from "@pulumi/pulumi";
import type { AddressPoolArgs } from "../resources/address-pool";
import type { Host } from "../resources/host";
import type { Endpoints } from "./endpoint-args";
import type { Family } from "./frame";
import { sourcesOf } from "./guard";
import type { NetworkArgs } from "./network-args";
import { type EndpointSpec, gatewayOf, onSubnet } from "./plan";
import { addressPool } from "./pool";
import { subnetsOn } from "./program";

/** What a network gives the endpoints of a host. */
export interface Ground {
    readonly four: Family;
    readonly six?: Family;
    /** The addresses of the host's bridge, with prefix. */
    readonly hostAddresses: pulumi.Output<string>[];
}

/** A network's args, with its subnets as soon as they are known. */
export interface GroundArgs extends Omit<NetworkArgs<Endpoints>, "subnet" | "subnet6"> {
    readonly subnet: pulumi.Input<string>;
    readonly subnet6?: pulumi.Input<string>;
}

/** What grounds are made from. */
export interface Wanted {
    readonly kind: string;
    readonly name: string;
    readonly parent: pulumi.Resource;
    readonly args: GroundArgs;
    readonly hosts: readonly Host[];
    readonly specs: readonly EndpointSpec[];
    /** Whether its endpoints have a way out. */
    readonly open: boolean;
}

/** The addresses of a subnet, and what goes with them. */
export function groundOf({ name, parent, args, hosts, specs, open }: Wanted): Ground {
    const { gateway, gateway6, slices = [], transform = {} } = args;
    const pool = addressPool({
        name: `${name}-pool`,
        parent,
        specs,
        space: {
            // Room for many endpoints, and for slices.
            ...spaceOf(args, hosts, 20),
            gateway,
            ...(args.subnet6 !== undefined && { gateway6: gateway === false ? false : gateway6 }),
            reserved: slices,
        },
        transform: transform.addressPool,
    });
    const gate = (subnet: pulumi.Output<string>, asked: string | undefined) =>
        subnet.apply((item) => gatewayOf(item, asked));
    const gateways: pulumi.Output<string>[] =
        gateway === false ? [] : [gate(pool.subnet, gateway), ...(pool.subnet6 ? [gate(pool.subnet6, gateway6)] : [])];
    const subnets = [pool.subnet, ...(pool.subnet6 ? [pool.subnet6] : [])];
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
    };
}

/** The subnets as a pool takes them; one that it chooses overlaps no route of the hosts, and no network made on them before. */
export function spaceOf(
    { subnet, subnet6 }: GroundArgs,
    hosts: readonly Host[],
    autoPrefix: number,
): Pick<AddressPoolArgs, "subnet" | "subnet6" | "autoPrefix" | "avoid"> {
    const auto = subnet === "auto" || subnet6 === "auto";
    const beside = subnetsOn(hosts.map((host) => host.logicalName));
    return {
        subnet,
        ...(subnet === "auto" && { autoPrefix }),
        ...(subnet6 !== undefined && { subnet6 }),
        // Looked at once, when the hosts are first known.
        ...(auto && {
            avoid: pulumi.all([beside, ...hosts.map((host) => host.routes)]).apply((all) => all.flat()),
        }),
    };
}

/** A route to everywhere has a name of its own in IPv4. */
const everywhere = (network: string): string => (network === "0.0.0.0/0" ? "default" : network);
