import * as pulumi from "@pulumi/pulumi";
import { Host } from "../resources/host";
import { Route, type RouteArgs } from "../resources/route";
import type { Member, OverlayMember } from "./members";
import type { OverlayNetworkArgs } from "./overlay-args";
import { type DirectSpec, segmentProblems } from "./plan";
import { refused } from "./program";
import { type Transform, transformed } from "./transform";

/** What the planner is told of a network without tunnels, also what only a program without types can give. */
export function directSpec(args: OverlayNetworkArgs): DirectSpec | undefined {
    if (args.mode !== "direct") return undefined;
    const { leasePrefix, leasePrefix6, hosts } = args;
    const { group, underlay, allowFrom }: DirectSpec = args as object;
    return {
        leasePrefix,
        leasePrefix6,
        group,
        underlay,
        allowFrom,
        withoutUnderlay6: hosts
            .filter((item): item is OverlayMember => !(item instanceof Host))
            .filter((item) => item.underlay !== undefined && item.underlay6 === undefined)
            .map(({ host }) => host.logicalName),
    };
}

/** The MTU of a network, once its hosts are known to share a segment, in each family. */
export const onSegments = (
    { kind, name }: { readonly kind: string; readonly name: string },
    families: readonly (readonly Member[])[],
    mtu: pulumi.Output<number>,
): pulumi.Output<number> => {
    const neighbors = families.map((members) =>
        pulumi.all(members.map(({ host, vtep, networks }) => pulumi.output({ host, address: vtep, networks }))),
    );
    return pulumi.all([mtu, pulumi.all(neighbors)]).apply(([size, known]) => {
        const problems = known.flatMap(segmentProblems);
        if (problems.length > 0) throw refused(kind, name, problems);
        return size;
    });
};

interface Routed {
    readonly name: string;
    readonly parent: pulumi.Resource;
    readonly transform?: Transform<RouteArgs>;
    /** The MTU of the network, which is known once its hosts may route to each other. */
    readonly mtu: pulumi.Output<number>;
    readonly members: readonly Member[];
    /** The part of the network that is on a host. */
    lease(host: Host): pulumi.Output<string> | undefined;
}

/** Makes each host route what is in the lease of another one to that host: a resource an ordered pair. */
export function makeRoutes({ name, parent, transform, mtu, members, lease }: Routed, word: "route" | "route6"): void {
    for (const { host, resource, device } of members)
        for (const other of members) {
            const to = lease(other.resource);
            if (other.host === host || to === undefined) continue;
            const child = `${name}-${host}-${word}-${other.host}`;
            const via = pulumi.all([other.vtep, mtu]).apply(([address]) => address);
            const args = { host: resource, to, via, ...(device && { device }) };
            new Route(child, transformed(transform, args, child), { parent });
        }
}
