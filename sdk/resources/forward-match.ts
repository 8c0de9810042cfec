// Made by `npm run generate` from spec: change it there.
import type * as pulumi from "@pulumi/pulumi";

/**
 * What forwarded packets must be like, all of it at once; at least one criterion. Of a criterion and its opposite, one.
 */
export interface ForwardMatchArgs {
    /** The device they came in by. A letter, then letters, digits and `_ . -`, at most 15 bytes. Default: any. */
    inInterface?: pulumi.Input<string>;
    /**
     * Any device they came in by but this one. A letter, then letters, digits and `_ . -`, at most 15 bytes. Default:
     * any.
     */
    exceptInInterface?: pulumi.Input<string>;
    /** The device they leave by. A letter, then letters, digits and `_ . -`, at most 15 bytes. Default: any. */
    outInterface?: pulumi.Input<string>;
    /**
     * Any device they leave by but this one. A letter, then letters, digits and `_ . -`, at most 15 bytes. Default:
     * any.
     */
    exceptOutInterface?: pulumi.Input<string>;
    /** Where they are from. An address or a network. Default: any. */
    source?: pulumi.Input<string>;
    /** From anywhere but here. An address or a network. Default: any. */
    exceptSource?: pulumi.Input<string>;
    /** Where they go to. An address or a network. Default: any. */
    destination?: pulumi.Input<string>;
    /** To anywhere but here. An address or a network. Default: any. */
    exceptDestination?: pulumi.Input<string>;
    /** Their protocol; `"icmp"` is ICMPv6 in a rule for IPv6. Default: any. */
    protocol?: pulumi.Input<"tcp" | "udp" | "sctp" | "icmp">;
    /** The port they go to; with `protocol`. A port, or a range as `8000-8010`. Default: any. */
    port?: pulumi.Input<number | string>;
    /**
     * States of conntrack (iptables-extensions(8), conntrack), of which one must hold; `"dnat"`: the destination was
     * translated, as for a published port. Default: any.
     */
    states?: pulumi.Input<
        pulumi.Input<"new" | "established" | "related" | "invalid" | "untracked" | "snat" | "dnat">[]
    >;
    /** States of conntrack of which none may hold. Default: none. */
    exceptStates?: pulumi.Input<
        pulumi.Input<"new" | "established" | "related" | "invalid" | "untracked" | "snat" | "dnat">[]
    >;
}

/**
 * What forwarded packets must be like, all of it at once; at least one criterion. Of a criterion and its opposite, one:
 * as it is kept.
 */
export interface ForwardMatch {
    /** The device they came in by. */
    inInterface?: string;
    /** Any device they came in by but this one. */
    exceptInInterface?: string;
    /** The device they leave by. */
    outInterface?: string;
    /** Any device they leave by but this one. */
    exceptOutInterface?: string;
    /** Where they are from. */
    source?: string;
    /** From anywhere but here. */
    exceptSource?: string;
    /** Where they go to. */
    destination?: string;
    /** To anywhere but here. */
    exceptDestination?: string;
    /** Their protocol; `"icmp"` is ICMPv6 in a rule for IPv6. */
    protocol?: "tcp" | "udp" | "sctp" | "icmp";
    /** The port they go to; with `protocol`. */
    port?: string;
    /**
     * States of conntrack (iptables-extensions(8), conntrack), of which one must hold; `"dnat"`: the destination was
     * translated, as for a published port.
     */
    states?: ("new" | "established" | "related" | "invalid" | "untracked" | "snat" | "dnat")[];
    /** States of conntrack of which none may hold. */
    exceptStates?: ("new" | "established" | "related" | "invalid" | "untracked" | "snat" | "dnat")[];
}
