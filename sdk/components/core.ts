import * as pulumi from "@pulumi/pulumi";
import type { Host } from "../resources/host";
import type { Subnet } from "./frame";
import { type Ground, groundOf, type Wanted } from "./ground";
import { mtuProblems, routeClash } from "./plan";
import { holdSubnets, refused } from "./program";

export interface CoreWanted extends Wanted {
    /** What fits through every host. */
    readonly mtu: pulumi.Output<number>;
}

/** What is the same for a network of one host and of many: its subnets, who has which address, what fits. */
export interface Core {
    readonly four: Subnet;
    readonly six?: Subnet;
    /** What it gives the endpoints of a host. */
    on(host: Host): Ground;
    /** Its MTU, once what is known of every host allows the network. */
    readonly mtu: pulumi.Output<number>;
}

/** A network whose hosts share its subnets. */
export function core(wanted: CoreWanted): Core {
    const ground = groundOf(wanted);
    const { four, six } = ground;
    return { four, six, on: () => ground, mtu: allowed(wanted, [four.subnet, ...(six ? [six.subnet] : [])]) };
}

/** The MTU of a network with these subnets, once no host has a route that they would hide and every endpoint's fits. */
export function allowed(
    { kind, name, args, hosts, specs, mtu }: CoreWanted,
    subnets: pulumi.Output<string>[],
): pulumi.Output<number> {
    holdSubnets(name, subnets);
    return pulumi
        .all([mtu, pulumi.all(hosts.map((host) => host.routes)), pulumi.all(subnets)])
        .apply(([size, routes, known]) => {
            const clashes = args.allowOverlap
                ? []
                : hosts.flatMap((host, index) => routeClash(host.logicalName, routes[index], known) ?? []);
            const problems = [...clashes, ...mtuProblems(specs, size)];
            if (problems.length > 0) throw refused(kind, name, problems);
            return size;
        });
}
