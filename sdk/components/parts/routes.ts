import * as pulumi from "@pulumi/pulumi";
import { Host } from "../../resources/host";
import { Route } from "../../resources/route";
import type { DirectNetworkArgs } from "../overlay-args";
import { make } from "./child";
import { leasedAddressing } from "./leases";
import { ofVersion, type Scope, type Site } from "./site";
import type { Strategy } from "./strategy";
import { fittingMtu, onSegments, type Underlay, underlaysOf } from "./underlay";

/** Hosts of one segment that route to each other, each with a lease of the subnets. */
export function direct(args: DirectNetworkArgs): Strategy {
    const { leasePrefix, leasePrefix6, group, underlay, allowFrom, hosts } = args;
    const withoutUnderlay6 = hosts.flatMap((item) =>
        item instanceof Host || item.underlay === undefined || item.underlay6 !== undefined
            ? []
            : [item.host.logicalName],
    );
    return {
        title: "direct",
        declared: { direct: { leasePrefix, leasePrefix6, group, underlay, allowFrom, withoutUnderlay6 } },
        lay(scope) {
            const several = hosts.length > 1;
            const families = scope.plan.families.map(({ version, suffix }) =>
                underlaysOf(scope, hosts, { arg: `underlay${suffix}`, version }, several),
            );
            const [underlays = []] = families;
            const fitting = onSegments(scope, families, fittingMtu(scope, underlays, 0, args.mtu));
            const addressing = leasedAddressing(scope, args, fitting);
            return {
                underlays,
                addressing,
                within: addressing.subnets,
                join(sites) {
                    families.forEach((family, index) => {
                        makeRoutes(scope, family, addressing.mtu, sites, index);
                    });
                    return sites.map(({ families: own }) => ({
                        lease: ofVersion(own, 4)?.subnet,
                        lease6: ofVersion(own, 6)?.subnet,
                    }));
                },
            };
        },
    };
}

/** Makes each host route what is in the lease of another one to that host: a resource an ordered pair and family. */
function makeRoutes(
    scope: Scope,
    underlays: readonly Underlay[],
    mtu: pulumi.Output<number>,
    sites: readonly Site[],
    index: number,
): void {
    const { name, plan, transform } = scope;
    for (const { host, resource, device } of underlays)
        underlays.forEach((other, at) => {
            const to = sites[at]?.families[index]?.subnet;
            if (other.host === host || to === undefined) return;
            const child = `${name}-${host}-route${plan.families[index]?.suffix}-${other.host}`;
            // Known once the hosts may route to each other.
            const via = pulumi.all([other.vtep, mtu]).apply(([address]) => address);
            const args = { host: resource, to, via, ...(device && { device }) };
            const opts = { dependsOn: [...(sites.find((site) => site.host === resource)?.isolation ?? [])] };
            make(scope, Route, transform.route, child, args, opts);
        });
}
