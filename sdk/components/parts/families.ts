import * as pulumi from "@pulumi/pulumi";
import type { AddressPoolArgs } from "../../resources/address-pool";
import type { Host } from "../../resources/host";
import { gatewayOf, mtuProblems, onSubnet, type PlannedEndpoint, routeClash } from "../plan";
import { addressPool } from "./addressing";
import { sourcesOf } from "./isolation";
import { refused } from "./refused";
import { holdSubnets, subnetsOn } from "./registry";
import type { Family, Scope, Subnet, SubnetArgs } from "./site";

/** The subnets of a network, who has which address, and what fits. */
export interface Addressing {
    readonly subnets: readonly Subnet[];
    /** What it gives the endpoints of a host. */
    on(host: Host): readonly Family[];
    /** Its MTU, once what is known of every host allows the network. */
    readonly mtu: pulumi.Output<number>;
}

/** A network whose hosts share its subnets. */
export function sharedAddressing(scope: Scope, args: SubnetArgs, fitting: pulumi.Output<number>): Addressing {
    const { name, hosts, plan } = scope;
    // Room for many endpoints, and for slices.
    const choice = choiceOf(args, hosts, 20);
    const families = familiesFrom(scope, `${name}-pool`, args, plan.endpoints, subnetsOf(args), choice);
    return { subnets: families, on: () => families, mtu: allowed(scope, args, fitting, families) };
}

/** The subnets as they are asked for. */
export const subnetsOf =
    ({ subnet, subnet6 }: SubnetArgs) =>
    (version: 4 | 6): string =>
        version === 4 ? subnet : (subnet6 ?? "");

/** How a pool chooses a subnet: so that it overlaps no route of the hosts, and no network made on them before. */
export function choiceOf(
    { subnet, subnet6 }: SubnetArgs,
    hosts: readonly Host[],
    autoPrefix: number,
): Pick<AddressPoolArgs, "autoPrefix" | "avoid"> {
    const beside = subnetsOn(hosts.map((host) => host.logicalName));
    return {
        ...(subnet === "auto" && { autoPrefix }),
        // Looked at once, when the hosts are first known.
        ...((subnet === "auto" || subnet6 === "auto") && {
            avoid: pulumi.all([beside, ...hosts.map((host) => host.routes)]).apply((all) => all.flat()),
        }),
    };
}

/** The families of a network or of a host's part of it, with the addresses of these endpoints. */
export function familiesFrom(
    scope: Scope,
    poolName: string,
    { slices = [], reachableFrom = [] }: SubnetArgs,
    endpoints: readonly PlannedEndpoint[],
    subnetOf: (version: 4 | 6) => pulumi.Input<string>,
    choice: Pick<AddressPoolArgs, "autoPrefix" | "avoid"> = {},
): Family[] {
    const { plan } = scope;
    const spaces = plan.families.map(({ version, gateway }) => ({ version, gateway, subnet: subnetOf(version) }));
    const pool = addressPool(scope, poolName, spaces, endpoints, { ...choice, reserved: slices });
    return pool.map(({ version, subnet, addresses }, index) => {
        const asked = spaces[index]?.gateway;
        if (asked === false) return { version, subnet, addresses, routes: pulumi.output([]) };
        const gateway = subnet.apply((item) => gatewayOf(item, asked));
        // Without a way out they still answer those who may come in.
        const to = plan.open ? [version === 4 ? "default" : "::/0"] : sourcesOf(reachableFrom, version);
        return {
            version,
            subnet,
            addresses,
            ...(plan.open && { gateway }),
            bridgeAddress: pulumi.all([gateway, subnet]).apply(([address, net]) => onSubnet(address, net)),
            routes: pulumi
                .all([gateway, pulumi.all(to)])
                .apply(([via, all]) => all.map((network) => ({ to: everywhere(network), via }))),
        };
    });
}

/** A route to everywhere has a name of its own in IPv4. */
const everywhere = (network: string): string => (network === "0.0.0.0/0" ? "default" : network);

/** The MTU of a network with these subnets, once no host has a route that they would hide and every endpoint's fits. */
export function allowed(
    { kind, name, hosts, plan }: Scope,
    { allowOverlap }: SubnetArgs,
    fitting: pulumi.Output<number>,
    list: readonly Subnet[],
): pulumi.Output<number> {
    const subnets = list.map(({ subnet }) => subnet);
    holdSubnets(name, subnets);
    return pulumi
        .all([fitting, pulumi.all(hosts.map((host) => host.routes)), pulumi.all(subnets)])
        .apply(([size, routes, known]) => {
            const clashes = allowOverlap
                ? []
                : hosts.flatMap((host, index) => routeClash(host.logicalName, routes[index], known) ?? []);
            const problems = [...clashes, ...mtuProblems(plan.endpoints, size)];
            if (problems.length > 0) throw refused(kind, name, problems);
            return size;
        });
}
