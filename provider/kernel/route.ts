import { isDeepStrictEqual } from "node:util";
import { addressFamily, canonicalAddress } from "../../addressing";
import type { Out } from "../../spec/fields";
import type { linkRoute } from "../../spec/link-route";
import { type Command, cmd, ip, type Step, step } from "./command";
import { rowsOf } from "./rows";

/** A route of a link; `to` is a network, or `default`. */
export type Route = Out<typeof linkRoute>;

/** The metric that the kernel gives an IPv6 route without one. */
const defaultMetric = 1024;

const network = (dst: string): string => {
    if (dst === "default") return dst;
    const [address = "", prefix] = dst.split("/");
    return `${canonicalAddress(address)}/${prefix ?? (addressFamily(address) === 4 ? 32 : 128)}`;
};

/** The routes that `ip -j route` tells. */
export function routes(json: string | undefined): Route[] {
    return rowsOf("route", json).map((row) => ({
        // Without a gateway nothing else tells a default route of IPv6; only its rows have a preference.
        to: row.dst === "default" && row.pref && !row.gateway ? "::/0" : network(row.dst),
        ...(row.gateway && { via: canonicalAddress(row.gateway) }),
        // Only IPv6 rows have a preference; there 1024 stands for "none given".
        ...(row.metric !== undefined && !(row.pref && row.metric === defaultMetric) && { metric: row.metric }),
        ...(row.prefsrc && { source: canonicalAddress(row.prefsrc) }),
        ...(row.flags.includes("onlink") && { onlink: true as const }),
    }));
}

const family = (route: Route): number =>
    addressFamily(route.via ?? (route.to === "default" ? "0.0.0.0" : (route.to.split("/")[0] as string)));

/** Where it leads, in words that name its family. */
export const leadsTo = (route: Route): string =>
    route.to !== "default" ? route.to : family(route) === 6 ? "::/0" : "0.0.0.0/0";

/** What makes two routes the same one to the kernel: family, destination and metric. */
export const routeKey = (route: Route): string => `${family(route)} ${route.to} ${route.metric ?? 0}`;

const act = (verb: "replace" | "del", route: Route, netns: string | undefined, dev: string): Command => {
    const optional = [
        ...(route.via ? ["via", route.via] : []),
        ...["dev", dev, "proto", "static"],
        ...(route.metric === undefined ? [] : ["metric", String(route.metric)]),
        ...(route.source ? ["src", route.source] : []),
        ...(route.onlink ? ["onlink"] : []),
    ];
    return cmd`${ip(netns)} route ${verb} ${route.to} ${optional}`;
};

/** The command that makes a route of a link as given, whatever was there. */
export const putRoute = (route: Route, netns: string | undefined, dev: string): Command =>
    act("replace", route, netns, dev);

/** Steps from the routes that are there to those wanted: new ones replace old ones, then what is not wanted goes. */
export function routeSteps(
    seen: readonly Route[],
    wanted: readonly Route[],
    netns: string | undefined,
    dev: string,
): Step[] {
    const before = new Map(seen.map((route) => [routeKey(route), route]));
    const after = new Map(wanted.map((route) => [routeKey(route), route]));
    const put = (route: Route) => putRoute(route, netns, dev);
    const del = (route: Route) => act("del", route, netns, dev);
    const added = wanted.flatMap((route) => {
        const old = before.get(routeKey(route));
        return old && isDeepStrictEqual(old, route) ? [] : [step(put(route), old ? put(old) : del(route))];
    });
    const removed = seen.filter((route) => !after.has(routeKey(route))).map((route) => step(del(route), put(route)));
    return [...added, ...removed];
}
