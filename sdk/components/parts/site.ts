import * as pulumi from "@pulumi/pulumi";
import type { Host } from "../../resources/host";
import type { NetworkArgs } from "../network-args";
import type { OverlayTransforms } from "../overlay-args";
import type { NetworkPlan } from "../plan";

/** A network while its resources are made. */
export interface Scope {
    /** `BridgeNetwork`. */
    readonly kind: string;
    readonly name: string;
    readonly parent: pulumi.Resource;
    readonly plan: NetworkPlan;
    readonly hosts: readonly Host[];
    readonly transform: OverlayTransforms;
    /** What it has on its hosts so far. */
    readonly made: [Host, pulumi.Resource][];
}

/** What every network is told of its subnets; who may come in. */
export type SubnetArgs = Omit<NetworkArgs, "transform" | "endpoints">;

/** A subnet of a network. */
export interface Subnet {
    readonly version: 4 | 6;
    readonly subnet: pulumi.Output<string>;
    /** Where its endpoints' packets to elsewhere go; undefined where they have no way out. */
    readonly gateway?: pulumi.Output<string | undefined>;
}

/** One address family of a network, as its endpoints on one host have it. */
export interface Family extends Subnet {
    /** What the pool gave each endpoint. */
    readonly addresses: pulumi.Output<Record<string, string>>;
    /** The routes that its endpoints get. */
    readonly routes: pulumi.Output<Hop[]>;
    /** Those that they get whatever their default route: to the network's other parts. */
    readonly within?: pulumi.Output<Hop[]>;
    /** The address of the host's bridge, with prefix, where it has one. */
    readonly bridgeAddress?: pulumi.Output<string>;
}

export interface Hop {
    readonly to: string;
    readonly via: string;
}

/** A host in a network, with what it gives the endpoints there. */
export interface Site {
    readonly host: Host;
    /** What the names of its children begin with. */
    readonly prefix: string;
    /** The bridge that the endpoints' cables are ports of. */
    readonly bridge: pulumi.Output<string>;
    /** The MTU of the network, once the host's facts are known to allow it. */
    readonly mtu: pulumi.Output<number>;
    readonly families: readonly Family[];
    /** The rules that keep it apart. */
    readonly isolation: readonly pulumi.Resource[];
}

/**
 * How what is attached to a bridge is registered: none of it before the plan stands, so nothing where it is refused, and
 * nothing that the bridge's rules do not guard: they are made before it, and deleted after it.
 */
export const onceStands = ({ mtu, families, isolation }: Site): pulumi.CustomResourceOptions => ({
    dependsOn: pulumi.all([mtu, pulumi.all(families.map(({ addresses }) => addresses))]).apply(() => [...isolation]),
});

/** A subnet or family of a list by its version. */
export const ofVersion = <S extends { readonly version: 4 | 6 }>(list: readonly S[], version: 4 | 6): S | undefined =>
    list.find((item) => item.version === version);

export function siteOf(sites: readonly Site[], host: string): Site {
    const found = sites.find((site) => site.host.logicalName === host);
    if (!found) throw new Error(`the plan has an endpoint on ${host}, and no such host`);
    return found;
}

/** The bridge of a site, for who attaches to it from elsewhere: known once its rules are there. */
export const guarded = ({ bridge, isolation }: Site): pulumi.Output<string> =>
    pulumi.all([bridge, pulumi.all(isolation.map(({ urn }) => urn))]).apply(([name]) => name);
