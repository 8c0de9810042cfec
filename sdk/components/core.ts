import * as pulumi from "@pulumi/pulumi";
import type { Host } from "../resources/host";
import type { Subnet } from "./frame";
import { type Ground, groundOf, type Wanted } from "./ground";
import { routeClash } from "./plan";
import { checked } from "./program";

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
    /** Its MTU on one host, once what is known of that host allows the network. */
    mtuOn(host: Host): pulumi.Output<number>;
}

/** A network whose hosts share its subnets. */
export function core(wanted: CoreWanted): Core {
    const ground = groundOf(wanted);
    const { four, six } = ground;
    return { four, six, on: () => ground, mtuOn: fitting(wanted, [four.subnet, ...(six ? [six.subnet] : [])]) };
}

/** The MTU on a host that has no route which these subnets would hide. */
export const fitting =
    ({ kind, name, args, mtu }: CoreWanted, subnets: pulumi.Output<string>[]): Core["mtuOn"] =>
    (host) =>
        args.allowOverlap
            ? mtu
            : pulumi.all([mtu, host.routes, pulumi.all(subnets)]).apply(([size, routes, known]) =>
                  checked(kind, name, () => {
                      const clash = routeClash(host.logicalName, routes, known);
                      if (clash) throw new Error(clash);
                      return size;
                  }),
              );
