import { networkOf } from "../../addressing";
import type { Layer3 } from "./address";
import type { Attributes } from "./attributes";
import { type Command, cmd } from "./command";
import { leadsTo, type Route, routeKey } from "./route";

/** A link as far as a connection may go over it. */
type Carrier = Omit<Attributes, "mtu"> & Layer3 & { readonly name: string; readonly netns?: string };

/** Refused where the session comes over this link (kernel/scripts/management.sh). */
export const notManagement = ({ name, netns = "" }: Pick<Carrier, "name" | "netns">): Command =>
    cmd`not_management ${netns} ${name}`;

/** Whether a change of a link would hurt whoever comes over it: taken over, down, elsewhere, or less than it was. */
const cuts = (seen: Carrier, wanted: Carrier): boolean =>
    seen.owner !== wanted.owner ||
    seen.mac !== wanted.mac ||
    seen.master !== wanted.master ||
    (seen.up && !wanted.up) ||
    seen.addresses.some((item) => !wanted.addresses.includes(item)) ||
    JSON.stringify(seen.routes) !== JSON.stringify(wanted.routes);

/**
 * What to ask the host before a link becomes as wanted, so that the connection to the host outlives it; `seen` is missing
 * where the link is made, and with `allowOverlap` nobody asks whether its networks are free.
 */
export function keepsConnection(seen: Carrier | undefined, wanted: Carrier, allowOverlap: boolean): Command[] {
    const { name, netns = "" } = wanted;
    const there = seen?.addresses ?? [];
    const before = new Set((seen?.routes ?? []).map((route) => routeKey(route)));
    const metric = (route: Route) => route.metric ?? "";
    return [
        ...(seen && cuts(seen, wanted) ? [notManagement(wanted)] : []),
        ...wanted.addresses
            .filter((item) => !there.includes(item))
            .map((item) => cmd`keeps_way ${netns} ${name} ${item} ${networkOf(item)} ${allowOverlap ? "overlap" : ""}`),
        ...wanted.routes
            .filter((route) => !before.has(routeKey(route)))
            .map((route) => cmd`keeps_route ${netns} ${name} ${leadsTo(route)} ${metric(route)}`),
    ];
}
