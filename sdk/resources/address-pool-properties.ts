// Made by `npm run generate` from spec/address-pool.ts: change it there.
import * as pulumi from "@pulumi/pulumi";

/** What a program says of an `AddressPool`. */
export interface AddressPoolArgs {
    /**
     * Who gets an address. Their order means nothing. Each is letters, digits and `_ . : / @ -`, a letter or digit
     * first. In place, the others keep theirs. Default: none.
     */
    names?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The network that IPv4 addresses are of; `"auto"` for a private one that overlaps none of `avoid`, which then
     * stays whatever comes. A network without host bits, or `"auto"`. Everybody gets another address. Default: none:
     * this or `subnet6` is required.
     */
    subnet?: pulumi.Input<string>;
    /** The length of an automatic subnet. 8 to 30. Another subnet is chosen. Default: `24`. */
    autoPrefix?: pulumi.Input<number>;
    /**
     * Networks that an automatic subnet must not overlap: `routes` of each host, subnets of other pools; each as often
     * as it comes. Each is a network without host bits, `10.0.0.0/24`. Nothing, once a subnet is chosen. Default: none.
     */
    avoid?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * What nobody gets, of either family. Each is an address, a network or a range, `10.233.0.200-10.233.0.250`. In
     * place; who is in there gets another. Default: none.
     */
    reserved?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * A part of the subnet: only addresses of it are given. A network without host bits, `10.0.0.0/24`. In place; who
     * is outside gets another. Default: all of it.
     */
    slice?: pulumi.Input<string>;
    /**
     * Addresses by choice, by name: `{ db: "10.233.0.50" }`. One that somebody else has is refused, naming both. In
     * place. Default: none.
     */
    explicit?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /**
     * The gateway, which nobody gets; `false` for none. An IP address. In place; who has it gets another. Default: the
     * first address of the subnet.
     */
    gateway?: pulumi.Input<false | string>;
    /**
     * Lengths of prefixes to give out whole, by name: `{ ubuntu1: 24 }`. Another length is another prefix. Default:
     * none.
     */
    leases?: pulumi.Input<Record<string, pulumi.Input<number>>>;
    /**
     * The network of IPv6 addresses; `"auto"` for a unique local /64 (RFC 4193), which then stays. A network without
     * host bits, or `"auto"`. Everybody gets another IPv6 address. Default: none.
     */
    subnet6?: pulumi.Input<string>;
    /**
     * As `slice`, of `subnet6`. A network without host bits, `10.0.0.0/24`. In place; who is outside gets another.
     * Default: all of it.
     */
    slice6?: pulumi.Input<string>;
    /**
     * As `gateway`, of `subnet6`. An IP address. In place; who has it gets another. Default: the first address of the
     * subnet.
     */
    gateway6?: pulumi.Input<false | string>;
    /** As `explicit`, of `subnet6`. In place. Default: none. */
    explicit6?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /** As `leases`, of `subnet6`. Another length is another prefix. Default: none. */
    leases6?: pulumi.Input<Record<string, pulumi.Input<number>>>;
}

/** The outputs of an `AddressPool`. */
export abstract class AddressPoolProperties extends pulumi.CustomResource {
    /** `project/stack/name`, whose the pool is. */
    declare readonly owner: pulumi.Output<string>;
    /** Who gets an address. Their order means nothing. */
    declare readonly names: pulumi.Output<string[]>;
    /** The network, also where it was chosen. */
    declare readonly subnet: pulumi.Output<string>;
    /** The length of an automatic subnet. */
    declare readonly autoPrefix: pulumi.Output<number>;
    /**
     * Networks that an automatic subnet must not overlap: `routes` of each host, subnets of other pools; each as often
     * as it comes.
     */
    declare readonly avoid: pulumi.Output<string[]>;
    /** What nobody gets, of either family. */
    declare readonly reserved: pulumi.Output<string[]>;
    /** A part of the subnet: only addresses of it are given. */
    declare readonly slice: pulumi.Output<string | undefined>;
    /** Addresses by choice, by name: `{ db: "10.233.0.50" }`. One that somebody else has is refused, naming both. */
    declare readonly explicit: pulumi.Output<Record<string, string>>;
    /** The gateway, as given or as it follows from the subnet. */
    declare readonly gateway: pulumi.Output<false | string>;
    /** Who has which address, with the length of the subnet: `{ web: "10.233.0.2/16" }`; also by `address(name)`. */
    declare readonly addresses: pulumi.Output<Record<string, string>>;
    /** Who has which prefix of `leases`: `{ ubuntu1: "10.233.1.0/24" }`. */
    declare readonly prefixes: pulumi.Output<Record<string, string>>;
    /** What nobody has any more, the longest released first: `10.233.0.3 old`. */
    declare readonly resting: pulumi.Output<string[]>;
    /** Lengths of prefixes to give out whole, by name: `{ ubuntu1: 24 }`. */
    declare readonly leases: pulumi.Output<Record<string, number>>;
    /** The IPv6 network, also where it was chosen; undefined without `subnet6`. */
    declare readonly subnet6: pulumi.Output<string>;
    /** As `slice`, of `subnet6`. */
    declare readonly slice6: pulumi.Output<string | undefined>;
    /** As `gateway`, of `subnet6`; undefined without it. */
    declare readonly gateway6: pulumi.Output<false | string>;
    /** As `explicit`, of `subnet6`. */
    declare readonly explicit6: pulumi.Output<Record<string, string>>;
    /** As `leases`, of `subnet6`. */
    declare readonly leases6: pulumi.Output<Record<string, number>>;
    /** As `addresses`, of `subnet6`, also by `address6(name)`; undefined without it. */
    declare readonly addresses6: pulumi.Output<Record<string, string>>;
    /** As `prefixes`, of `subnet6`; undefined without it. */
    declare readonly prefixes6: pulumi.Output<Record<string, string>>;
    /** As `resting`, of `subnet6`; undefined without it. */
    declare readonly resting6: pulumi.Output<string[]>;
}
