import type * as pulumi from "@pulumi/pulumi";
import type { Bridge } from "../resources/bridge";
import type { Host } from "../resources/host";
import { NatRule } from "../resources/nat-rule";
import { Sysctl } from "../resources/sysctl";
import type { NetworkTransforms } from "./network-args";
import { transformed } from "./transform";

/** A host that lets a network out. */
export interface Gateway {
    /** What the names of its children begin with. */
    readonly name: string;
    readonly host: Host;
    readonly parent: pulumi.Resource;
    /** Made first: where the plan is refused, nothing is. */
    readonly bridge: Bridge;
    readonly subnet: pulumi.Input<string>;
    readonly subnet6?: pulumi.Input<string>;
    /** What its packets reach with their own source. Default: the subnet. */
    readonly within?: { readonly subnet: pulumi.Input<string>; readonly subnet6?: pulumi.Input<string> };
    readonly masquerade: boolean;
    readonly transform: NetworkTransforms;
}

/** Makes a host forward for a network, and where asked give what leaves it the host's own address. */
export function openGateway(gateway: Gateway): void {
    const {
        name,
        host,
        parent,
        bridge,
        subnet,
        subnet6,
        within = { subnet, subnet6 },
        masquerade,
        transform,
    } = gateway;
    const opts = { parent, dependsOn: bridge };
    const forwarding = (suffix: string, key: string) => {
        const child = `${name}-${suffix}`;
        new Sysctl(child, transformed(transform.sysctl, { host, name: key, value: "1" }, child), opts);
    };
    const translate = (suffix: string, source: pulumi.Input<string>, exceptDestination?: pulumi.Input<string>) => {
        const child = `${name}-${suffix}`;
        const args = { host, source, exceptDestination };
        new NatRule(child, transformed(transform.natRule, args, child), opts);
    };
    forwarding("forward", "net.ipv4.ip_forward");
    if (masquerade) translate("nat", subnet, within.subnet);
    if (subnet6 === undefined) return;
    forwarding("forward6", "net.ipv6.conf.all.forwarding");
    if (masquerade) translate("nat6", subnet6, within.subnet6);
}
