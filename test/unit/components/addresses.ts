import { nthAddress } from "../../../sdk";

interface Inputs {
    readonly names: readonly string[];
    readonly subnet: string;
    readonly subnet6?: string;
    readonly slice?: string;
    readonly explicit: Readonly<Record<string, string>>;
    readonly explicit6?: Readonly<Record<string, string>>;
}

/** A pool's answer where its provider does not run: addresses in the order of the names. */
export function allocate({
    names,
    subnet,
    subnet6,
    slice = subnet,
    explicit,
    explicit6 = {},
}: Inputs): Record<string, unknown> {
    const given = (from: string, around: string, asked: Readonly<Record<string, string>>) =>
        Object.fromEntries(
            names.map((name, n) => [name, `${asked[name] ?? nthAddress(from, 2 + n)}/${around.split("/")[1]}`]),
        );
    return {
        subnet,
        addresses: given(slice, subnet, explicit),
        ...(subnet6 && { subnet6, addresses6: given(subnet6, subnet6, explicit6) }),
    };
}
