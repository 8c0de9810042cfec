import { canonicalAddress } from "../../addressing";

/** A host of an overlay and the underlay address that its tunnel sends from. */
export interface Vtep {
    readonly host: string;
    readonly vtep: string;
}

/** An endpoint as the tunnels of other hosts see it. */
export interface Station {
    readonly host: string;
    readonly mac: string;
    readonly addresses: readonly string[];
}

/** What one host has to know of the endpoints that are elsewhere. */
export interface Forwarding {
    readonly forwarding: readonly { readonly mac: string; readonly vtep: string }[];
    readonly neighbors: readonly { readonly address: string; readonly mac: string }[];
}

/**
 * Which endpoint is behind which host, as seen from one of them: a forwarding entry for each endpoint elsewhere, and a
 * neighbour for each of its addresses. Sorted, so that the order of a program changes nothing.
 */
export function forwardingOf(here: string, vteps: readonly Vtep[], stations: readonly Station[]): Forwarding {
    const vtepOf = new Map(vteps.map(({ host, vtep }) => [host, vtep]));
    const elsewhere = stations
        .filter(({ host }) => host !== here && vtepOf.has(host))
        .sort((a, b) => compare(a.mac, b.mac));
    return {
        forwarding: elsewhere.map(({ host, mac }) => ({ mac, vtep: vtepOf.get(host) as string })),
        neighbors: elsewhere
            .flatMap(({ mac, addresses }) => addresses.map((address) => ({ address: canonicalAddress(address), mac })))
            .sort((a, b) => compare(a.address, b.address)),
    };
}

/** The underlay addresses of all hosts but one. */
export const peersOf = (here: string, vteps: readonly Vtep[]): string[] =>
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

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
