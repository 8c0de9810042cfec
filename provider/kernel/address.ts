import { addressFamily, networkOf } from "../../sdk/addressing";
import { type Command, cmd, ip, type Step, step } from "./command";
import { putRoute, type Route, routeSteps } from "./route";

/** What a link has on layer 3. */
export interface Layer3 {
    readonly addresses: readonly string[];
    readonly routes: readonly Route[];
}

/** What a bare link has. */
export const bare: Layer3 = { addresses: [], routes: [] };

const add = (address: string, netns: string | undefined, dev: string): Command => {
    // Duplicate address detection would keep an IPv6 address unusable for a second, and we know who has it.
    const nodad = addressFamily(address.split("/")[0] as string) === 6 ? ["nodad"] : [];
    return cmd`${ip(netns)} addr add ${address} dev ${dev} ${nodad}`;
};

const del = (address: string, netns: string | undefined, dev: string): Command =>
    cmd`${ip(netns)} addr del ${address} dev ${dev}`;

/**
 * Steps from the addresses and routes that are there to those wanted: new addresses, then routes, and old addresses last,
 * so that nothing is without an address in between. `raised` where the link was down: it has no routes then.
 */
export function layer3Steps(
    seen: Layer3,
    wanted: Layer3,
    netns: string | undefined,
    dev: string,
    raised = false,
): Step[] {
    const fresh = wanted.addresses.filter((item) => !seen.addresses.includes(item));
    const gone = seen.addresses.filter((item) => !wanted.addresses.includes(item));
    // With an address its routes go, and with the first of a network the others of it (promote_secondaries = 0): put them back.
    const shaken = wanted.addresses.filter((item) => gone.some((old) => networkOf(old) === networkOf(item)));
    const put = (route: Route) => putRoute(route, netns, dev);
    return [
        ...fresh.map((item) => step(add(item, netns, dev), del(item, netns, dev))),
        ...routeSteps(raised ? [] : seen.routes, wanted.routes, netns, dev),
        ...gone.map((item) => step(del(item, netns, dev), add(item, netns, dev), ...seen.routes.map(put))),
        ...shaken.map((item) => step(cmd`${ip(netns)} addr replace ${item} dev ${dev}`)),
        ...(gone.length > 0 ? wanted.routes.map((route) => step(put(route))) : []),
    ];
}
