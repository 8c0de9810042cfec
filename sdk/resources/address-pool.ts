import * as pulumi from "@pulumi/pulumi";
import { deletedFirst, propertiesOf, typeOf } from "../resource";

export interface AddressPoolArgs {
    /** Who gets an address: words of letters, digits and `_ . : / @ -`. Their order means nothing. Default: nobody. */
    names?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The network that IPv4 addresses are of, `10.233.0.0/16`; `"auto"` for a private one that overlaps none of `avoid`,
     * which then stays whatever comes. Another one gives everybody another address. This or `subnet6` is required.
     */
    subnet?: pulumi.Input<string>;
    /** The length of an automatic subnet, 8 to 30. Another one chooses another. Default: 24. */
    autoPrefix?: pulumi.Input<number>;
    /** Networks that an automatic subnet must not overlap: `routes` of each host, subnets of other pools; each as often as it comes. Default: none. */
    avoid?: pulumi.Input<pulumi.Input<string>[]>;
    /** A part of the subnet: only addresses of it are given. Default: all of it. */
    slice?: pulumi.Input<string>;
    /** The gateway, which nobody gets; `false` for none. Default: the first address of the subnet. */
    gateway?: pulumi.Input<string | false>;
    /** Addresses by choice, by name. One that somebody else has is refused, naming both. Default: none. */
    explicit?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /** Addresses, networks and ranges (`10.233.0.200-10.233.0.250`) of either family that nobody gets. Default: none. */
    reserved?: pulumi.Input<pulumi.Input<string>[]>;
    /** Lengths of prefixes to give out whole, by name: `{ ubuntu1: 24 }`. Another length is another prefix. Default: none. */
    leases?: pulumi.Input<Record<string, pulumi.Input<number>>>;
    /** The network of IPv6 addresses; `"auto"` for a unique local /64 (RFC 4193), which then stays. Default: none. */
    subnet6?: pulumi.Input<string>;
    /** As `slice`, of `subnet6`. */
    slice6?: pulumi.Input<string>;
    /** As `gateway`, of `subnet6`. */
    gateway6?: pulumi.Input<string | false>;
    /** As `explicit`, of `subnet6`. */
    explicit6?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /** As `leases`, of `subnet6`. */
    leases6?: pulumi.Input<Record<string, pulumi.Input<number>>>;
}

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
export class AddressPool extends pulumi.CustomResource {
    declare readonly owner: pulumi.Output<string>;
    declare readonly names: pulumi.Output<string[]>;
    /** The network, also where it was chosen. */
    declare readonly subnet: pulumi.Output<string>;
    declare readonly gateway: pulumi.Output<string | false>;
    /** Who has which address, with the length of the subnet: `{ web: "10.233.0.2/16" }`. */
    declare readonly addresses: pulumi.Output<Record<string, string>>;
    /** Who has which prefix of `leases`: `{ ubuntu1: "10.233.1.0/24" }`. */
    declare readonly prefixes: pulumi.Output<Record<string, string>>;
    /** What nobody has any more, the longest released first: `10.233.0.3 old`. */
    declare readonly resting: pulumi.Output<string[]>;
    /** The same of IPv6, undefined without `subnet6`. */
    declare readonly subnet6: pulumi.Output<string>;
    declare readonly gateway6: pulumi.Output<string | false>;
    declare readonly addresses6: pulumi.Output<Record<string, string>>;
    declare readonly prefixes6: pulumi.Output<Record<string, string>>;
    declare readonly resting6: pulumi.Output<string[]>;

    constructor(name: string, args: AddressPoolArgs, opts?: pulumi.CustomResourceOptions) {
        const properties = propertiesOf("AddressPool", name, { ...args }, outputs);
        super(typeOf("AddressPool"), name, properties, deletedFirst(opts));
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

const side = ["subnet", "slice", "gateway", "explicit", "leases", "addresses", "prefixes", "resting"];
const outputs = ["names", "reserved", "autoPrefix", ...side, ...side.map((key) => `${key}6`)];
