import { addressFamily, canonicalAddress } from "../../addressing";
import { markOf, ownerIn } from "../../naming";
import type { route } from "../../spec/route";
import type { Inputs } from "../../spec/types";
import { type Command, cmd, type Step, step } from "./command";
import { type Facts, section } from "./facts";

/** A route of a host's main table; `to` is a network, `default`, or `::/0`. */
export type HostRoute = Pick<Inputs<typeof route>, "to" | "via" | "device" | "metric" | "source" | "onlink">;

/** What of a route only a look tells. */
export interface SeenRoute extends Omit<HostRoute, "to" | "metric"> {
    readonly owner: string;
    /** As ip prints it: what puts it back. Not there in the state of one that was made half. */
    readonly row?: string;
}

const familyOf = ({ to }: HostRoute): 4 | 6 => (to === "default" ? 4 : addressFamily(to.split("/")[0] as string));

const flag = (route: HostRoute): string => `-${familyOf(route)}`;

/** The network in words that name its family. */
const network = ({ to }: HostRoute): string => (to === "default" ? "0.0.0.0/0" : to);

/** A route without a metric has 0, in IPv6 1024: two that differ in nothing else are one. */
const metricOf = (route: HostRoute): number => route.metric ?? (familyOf(route) === 6 ? 1024 : 0);

/** The name of its note, which tells it from every other route of the host. */
export function noteOf(route: HostRoute): string {
    const { to } = route;
    const written = to === "::/0" ? "default6" : to.replace(/\/(32|128)$/, (all) => (fits(to, all) ? "" : all));
    return `${written.replace("/", "_")}@${metricOf(route)}`;
}

/** ip prints the prefix of a network that is one address not at all. */
const fits = (to: string, prefix: string): boolean => (prefix === "/128") === to.includes(":");

export const hostRouteLook = (route: HostRoute): Command =>
    cmd`route_facts ${flag(route)} ${network(route)} ${metricOf(route)} ${noteOf(route)}`;

/** The route that is there, whoever made it. */
export function hostRouteIn(facts: Facts, route: HostRoute, owner: string): SeenRoute | undefined {
    const [mark = "", line = ""] = section(facts, "route", noteOf(route))?.lines ?? [];
    if (!line) return undefined;
    const row = line.slice(2);
    // Several gateways stand behind a backslash: such a route is none of ours.
    const words = (row.split("\\")[0] as string).split(" ");
    const after = (key: string) => (words.includes(key) ? words[words.indexOf(key) + 1] : undefined);
    const via = after("via");
    const source = after("src");
    return {
        owner: ownerIn(mark.slice("= owner ".length), owner),
        row,
        ...(via && { via: canonicalAddress(via) }),
        device: after("dev"),
        ...(source && { source: canonicalAddress(source) }),
        ...(words.includes("onlink") && { onlink: true as const }),
    };
}

/** What to ask before a route is put there, or made another one. */
export const keepsHostRoute = (route: HostRoute): Command =>
    cmd`keeps_host_route ${network(route)} ${metricOf(route)} ${route.device ?? ""} ${route.via ?? ""}`;

/** What to ask before a route goes. */
export const keepsWithout = (route: HostRoute): Command =>
    cmd`keeps_without ${network(route)} ${metricOf(route)} ${noteOf(route)}`;

const noteCommand = (route: HostRoute, owner: string, before = ""): Command =>
    owner ? cmd`route_note ${noteOf(route)} ${markOf(owner)} ${before}` : cmd`route_forget ${noteOf(route)}`;

function put(route: HostRoute): Command {
    const words = [
        ...(route.via ? ["via", route.via] : []),
        ...(route.device ? ["dev", route.device] : []),
        ...["proto", "static"],
        ...(route.metric === undefined ? [] : ["metric", String(route.metric)]),
        ...(route.source ? ["src", route.source] : []),
        ...(route.onlink ? ["onlink"] : []),
    ];
    return cmd`ip ${flag(route)} route replace ${network(route)} ${words}`;
}

const putBack = (route: HostRoute, { row }: SeenRoute): Command =>
    row === undefined ? put(route) : cmd`ip ${flag(route)} route replace ${row.split(/[\s\\]+/)}`;

const del = (route: HostRoute): Command => cmd`ip ${flag(route)} route del ${network(route)} metric ${metricOf(route)}`;

/**
 * Notes whose it is, and what was there before where that is adopted, then puts it there: whoever finds this half-done finds it
 * noted, and gives it back when the route goes.
 */
export function hostRouteSteps(
    seen: SeenRoute | undefined,
    wanted: HostRoute,
    owner: string,
    { same, adopted }: { readonly same: boolean; readonly adopted: boolean },
): Step[] {
    const before = adopted && seen?.owner === "" ? seen.row : undefined;
    return [
        ...(seen?.owner === owner
            ? []
            : [step(noteCommand(wanted, owner, before), noteCommand(wanted, seen?.owner ?? ""))]),
        ...(same ? [] : [step(put(wanted), seen ? putBack(wanted, seen) : del(wanted))]),
    ];
}

export const hostRouteGone = (route: HostRoute, seen: SeenRoute): Step[] => [
    step(
        cmd`route_give_back ${flag(route)} ${network(route)} ${metricOf(route)} ${noteOf(route)}`,
        putBack(route, seen),
    ),
    step(noteCommand(route, ""), noteCommand(route, seen.owner)),
];
