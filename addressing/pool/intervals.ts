import {
    ADDRESS_BITS,
    type AddressFamily,
    addressFromNumber,
    addressToNumber,
    isAddress,
    parseAddress,
} from "../address";
import { networkOf, parseCidr } from "../cidr";
import { quoted } from "../quoted";

/** Addresses of one family from the first to the last, as numbers. */
export interface Interval {
    readonly first: bigint;
    readonly last: bigint;
}

/** All addresses of a network. */
export function intervalOf(cidr: string): Interval & { readonly family: AddressFamily } {
    const { family, prefix } = parseCidr(cidr);
    const first = addressToNumber(networkOf(cidr).split("/")[0] as string);
    return { family, first, last: first + (1n << BigInt(ADDRESS_BITS[family] - prefix)) - 1n };
}

/** The addresses of `10.0.0.5`, of a network, or of a range `10.0.0.5-10.0.0.9`. Throws on anything else. */
export function rangeOf(text: string): Interval & { readonly family: AddressFamily } {
    if (isAddress(text)) {
        const { family, number } = parseAddress(text);
        return { family, first: number, last: number };
    }
    if (text.includes("/")) return intervalOf(text);
    const [start = "", end = "", ...more] = text.split("-");
    if (more.length > 0 || !isAddress(start) || !isAddress(end))
        throw new Error(
            `${quoted(text)} is neither an address, nor a network, nor a range of addresses such as "10.0.0.5-10.0.0.9".`,
        );
    const [from, to] = [parseAddress(start), parseAddress(end)];
    if (from.family !== to.family || from.number > to.number)
        throw new Error(
            `${quoted(text)} is not a range of addresses: it must end behind its start, in the same family.`,
        );
    return { family: from.family, first: from.number, last: to.number };
}

/** The one spelling of an address, a network or a range. Throws as `rangeOf` does. */
export function canonicalRange(text: string): string {
    const { family, first, last } = rangeOf(text);
    if (first === last && !text.includes("/")) return addressFromNumber(first, family);
    if (text.includes("/")) return networkOf(text);
    return `${addressFromNumber(first, family)}-${addressFromNumber(last, family)}`;
}

export const within = (outer: Interval, inner: Interval): boolean =>
    outer.first <= inner.first && inner.last <= outer.last;

export const meet = (a: Interval, b: Interval): boolean => a.first <= b.last && b.first <= a.last;

/** The same addresses as few intervals, in order. */
export function merged(intervals: readonly Interval[]): Interval[] {
    const all: { first: bigint; last: bigint }[] = [];
    for (const { first, last } of [...intervals].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))) {
        const before = all.at(-1);
        if (before && first <= before.last + 1n) before.last = larger(last, before.last);
        else all.push({ first, last });
    }
    return all;
}

/** The lowest multiple of `size` from `start` on whose `size` addresses lie in the range and outside of what is taken (merged). */
export function lowestGap(
    range: Interval,
    taken: readonly Interval[],
    size = 1n,
    start = range.first,
): bigint | undefined {
    const aligned = (number: bigint) => ((number + size - 1n) / size) * size;
    let cursor = aligned(larger(start, range.first));
    for (const block of taken) {
        if (block.last < cursor) continue;
        if (cursor + size - 1n < block.first) break;
        cursor = aligned(block.last + 1n);
    }
    return cursor + size - 1n <= range.last ? cursor : undefined;
}

/** How many addresses of the range are in these intervals (merged). */
export const countIn = (range: Interval, intervals: readonly Interval[]): bigint =>
    intervals.reduce((sum, { first, last }) => {
        const from = larger(first, range.first);
        const to = -larger(-last, -range.last);
        return to >= from ? sum + to - from + 1n : sum;
    }, 0n);

function larger(a: bigint, b: bigint): bigint {
    if (a > b) return a;
    return b;
}
