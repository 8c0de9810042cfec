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
}

/** The hosts of an overlay with their parts of the underlay, and what it gives the endpoints on them. */
export function overlayCore(wanted: Wanted & { readonly args: OverlayNetworkArgs }): OverlayCore {
    const { kind, name, parent, args } = wanted;
    const family = args.mode !== "direct" && args.underlay === "ipv6" ? 6 : 4;
    const overhead = args.mode === "direct" ? 0 : vxlanOverhead(family);
    const needed = args.hosts.length > 1 || args.mode === "multicast";
    const members = membersOf(name, args.hosts, family, needed);
    const fitting = pathsOf(members).apply((paths) => checked(kind, name, () => networkMtu(paths, overhead, args.mtu)));
    if (args.mode !== "direct") return { ...core({ ...wanted, mtu: fitting }), members };

    const members6 = args.subnet6 === undefined ? [] : members6Of(name, args.hosts, needed);
    const parts = leased({ ...wanted, mtu: onSegments(wanted, [members, members6], fitting), lengths: args });
    const routed = { name, parent, transform: args.transform?.route, mtu: parts.mtu };
    makeRoutes({ ...routed, members, lease: (host) => parts.on(host).four.subnet }, "route");
    makeRoutes({ ...routed, members: members6, lease: (host) => parts.on(host).six?.subnet }, "route6");
    return { ...parts, members };
}
