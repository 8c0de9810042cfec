import type * as pulumi from "@pulumi/pulumi";
import type { Bridge } from "../../resources/bridge";
import { NatRule } from "../../resources/nat-rule";
import { Sysctl } from "../../resources/sysctl";
import { make } from "./child";
import { ofVersion, type Scope, type Site, type Subnet } from "./site";

const forwardingKeys = { 4: "net.ipv4.ip_forward", 6: "net.ipv6.conf.all.forwarding" };

/**
 * Makes a host forward for a network, and where asked give what leaves it the host's own address.
 *
 * @param within what its packets reach with their own source
 */
export function openGateway(
    scope: Scope,
    { host, prefix, families, made }: Site & { readonly made: Bridge },
    within: readonly Subnet[],
    masquerade: boolean,
): void {
    // The bridge first: where the plan is refused, nothing is made.
    const opts: pulumi.CustomResourceOptions = { dependsOn: made };
    for (const { version, subnet } of families) {
        const suffix = version === 6 ? "6" : "";
        const forward = `${prefix}-forward${suffix}`;
        const sysctl = { host, name: forwardingKeys[version], value: "1" };
        make(scope, Sysctl, scope.transform.sysctl, forward, sysctl, opts);
        if (!masquerade) continue;
        const nat = `${prefix}-nat${suffix}`;
        const rule = {
            host,
            source: subnet,
            inInterface: made.name,
            exceptDestination: ofVersion(within, version)?.subnet,
        };
        make(scope, NatRule, scope.transform.natRule, nat, rule, opts);
    }
}
