import { ADDRESS_BITS, addressFromNumber, addressToNumber, parseCidr } from "../../addressing";

interface Interval {
    readonly family: 4 | 6;
    readonly first: bigint;
    readonly prefix: number;
}

/** From how many networks on neighbours are told as one: a router's table would make each state of its host large. */
const many = 200;

/** Networks wider than this are a way to the rest of the world, as a VPN's 0.0.0.0/1 and 128.0.0.0/1, and no use of it. */
const widest = 8;

/**
 * The networks that rows of routes lead to, in canonical form and in order, without those that lie in another one or are as
 * good as a default route. Sorted once: a host may have many thousands.
 */
export function networks(texts: readonly string[]): string[] {
    const all = [...new Set(texts)].map(interval).filter(({ prefix }) => prefix >= widest);
    all.sort((a, b) => a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : a.prefix - b.prefix));
    const outer: Interval[] = [];
    // What lies in another network comes behind it.
    for (const item of all) if (!holds(outer.at(-1), item)) outer.push(item);
    const told = outer.length > many ? merged(outer) : outer;
    return told.map(({ family, first, prefix }) => `${addressFromNumber(first, family)}/${prefix}`).sort();
}

function interval(text: string): Interval {
    const { family, address, prefix } = parseCidr(
        text.includes("/") ? text : `${text}/${text.includes(":") ? ADDRESS_BITS[6] : ADDRESS_BITS[4]}`,
    );
    const number = addressToNumber(address);
    return { family, first: number - (number % size(family, prefix)), prefix };
}

const size = (family: 4 | 6, prefix: number): bigint => 1n << BigInt(ADDRESS_BITS[family] - prefix);

const holds = (outer: Interval | undefined, { family, first }: Interval): boolean =>
    outer !== undefined && outer.family === family && first < outer.first + size(family, outer.prefix);

/** The same addresses in fewer networks: two halves of one become that one. */
function merged(sorted: readonly Interval[]): Interval[] {
    const result: Interval[] = [];
    for (const item of sorted) {
        let last = item;
        for (let before = result.at(-1); before && areHalves(before, last); before = result.at(-1)) {
            result.pop();
            last = { ...before, prefix: before.prefix - 1 };
        }
        result.push(last);
    }
    return result;
}

const areHalves = (low: Interval, high: Interval): boolean =>
    low.family === high.family &&
    low.prefix === high.prefix &&
    low.prefix > widest &&
    low.first % size(low.family, low.prefix - 1) === 0n &&
    high.first === low.first + size(low.family, low.prefix);
