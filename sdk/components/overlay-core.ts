import type * as pulumi from "@pulumi/pulumi";
import { type Core, core } from "./core";
import { makeRoutes, onSegments } from "./direct";
import type { Wanted } from "./ground";
import { leased } from "./leases";
import { type Member, members6Of, membersOf, pathsOf } from "./members";
import type { OverlayNetworkArgs } from "./overlay-args";
import { networkMtu, vxlanOverhead } from "./plan";
import { checked } from "./program";

/** What an overlay is on all its hosts. */
export interface OverlayCore extends Core {
    readonly members: readonly Member[];
    /** What fits through every host. */
    readonly mtu: pulumi.Output<number>;
}

/** The hosts of an overlay with their parts of the underlay, and what it gives the endpoints on them. */
export function overlayCore(wanted: Wanted & { readonly args: OverlayNetworkArgs }): OverlayCore {
    const { kind, name, parent, args } = wanted;
    const family = args.mode !== "direct" && args.underlay === "ipv6" ? 6 : 4;
    const overhead = args.mode === "direct" ? 0 : vxlanOverhead(family);
    const members = membersOf(name, args.hosts, family);
    const fitting = pathsOf(members).apply((paths) => checked(kind, name, () => networkMtu(paths, overhead, args.mtu)));
    if (args.mode !== "direct") return { ...core({ ...wanted, mtu: fitting }), members, mtu: fitting };

    const members6 = args.subnet6 === undefined ? [] : members6Of(name, args.hosts);
    const mtu = onSegments(wanted, [members, members6], fitting);
    const parts = leased({ ...wanted, mtu, lengths: args });
    const routed = { name, parent, transform: args.transform?.route, mtu };
    makeRoutes({ ...routed, members, lease: (host) => parts.on(host).four.subnet }, "route");
    makeRoutes({ ...routed, members: members6, lease: (host) => parts.on(host).six?.subnet }, "route6");
    return { ...parts, members, mtu };
}
