import { ADDRESS_BITS, addressFromNumber, canonicalAddress } from "../address";
import { parseCidr } from "../cidr";
import { countIn, type Interval, intervalOf, lowestGap, meet, merged, rangeOf, within } from "./intervals";

/** Who wants addresses of a network, and which are not to be given. */
export interface PoolRequest {
    readonly subnet: string;
    /** A part of the subnet: only addresses of it are given. */
    readonly slice?: string;
    /** Addresses, networks and ranges that nobody gets; those of the other family are ignored. */
    readonly reserved: readonly string[];
    readonly names: readonly string[];
    /** Addresses by choice, by name. */
    readonly explicit: Readonly<Record<string, string>>;
    /** Lengths of the prefixes wanted, by who gets one. */
    readonly leases: Readonly<Record<string, number>>;
}

/** Who has what. */
export interface Allocation {
    readonly addresses: Readonly<Record<string, string>>;
    readonly leases: Readonly<Record<string, string>>;
    /** What nobody has any more, `ADDRESS NAME` and `PREFIX NAME`, the longest released first: given last. */
    readonly resting: readonly string[];
}

/** What is wrong, with the property that says so. */
export interface PoolProblem {
    readonly property: string;
    readonly reason: string;
}

export const nobody: Allocation = { addresses: {}, leases: {}, resting: [] };

/**
 * Gives everybody an address, or a prefix: who has one keeps it, whatever the order and whoever comes or goes; who comes
 * gets the lowest that nobody ever had; what was released is given last, the longest released first, but a name that
 * comes back finds its own. Pure, and the same for any order of the names.
 */
export function allocate(
    request: PoolRequest,
    before: Allocation,
): { readonly allocation: Allocation } | { readonly problems: PoolProblem[] } {
    const space = spaceOf(request);
    const problems = [...explicitProblems(request, space), ...heldProblems(request, before, space)];
    if (problems.length > 0) return { problems };

    const explicit = mapped(request.explicit, canonicalAddress);
    const chosen = new Set(Object.values(explicit));
    const fits = (text: string) => isFree(space, text) && !chosen.has(text);
    const addresses: Record<string, string> = { ...explicit };
    const leases: Record<string, string> = {};
    for (const name of request.names) {
        const held = own(before.addresses, name) ?? restingOf(before, name, (item) => !item.includes("/"));
        if (!Object.hasOwn(explicit, name) && held && fits(held)) addresses[name] = held;
    }
    const single = Object.values(addresses).map(rangeOf);
    for (const [name, length] of Object.entries(request.leases)) {
        const held = own(before.leases, name) ?? restingOf(before, name, (item) => item.endsWith(`/${length}`));
        const block = held?.endsWith(`/${length}`) ? intervalOf(held) : undefined;
        if (block && isLeasable(space, block) && !single.some((one) => meet(one, block))) leases[name] = held as string;
    }
    let resting = restingAfter(before, { addresses, leases }, space);

    const given = () => [...Object.values(addresses), ...Object.values(leases)].map(rangeOf);
    /** Gives out room of a size, the lowest first; where there is none it wakes what rests, the longest released first. */
    const finder = (size: bigint, obstacles: readonly Interval[]) => {
        const look = () =>
            merged([...obstacles, ...given(), ...resting.map((item) => rangeOf(item.split(" ")[0] as string))]);
        let taken = look();
        let start: bigint | undefined;
        return (): bigint | undefined => {
            let found = lowestGap(space.range, taken, size, start);
            while (found === undefined && resting.length > 0) {
                resting = resting.slice(1);
                taken = look();
                found = lowestGap(space.range, taken, size);
            }
            // The lowest is always behind the last one, so that what was given since need not be looked at.
            start = found === undefined ? undefined : found + size;
            return found;
        };
    };
    for (const [name, length] of waiting(request.leases, leases)) {
        const found = finder(1n << BigInt(ADDRESS_BITS[space.family] - length), space.kept)();
        if (found === undefined) return { problems: [full(`leases.${name}`, `a /${length}`, request, space, given())] };
        leases[name] = `${addressFromNumber(found, space.family)}/${length}`;
    }
    const next = finder(1n, [...space.ends, ...space.kept]);
    for (const name of request.names.filter((item) => !Object.hasOwn(addresses, item)).sort()) {
        const found = next();
        if (found === undefined) return { problems: [full("names", `an address of ${name}`, request, space, given())] };
        addresses[name] = addressFromNumber(found, space.family);
    }
    return { allocation: { addresses: sorted(addresses), leases: sorted(leases), resting } };
}

interface Space {
    readonly family: 4 | 6;
    readonly subnet: Interval;
    readonly range: Interval;
    /** The network's own address and the broadcast address: nobody's, but no obstacle to a prefix. */
    readonly ends: readonly Interval[];
    readonly kept: readonly (Interval & { readonly text: string })[];
}

function spaceOf({ subnet, slice, reserved }: PoolRequest): Space {
    const { family, ...whole } = intervalOf(subnet);
    const small = ADDRESS_BITS[family] - parseCidr(subnet).prefix < 2;
    const one = (number: bigint): Interval => ({ first: number, last: number });
    return {
        family,
        subnet: whole,
        range: slice ? intervalOf(slice) : whole,
        // IPv6 has no broadcast; its first address is every router's (RFC 4291, 2.6.1). A /31 has neither (RFC 3021).
        ends: small ? [] : family === 4 ? [one(whole.first), one(whole.last)] : [one(whole.first)],
        kept: reserved.map((text) => ({ ...rangeOf(text), text })).filter((item) => item.family === family),
    };
}

const isFree = ({ range, ends, kept }: Space, address: string): boolean => {
    const one = rangeOf(address);
    return within(range, one) && ![...ends, ...kept].some((item) => meet(item, one));
};

const isLeasable = ({ range, kept }: Space, block: Interval): boolean =>
    within(range, block) && !kept.some((item) => meet(item, block));

function explicitProblems(
    { subnet, slice, explicit, names }: PoolRequest,
    { family, range, ends, kept }: Space,
): PoolProblem[] {
    const entries = Object.entries(explicit).sort(byName);
    return entries.flatMap(([name, text], index) => {
        const problem = (reason: string) => [{ property: `explicit.${name}`, reason }];
        const one = rangeOf(text);
        const [other] =
            entries.slice(0, index).find(([, item]) => canonicalAddress(item) === canonicalAddress(text)) ?? [];
        const reserved = kept.find((item) => meet(item, one));
        if (!names.includes(name)) return problem(`there is no ${name} in names`);
        if (one.family !== family || !within(range, one)) return problem(`${text} is not in ${slice ?? subnet}`);
        if (ends.some((item) => meet(item, one)))
            return problem(`${text} is the first or last address of ${subnet}, which nobody can have`);
        if (reserved) return problem(`${text} is reserved (${reserved.text})`);
        return other ? problem(`${text} is the address of ${other} too`) : [];
    });
}

/** An address by choice that somebody has who stays. */
function heldProblems({ explicit, names, leases }: PoolRequest, before: Allocation, space: Space): PoolProblem[] {
    return Object.entries(explicit).flatMap(([name, text]) => {
        const address = canonicalAddress(text);
        const holder = names.find(
            (other) => other !== name && own(before.addresses, other) === address && !Object.hasOwn(explicit, other),
        );
        const lessee = Object.keys(leases).find((host) => {
            const block = own(before.leases, host);
            return (
                block?.endsWith(`/${leases[host]}`) &&
                space.family === intervalOf(block).family &&
                within(intervalOf(block), rangeOf(text))
            );
        });
        const other = holder ?? (lessee && `the lease ${before.leases[lessee]} of ${lessee}`);
        return other
            ? [
                  {
                      property: `explicit.${name}`,
                      reason: `${text} is held by ${other}, which keeps it: choose another, or take that out first`,
                  },
              ]
            : [];
    });
}

/** What this name had, if it still rests. */
const restingOf = ({ resting }: Allocation, name: string, fits: (item: string) => boolean): string | undefined =>
    resting.map((item) => item.split(" ")).find(([item = "", who]) => who === name && fits(item))?.[0];

/** What rests now: what rested, less what is given again, and what was given up, in order. */
function restingAfter(
    before: Allocation,
    now: Pick<Allocation, "addresses" | "leases">,
    { family, subnet }: Space,
): string[] {
    const given = [...Object.values(now.addresses), ...Object.values(now.leases)].map(rangeOf);
    const rows = (held: Readonly<Record<string, string>>) =>
        Object.entries(held)
            .map(([name, item]) => `${item} ${name}`)
            .sort();
    const all = [...new Set([...before.resting, ...rows(before.addresses), ...rows(before.leases)])];
    return all.filter((row) => {
        const range = rangeOf(row.split(" ")[0] as string);
        return range.family === family && within(subnet, range) && !given.some((item) => meet(item, range));
    });
}

/** Leases yet to be given, the largest first, so that the small ones fill the gaps. */
const waiting = (
    wanted: Readonly<Record<string, number>>,
    given: Readonly<Record<string, string>>,
): [string, number][] =>
    Object.entries(wanted)
        .filter(([name]) => !(name in given))
        .sort((a, b) => a[1] - b[1] || byName(a, b));

function full(
    property: string,
    what: string,
    { subnet, slice }: PoolRequest,
    { range, ends, kept }: Space,
    given: readonly Interval[],
): PoolProblem {
    const all = range.last - range.first + 1n;
    const reserved = countIn(range, merged([...ends, ...kept]));
    const held = countIn(range, merged(given));
    return {
        property,
        reason: `there is no room for ${what} in ${slice ?? subnet}: of its ${all} addresses ${held} are given and ${reserved} reserved; choose a larger subnet, or take somebody out`,
    };
}

/** A property of its own: a name may be `constructor`. */
const own = (values: Readonly<Record<string, string>>, name: string): string | undefined =>
    Object.hasOwn(values, name) ? values[name] : undefined;

const byName = (a: readonly [string, unknown], b: readonly [string, unknown]): number =>
    a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;

const sorted = (values: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(values).sort(byName));

const mapped = (values: Readonly<Record<string, string>>, change: (value: string) => string): Record<string, string> =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
