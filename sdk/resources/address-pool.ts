import type * as pulumi from "@pulumi/pulumi";
import { addressPool } from "../../spec/address-pool";
import { knowAbsent } from "../absent";
import { deletedFirst, propertiesOf, typeOf } from "../resource";
import { type AddressPoolArgs, AddressPoolProperties } from "./address-pool-properties";

export type { AddressPoolArgs } from "./address-pool-properties";

/**
 * Addresses of a network, given to names and kept: who has one keeps it, whatever the order of the program and whoever
 * comes or goes. It is on no host; all of it is known in a preview. An address that was released is given to somebody
 * else only when there is no other, and a name that comes back finds its own.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const pool = new hostnet.AddressPool("blue", {
 *     subnet: "10.233.0.0/16",
 *     names: ["web", "db"],
 *     explicit: { db: "10.233.0.50" },
 * });
 * export const web = pool.address("web"); // 10.233.0.2/16
 * ```
 */
export class AddressPool extends AddressPoolProperties {
    constructor(name: string, args: AddressPoolArgs, opts?: pulumi.CustomResourceOptions) {
        super(typeOf(addressPool.type), name, propertiesOf(addressPool, name, { ...args }), deletedFirst(opts));
        knowAbsent(this, addressPool, { ...args });
    }

    /** The IPv4 address of one of the names, with the length of the subnet. */
    address(name: string): pulumi.Output<string> {
        return this.addresses.apply((all) => found(all, name));
    }

    /** The IPv6 address of one of the names, with the length of the subnet. */
    address6(name: string): pulumi.Output<string> {
        return this.addresses6.apply((all) => found(all, name));
    }
}

function found(all: Readonly<Record<string, string>>, name: string): string {
    const address = Object.hasOwn(all, name) ? all[name] : undefined;
    if (address === undefined) throw new Error(`this pool has no address for ${name}: put it into names`);
    return address;
}
