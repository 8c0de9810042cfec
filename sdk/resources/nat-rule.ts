// Made by `npm run generate` from spec/nat-rule.ts: change it there.
import type * as pulumi from "@pulumi/pulumi";
import { natRule } from "../../spec/nat-rule";
import { onHost } from "../on-host";
import { HostnetResource } from "../resource";
import type { ResourceArgs } from "./args";

/** What a program says of a `NatRule`. */
export interface NatRuleArgs extends ResourceArgs {
    /**
     * What its chains on the host begin with. A letter, then letters, digits and `_ . -`, at most 20 bytes. A change
     * replaces it. Default: `nat-`, the logical name and a hash; at most 20 bytes.
     */
    name?: pulumi.Input<string>;
    /**
     * The network whose packets get another source: `10.233.0.0/16`. A network without host bits, `10.0.0.0/24`. In
     * place; another family replaces.
     */
    source: pulumi.Input<string>;
    /**
     * A network that its packets reach as they are, most often `source` itself. A network without host bits,
     * `10.0.0.0/24`. In place. Default: none.
     */
    exceptDestination?: pulumi.Input<string>;
    /**
     * Only what leaves by this device. Not with `exceptOutInterface`. A letter, then letters, digits and `_ . -`, at
     * most 15 bytes. In place. Default: any device.
     */
    outInterface?: pulumi.Input<string>;
    /**
     * Only what does not leave by this device, such as the network's own bridge. A letter, then letters, digits and `_
     * . -`, at most 15 bytes. In place. Default: no exception.
     */
    exceptOutInterface?: pulumi.Input<string>;
    /** The source that packets get (SNAT). In place. Default: the address of the device they leave by (MASQUERADE). */
    toSource?: pulumi.Input<string>;
    /**
     * Accept what is forwarded from `source`, and the answers to it, whatever the host's FORWARD policy. In place.
     * Default: `true`.
     */
    forward?: pulumi.Input<boolean>;
    /**
     * Accept it only where it comes in by this device, such as the network's own bridge: who is behind another one can
     * send with an address of `source` too. A letter, then letters, digits and `_ . -`, at most 15 bytes. In place.
     * Default: by any device.
     */
    inInterface?: pulumi.Input<string>;
}

/**
 * Source NAT for a network that leaves its host (iptables-extensions(8), MASQUERADE and SNAT), in chains of its own.
 * The host must forward: see `Sysctl`.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
 * new hostnet.Sysctl("forwarding", { host, name: "net.ipv4.ip_forward", value: "1" });
 * new hostnet.NatRule("out", { host, source: "10.233.0.0/16", exceptDestination: "10.233.0.0/16" });
 * ```
 */
export class NatRule extends HostnetResource {
    /** Whether what was there already is taken over. */
    declare readonly adopt: pulumi.Output<boolean>;
    /** What its chains on the host begin with. */
    declare readonly name: pulumi.Output<string>;
    /** The network whose packets get another source: `10.233.0.0/16`. */
    declare readonly source: pulumi.Output<string>;
    /** A network that its packets reach as they are, most often `source` itself. */
    declare readonly exceptDestination: pulumi.Output<string | undefined>;
    /** Only what leaves by this device. Not with `exceptOutInterface`. */
    declare readonly outInterface: pulumi.Output<string | undefined>;
    /** Only what does not leave by this device, such as the network's own bridge. */
    declare readonly exceptOutInterface: pulumi.Output<string | undefined>;
    /** The source that packets get (SNAT). */
    declare readonly toSource: pulumi.Output<string | undefined>;
    /** Accept what is forwarded from `source`, and the answers to it, whatever the host's FORWARD policy. */
    declare readonly forward: pulumi.Output<boolean>;
    /**
     * Accept it only where it comes in by this device, such as the network's own bridge: who is behind another one can
     * send with an address of `source` too.
     */
    declare readonly inInterface: pulumi.Output<string | undefined>;
    /** 4 for iptables, 6 for ip6tables: the family of its addresses. */
    declare readonly family: pulumi.Output<4 | 6>;
    /**
     * The iptables rules, a row each, `TABLE CHAIN rule`; a preview shows them. One that is gone from the host is
     * `missing: TABLE CHAIN rule`, until the next `up`.
     */
    declare readonly rules: pulumi.Output<string[]>;

    constructor(name: string, args: NatRuleArgs, opts?: pulumi.CustomResourceOptions) {
        super(natRule, name, onHost(natRule, name, args), opts);
    }
}
