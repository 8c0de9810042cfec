import { unknownValue } from "@pulumi/pulumi/runtime";
import { addressFamily, contains, nthAddress, parseCidr } from "../addressing";
import { type Allocation, allocate, localNetwork, privateNetwork } from "../addressing/pool";
import type { addressPool } from "../spec/address-pool";
import type { Problem } from "../spec/schema/inputs";
import { isKnown, isUnknown } from "../spec/schema/unknown";
import type { Raw } from "../spec/types";

type Texts = Readonly<Record<string, string>>;

/** The inputs of a pool as a program gives them, canonical; any may be unknown. */
export type Given = Raw<typeof addressPool>;

/** What check makes of them, and keeps: who has what, and what rests. */
export type Stored = Omit<Given, "avoid">;

/** One family's part, under the names that it has without its number. */
interface Side {
    readonly suffix: "" | "6";
    readonly family: 4 | 6;
    readonly names: readonly string[];
    readonly reserved: readonly string[];
    readonly subnet: string;
    readonly slice?: string;
    readonly gateway?: string | false;
    readonly explicit: Texts;
    readonly leases: Readonly<Record<string, number>>;
}

/** The addresses of a pool, from what it was asked and what it gave before. */
export function plan(given: Given, before: Partial<Stored>): { readonly inputs: Stored; readonly problems: Problem[] } {
    // What is to be avoided matters once: kept, it would be a change each time a host gets a route.
    const { avoid, ...inputs } = given;
    if (given.subnet === undefined && given.subnet6 === undefined)
        return { inputs, problems: [{ property: "subnet", reason: "is missing: give subnet, subnet6 or both" }] };
    const four = chosen(
        given.subnet,
        before.subnet,
        avoid,
        () => privateNetwork(given.owner, given.autoPrefix, avoid),
        given.autoPrefix,
    );
    const six = chosen(given.subnet6, before.subnet6, avoid, () => localNetwork(given.owner, avoid), 64);
    if (four === null)
        return {
            inputs,
            problems: [
                {
                    property: "subnet",
                    reason: `there is no private network of length ${given.autoPrefix} that overlaps none of ${avoid.join(", ")}`,
                },
            ],
        };
    const { names, reserved } = given;
    const sides: Side[] = [
        ...(four === undefined
            ? []
            : [
                  {
                      suffix: "" as const,
                      family: 4 as const,
                      names,
                      reserved,
                      subnet: four,
                      slice: given.slice,
                      gateway: given.gateway,
                      explicit: given.explicit,
                      leases: given.leases,
                  },
              ]),
        ...(six
            ? [
                  {
                      suffix: "6" as const,
                      family: 6 as const,
                      names,
                      reserved,
                      subnet: six,
                      slice: given.slice6,
                      gateway: given.gateway6,
                      explicit: given.explicit6,
                      leases: given.leases6,
                  },
              ]
            : []),
    ];
    const done = sides.map((side) => planSide(side, before));
    return {
        inputs: Object.assign({}, inputs, ...done.map((item) => item.inputs)) as Stored,
        problems: [...lonely(given), ...done.flatMap((item) => item.problems)],
    };
}

/** The network: as given; by choice that of before, else a free one. Unknown while it cannot be told, null for no room. */
function chosen(
    given: string | undefined,
    before: string | undefined,
    avoid: readonly string[],
    choose: () => string | undefined,
    length: number,
): string | undefined | null {
    if (given !== "auto") return given;
    if (before && parseCidr(before).prefix === length) return before;
    return isKnown(avoid) ? (choose() ?? null) : unknownValue;
}

/** What makes no sense without the subnet of its family. */
const lonely = (given: Given): Problem[] =>
    (["", "6"] as const).flatMap((suffix) =>
        given[`subnet${suffix}`] === undefined
            ? (["slice", "gateway", "explicit", "leases"] as const).flatMap((key) => {
                  const value = given[`${key}${suffix}`];
                  const empty = value === undefined || (typeof value === "object" && Object.keys(value).length === 0);
                  return empty ? [] : [{ property: `${key}${suffix}`, reason: `needs subnet${suffix}` }];
              })
            : [],
    );

function planSide(side: Side, olds: Partial<Stored>): { readonly inputs: object; readonly problems: Problem[] } {
    const { suffix, subnet, slice, gateway, names, reserved, explicit, leases } = side;
    const named = (values: Readonly<Record<string, unknown>>) =>
        Object.fromEntries(Object.entries(values).map(([key, value]) => [`${key}${suffix}`, value]));
    const before: Allocation = {
        addresses: plainOf(olds[`addresses${suffix}`] ?? {}),
        leases: olds[`prefixes${suffix}`] ?? {},
        resting: olds[`resting${suffix}`] ?? [],
    };
    const later = { addresses: unknownValue, prefixes: unknownValue, resting: before.resting };
    if (!isKnown(subnet, slice, gateway, names, reserved, leases) || isUnknown(explicit))
        return { inputs: named({ subnet, gateway: gateway ?? unknownValue, ...later }), problems: [] };
    const problems = sideProblems(side);
    if (problems.length > 0) return { inputs: named({ subnet }), problems };

    const at = gateway ?? nthAddress(subnet, 1);
    const kept = [...reserved, ...(at === false ? [] : [at])];
    const settled = named({ subnet, gateway: at });
    const prefix = `/${parseCidr(subnet).prefix}`;
    if (!isKnown(explicit)) {
        // Who has an address keeps it, whatever comes out; what others get depends on it.
        const held = names.map((name) => {
            const address = Object.hasOwn(explicit, name) ? undefined : before.addresses[name];
            return [name, address ? `${address}${prefix}` : unknownValue];
        });
        return { inputs: { ...settled, ...named({ ...later, addresses: Object.fromEntries(held) }) }, problems: [] };
    }
    const result = allocate({ subnet, slice, names, reserved: kept, explicit, leases }, before);
    if ("problems" in result)
        return {
            inputs: settled,
            problems: result.problems.map(({ property, reason }) => ({
                property: property.replace(/^(explicit|leases)/, `$1${suffix}`),
                reason,
            })),
        };
    const { addresses, leases: prefixes, resting } = result.allocation;
    const full = Object.fromEntries(Object.entries(addresses).map(([name, address]) => [name, `${address}${prefix}`]));
    return { inputs: { ...settled, ...named({ addresses: full, prefixes, resting }) }, problems: [] };
}

function sideProblems({ suffix, family, subnet, slice, gateway, leases }: Side): Problem[] {
    const { prefix } = parseCidr(subnet);
    return [
        ...(addressFamily(subnet.split("/")[0] as string) === family
            ? []
            : [{ property: `subnet${suffix}`, reason: `${subnet} is not an IPv${family} network` }]),
        ...(slice && !contains(subnet, slice)
            ? [{ property: `slice${suffix}`, reason: `${slice} is no part of ${subnet}` }]
            : []),
        ...(gateway && !contains(subnet, gateway)
            ? [{ property: `gateway${suffix}`, reason: `${gateway} is not in ${subnet}` }]
            : []),
        ...Object.entries(leases).flatMap(([name, length]) =>
            length >= prefix
                ? []
                : [{ property: `leases${suffix}.${name}`, reason: `a /${length} does not fit into ${subnet}` }],
        ),
    ];
}

/** Addresses without the length of their prefix. */
const plainOf = (addresses: Texts): Record<string, string> =>
    typeof addresses === "object"
        ? Object.fromEntries(Object.entries(addresses).map(([name, item]) => [name, item.split("/")[0] as string]))
        : {};
