import type * as pulumi from "@pulumi/pulumi";
import { HostnetResource } from "../resource";
import type { ResourceArgs } from "./args";

/** What forwarded packets must be like, all of it at once; at least one criterion. Of a criterion and its opposite, one. */
export interface ForwardMatchArgs {
    /** The device they came in by. */
    inInterface?: pulumi.Input<string>;
    /** Any device but this one. */
    exceptInInterface?: pulumi.Input<string>;
    /** The device they leave by. */
    outInterface?: pulumi.Input<string>;
    /** Any device but this one. */
    exceptOutInterface?: pulumi.Input<string>;
    /** The address or network they are from. */
    source?: pulumi.Input<string>;
    /** From anywhere but here. */
    exceptSource?: pulumi.Input<string>;
    /** The address or network they go to. */
    destination?: pulumi.Input<string>;
    /** To anywhere but here. */
    exceptDestination?: pulumi.Input<string>;
    /** `"icmp"` is ICMPv6 in a rule for IPv6. */
    protocol?: pulumi.Input<"tcp" | "udp" | "sctp" | "icmp">;
    /** The port they go to, or a range as `"8000-8010"`; with `protocol`. */
    port?: pulumi.Input<number | string>;
    /** Conntrack's states, of which one must hold; `"dnat"`: the destination was translated, as for a published port. */
    states?: pulumi.Input<pulumi.Input<ForwardState>[]>;
    /** States of which none may hold. */
    exceptStates?: pulumi.Input<pulumi.Input<ForwardState>[]>;
}

/** A state of conntrack (iptables-extensions(8), conntrack). */
export type ForwardState = "new" | "established" | "related" | "invalid" | "untracked" | "snat" | "dnat";

export interface ForwardRuleArgs extends ResourceArgs {
    /**
     * What its chain begins with: a letter, then letters, digits and `_ . -`, at most 20 bytes. A change replaces it.
     * Default: `fwd-`, the logical name and a hash.
     */
    name?: pulumi.Input<string>;
    /**
     * `"accept"`: whatever the host's FORWARD policy. `"drop"`: whatever others accept, as it is asked before them.
     * In place.
     */
    action: pulumi.Input<"accept" | "drop">;
    /** Which packets: those of any of these. In place. */
    matches: pulumi.Input<pulumi.Input<ForwardMatchArgs>[]>;
    /** Which packets not, although they match: those of any of these. In place. Default: none. */
    except?: pulumi.Input<pulumi.Input<ForwardMatchArgs>[]>;
    /** 4 or 6. A change replaces it. Default: the family of the addresses; 4 where there is none. */
    family?: pulumi.Input<4 | 6>;
}

/**
 * What a host forwards or does not, whatever else stands in its FORWARD chains (iptables(8)). Drops are in table mangle,
 * which is passed before filter, so that no accept brings back what is dropped, in whatever order they were made.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
 * new hostnet.ForwardRule("isolated", {
 *     host,
 *     action: "drop",
 *     matches: [{ inInterface: "br-blue", outInterface: "br-green" }, { inInterface: "br-green", outInterface: "br-blue" }],
 * });
 * ```
 */
export class ForwardRule extends HostnetResource {
    /** What its chain begins with. */
    declare readonly name: pulumi.Output<string>;
    declare readonly action: pulumi.Output<"accept" | "drop">;
    declare readonly matches: pulumi.Output<pulumi.Unwrap<ForwardMatchArgs>[]>;
    declare readonly except: pulumi.Output<pulumi.Unwrap<ForwardMatchArgs>[]>;
    /** 4 for iptables, 6 for ip6tables. */
    declare readonly family: pulumi.Output<number>;
    declare readonly adopt: pulumi.Output<boolean>;
    /** The iptables rules, a row each, `TABLE CHAIN rule`; a preview shows them. */
    declare readonly rules: pulumi.Output<string[]>;

    constructor(name: string, args: ForwardRuleArgs, opts?: pulumi.CustomResourceOptions) {
        super("ForwardRule", name, { ...args, host: args.host.connection }, outputs, opts);
    }
}

const outputs = ["name", "action", "matches", "except", "family", "adopt", "rules"];
