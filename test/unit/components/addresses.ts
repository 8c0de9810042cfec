import { nthAddress } from "../../../sdk";

interface Inputs {
    readonly names: readonly string[];
    readonly subnet: string;
    readonly subnet6?: string;
    readonly slice?: string;
    readonly explicit: Readonly<Record<string, string>>;
    readonly explicit6?: Readonly<Record<string, string>>;
    readonly leases?: Readonly<Record<string, number>>;
    readonly leases6?: Readonly<Record<string, number>>;
}

/** A pool's answer where its provider does not run: addresses and prefixes in the order of the names. */
export function allocate({
    names,
    subnet,
    subnet6,
    slice = subnet,
    explicit,
    explicit6 = {},
    leases = {},
    leases6 = {},
}: Inputs): Record<string, unknown> {
    const given = (from: string, around: string, asked: Readonly<Record<string, string>>) =>
        Object.fromEntries(
            names.map((name, n) => [name, `${asked[name] ?? nthAddress(from, 2 + n)}/${around.split("/")[1]}`]),
        );
    return {
        subnet,
        addresses: given(slice, subnet, explicit),
        prefixes: parts(subnet, leases),
        ...(subnet6 && {
            subnet6,
            addresses6: given(subnet6, subnet6, explicit6),
            prefixes6: parts(subnet6, leases6),
        }),
    };
}

/** Prefixes one behind the other, of one length. */
const parts = (subnet: string, lengths: Readonly<Record<string, number>>): Record<string, string> =>
    Object.fromEntries(
        Object.entries(lengths).map(([name, length], n) => [
            name,
            `${nthAddress(subnet, BigInt(n) << BigInt((subnet.includes(":") ? 128 : 32) - length))}/${length}`,
        ]),
    );
