// Made by `npm run generate` from spec/forward-rule.ts: change it there.
import type * as pulumi from "@pulumi/pulumi";
import { forwardRule } from "../../spec/forward-rule";
import { onHost } from "../on-host";
import { HostnetResource } from "../resource";
import type { ResourceArgs } from "./args";
import type { ForwardMatch, ForwardMatchArgs } from "./forward-match";

/** What a program says of a `ForwardRule`. */
export interface ForwardRuleArgs extends ResourceArgs {
    /**
     * What its chains on the host begin with. A letter, then letters, digits and `_ . -`, at most 20 bytes. A change
     * replaces it. Default: `fwd-`, the logical name and a hash; at most 20 bytes.
     */
    name?: pulumi.Input<string>;
    /**
     * `"accept"`: whatever the host's FORWARD policy. `"drop"`: whatever others accept, as it is asked before them. In
     * place.
     */
    action: pulumi.Input<"accept" | "drop">;
    /** Which packets: those of any of these. In place. */
    matches: pulumi.Input<pulumi.Input<ForwardMatchArgs>[]>;
    /** Which packets not, although they match: those of any of these. In place. Default: none. */
    except?: pulumi.Input<pulumi.Input<ForwardMatchArgs>[]>;
    /**
     * Which packets: 4 for those of IPv4 (iptables), 6 for those of IPv6 (ip6tables). A change replaces it. Default:
     * the family of its addresses; 4 where there are none.
     */
    family?: pulumi.Input<4 | 6>;
}

/**
 * What a host forwards or does not, whatever else stands in its FORWARD chains (iptables(8)). Drops are in table
 * mangle, which is passed before filter, so that no accept brings back what is dropped, in whatever order they were
 * made.
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
    /** Whether what was there already is taken over. */
    declare readonly adopt: pulumi.Output<boolean>;
    /** What its chains on the host begin with. */
    declare readonly name: pulumi.Output<string>;
    /** `"accept"`: whatever the host's FORWARD policy. `"drop"`: whatever others accept, as it is asked before them. */
    declare readonly action: pulumi.Output<"accept" | "drop">;
    /** Which packets: those of any of these. */
    declare readonly matches: pulumi.Output<ForwardMatch[]>;
    /** Which packets not, although they match: those of any of these. */
    declare readonly except: pulumi.Output<ForwardMatch[]>;
    /** Which packets: 4 for those of IPv4 (iptables), 6 for those of IPv6 (ip6tables). */
    declare readonly family: pulumi.Output<4 | 6>;
    /**
     * The iptables rules, a row each, `TABLE CHAIN rule`; a preview shows them. One that is gone from the host is
     * `missing: TABLE CHAIN rule`, until the next `up`.
     */
    declare readonly rules: pulumi.Output<string[]>;

    constructor(name: string, args: ForwardRuleArgs, opts?: pulumi.CustomResourceOptions) {
        super(forwardRule, name, onHost(forwardRule, name, args), opts);
    }
}
