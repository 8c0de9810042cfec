import { canonicalAddress } from "../../../addressing";

/** A host of an overlay and the underlay address that its tunnel sends from, as a text or as an output. */
export interface Vtep<T = string> {
    readonly host: string;
    readonly vtep: T;
}

/** An endpoint as the tunnels of other hosts see it. */
export interface RemoteEndpoint<T = string> {
    readonly host: string;
    readonly mac: T;
    readonly addresses: readonly T[];
}

/** What one host has to know of the endpoints that are elsewhere. */
export interface ForwardingPlan<T = string> {
    readonly forwarding: { mac: T; vtep: T }[];
    readonly neighbors: { address: T; mac: T }[];
}

/**
 * Which endpoint is behind which host, as seen from one of them: a forwarding entry for each endpoint elsewhere, and a
 * neighbour for each of its addresses. Entry by entry, so that a preview shows what is known of each.
 */
export function forwardingOf<T>(
    here: string,
    vteps: readonly Vtep<T>[],
    endpoints: readonly RemoteEndpoint<T>[],
): ForwardingPlan<T> {
    const vtepOf = new Map(vteps.map(({ host, vtep }) => [host, vtep]));
    const elsewhere = endpoints.filter(({ host }) => host !== here);
    return {
        forwarding: elsewhere.flatMap(({ host, mac }) => {
            const vtep = vtepOf.get(host);
            return vtep === undefined ? [] : [{ mac, vtep }];
        }),
        neighbors: elsewhere.flatMap(({ host, mac, addresses }) =>
            vtepOf.has(host) ? addresses.map((address) => ({ address, mac })) : [],
        ),
    };
}

/** The underlay addresses of all hosts but one. */
export const peersOf = <T>(here: string, vteps: readonly Vtep<T>[]): T[] =>
    vteps.filter(({ host }) => host !== here).map(({ vtep }) => vtep);

/** The address of a host's underlay device that its tunnel sends from: the first one of the family. */
export function underlayAddress(host: string, addresses: readonly string[], family: 4 | 6): string {
    const found = addresses
        .map((item) => item.split("/")[0] as string)
        .find((item) => item.includes(":") === (family === 6));
    if (found === undefined)
        throw new Error(
            `host ${host} has no IPv${family} address on its underlay device (it has ${addresses.join(", ") || "none"}): name one with underlay`,
        );
    return canonicalAddress(found);
}
