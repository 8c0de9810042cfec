import { addressFamily, networkOf } from "../../addressing";
import { type Command, cmd, ip, type Step, step } from "./command";
import { keepingNeighbours } from "./neighbour";
import { putRoute, type Route, routeSteps } from "./route";

/** What a link has on layer 3, and whether it is up. */
export interface Layer3 {
    readonly addresses: readonly string[];
    readonly routes: readonly Route[];
    readonly up: boolean;
}

/** A link that can have addresses, and has no routes of its own. */
export const withoutRoutes = ({ addresses, up }: Omit<Layer3, "routes">): Layer3 => ({ addresses, up, routes: [] });

const isV6 = (address: string): boolean => addressFamily(address.split("/")[0] as string) === 6;

const act = (verb: "add" | "replace" | "del", address: string, netns: string | undefined, dev: string): Command => {
    // Duplicate address detection would keep an IPv6 address unusable for a second, and we know who has it.
    const nodad = verb !== "del" && isV6(address) ? ["nodad"] : [];
    const command = cmd`${ip(netns)} addr ${verb} ${address} dev ${dev} ${nodad}`;
    return verb === "del" && !isV6(address) ? keepingNeighbours(dev, command) : command;
};

/**
 * Steps from the addresses and routes that are there to those wanted: new addresses, then routes, and old addresses last,
 * so that nothing is without an address in between.
 */
export function layer3Steps(before: Layer3, wanted: Layer3, netns: string | undefined, dev: string): Step[] {
    const seen = survivors(before, wanted.up);
    const fresh = wanted.addresses.filter((item) => !seen.addresses.includes(item));
    const gone = seen.addresses.filter((item) => !wanted.addresses.includes(item));
    // With the first address of a network the kernel takes the others (promote_secondaries = 0): put them back.
    const shaken = wanted.addresses.filter((item) => gone.some((old) => isSibling(old, item)));
    return [
        ...fresh.map((item) => step(act("add", item, netns, dev), act("del", item, netns, dev))),
        ...routeSteps(seen.routes, wanted.routes, netns, dev),
        ...goneSteps(gone, [...seen.addresses, ...fresh], seen.routes, netns, dev),
        ...shaken.map((item) => step(act("replace", item, netns, dev))),
        // With an address go the routes that need it.
        ...(gone.length > 0 ? wanted.routes.map((route) => step(putRoute(route, netns, dev))) : []),
    ];
}

/** What puts back the addresses and routes that a link loses when it goes down. */
export const lostWhenDown = ({ addresses, routes }: Layer3, netns: string | undefined, dev: string): Command[] => [
    ...addresses.filter(isV6).map((item) => act("replace", item, netns, dev)),
    ...routes.map((route) => putRoute(route, netns, dev)),
];

/** Two addresses that live and die together: IPv4, of one network. */
const isSibling = (one: string, other: string): boolean =>
    one !== other && !isV6(one) && networkOf(one) === networkOf(other);

/** What is left once a link is up or down: one that is down has no routes, and going down costs its IPv6 addresses. */
function survivors({ addresses, routes, up }: Layer3, stays: boolean): Layer3 {
    return {
        up: stays,
        addresses: up && !stays ? addresses.filter((item) => !isV6(item)) : addresses,
        routes: up && stays ? routes : [],
    };
}

/** Steps that take addresses away, the last first, so that a network loses its secondaries before its primary. */
function goneSteps(
    gone: readonly string[],
    there: readonly string[],
    routes: readonly Route[],
    netns: string | undefined,
    dev: string,
): Step[] {
    return gone.toReversed().flatMap((item, index, reversed) => {
        const left = there.filter((other) => !reversed.slice(0, index).includes(other));
        // The order says which is the primary: put back in the order in which they were.
        const together = left.filter((other) => other === item || (isV6(item) ? isV6(other) : isSibling(other, item)));
        const undo = [
            ...together.filter((other) => other !== item).map((other) => act("del", other, netns, dev)),
            ...together.map((other) => act("replace", other, netns, dev)),
            ...routes.map((route) => putRoute(route, netns, dev)),
        ];
        // It may have gone with its primary, if somebody else added them in another order.
        const mayBeGone = reversed.slice(0, index).some((other) => isSibling(other, item));
        return [
            ...(mayBeGone ? [step(act("replace", item, netns, dev))] : []),
            step(act("del", item, netns, dev), ...undo),
        ];
    });
}
