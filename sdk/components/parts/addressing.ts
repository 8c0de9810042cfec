import type * as pulumi from "@pulumi/pulumi";
import { AddressPool, type AddressPoolArgs } from "../../resources/address-pool";
import { ownersOf, type PlannedEndpoint } from "../plan";
import { ofVersion, type Scope } from "./site";
import { transformed } from "./transform";

/** What of one family a pool gives addresses of. */
export interface Space {
    readonly version: 4 | 6;
    readonly subnet: pulumi.Input<string>;
    readonly slice?: string;
    readonly gateway?: pulumi.Input<string | false>;
    /** The lengths of prefixes to give out whole, by name. */
    readonly leases?: Record<string, number>;
}

/** Who has which address of one family, without prefix, and who which prefix of its `leases`. */
export interface Given {
    readonly version: 4 | 6;
    readonly subnet: pulumi.Output<string>;
    readonly addresses: pulumi.Output<Record<string, string>>;
    readonly prefixes: pulumi.Output<Record<string, string>>;
}

/** Gives endpoints their addresses, and keeps them: a pool, whose args are pairs of what is a list here. */
export function addressPool(
    { parent, transform }: Scope,
    name: string,
    spaces: readonly Space[],
    endpoints: readonly PlannedEndpoint[],
    rest: Pick<AddressPoolArgs, "autoPrefix" | "avoid" | "reserved"> = {},
): Given[] {
    const owners = ownersOf(endpoints);
    const asked = (key: "address" | "address6") =>
        Object.fromEntries(owners.flatMap((item) => (item[key] === undefined ? [] : [[item.name, item[key]]])));
    const [four, six] = [ofVersion(spaces, 4), ofVersion(spaces, 6)];
    const args: AddressPoolArgs = {
        ...rest,
        names: owners.map((item) => item.name),
        subnet: four?.subnet,
        slice: four?.slice,
        gateway: four?.gateway,
        explicit: asked("address"),
        leases: four?.leases,
        ...(six && {
            subnet6: six.subnet,
            slice6: six.slice,
            gateway6: six.gateway,
            explicit6: asked("address6"),
            leases6: six.leases,
        }),
    };
    const pool = new AddressPool(name, transformed(transform.addressPool, args, name), { parent });
    return spaces.map(({ version }) => {
        const [subnet, addresses, prefixes] =
            version === 4
                ? [pool.subnet, pool.addresses, pool.prefixes]
                : [pool.subnet6, pool.addresses6, pool.prefixes6];
        return { version, subnet, addresses: addresses.apply(withoutPrefix), prefixes };
    });
}

const withoutPrefix = (addresses: Readonly<Record<string, string>> | undefined): Record<string, string> =>
    Object.fromEntries(
        Object.entries(addresses ?? {}).map(([name, address]) => [name, address.split("/")[0] as string]),
    );
