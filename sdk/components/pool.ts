import type * as pulumi from "@pulumi/pulumi";
import { AddressPool, type AddressPoolArgs } from "../resources/address-pool";
import type { EndpointSpec } from "./plan";
import { type Transform, transformed } from "./transform";

interface Wanted {
    readonly name: string;
    readonly parent: pulumi.Resource;
    readonly specs: readonly EndpointSpec[];
    /** The networks, what of them is not for endpoints, and what an automatic one must not overlap. */
    readonly space: Omit<AddressPoolArgs, "names" | "explicit" | "explicit6">;
    readonly transform?: Transform<AddressPoolArgs>;
}

/** Who has which address, without prefix. */
export interface Pool {
    readonly subnet: pulumi.Output<string>;
    readonly subnet6?: pulumi.Output<string>;
    readonly addresses: pulumi.Output<Record<string, string>>;
    readonly addresses6: pulumi.Output<Record<string, string>>;
    /** Who has which prefix of the `leases`. */
    readonly prefixes: pulumi.Output<Record<string, string>>;
    readonly prefixes6: pulumi.Output<Record<string, string>>;
}

/** Gives every endpoint its addresses, and keeps them. */
export function addressPool({ name, parent, specs, space, transform }: Wanted): Pool {
    const own = specs.filter(({ sharedWith }) => sharedWith === undefined);
    const asked = (key: "address" | "address6") =>
        Object.fromEntries(own.flatMap((spec) => (spec[key] === undefined ? [] : [[spec.name, spec[key]]])));
    const pool = new AddressPool(
        name,
        transformed(
            transform,
            {
                ...space,
                names: own.map((spec) => spec.name),
                explicit: asked("address"),
                ...(space.subnet6 !== undefined && { explicit6: asked("address6") }),
            },
            name,
        ),
        { parent },
    );
    return {
        subnet: pool.subnet,
        ...(space.subnet6 !== undefined && { subnet6: pool.subnet6 }),
        addresses: pool.addresses.apply(withoutPrefix),
        addresses6: pool.addresses6.apply(withoutPrefix),
        prefixes: pool.prefixes,
        prefixes6: pool.prefixes6,
    };
}

const withoutPrefix = (addresses: Readonly<Record<string, string>> | undefined): Record<string, string> =>
    Object.fromEntries(
        Object.entries(addresses ?? {}).map(([name, address]) => [name, address.split("/")[0] as string]),
    );
