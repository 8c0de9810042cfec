import * as pulumi from "@pulumi/pulumi";
import type { AddressPoolArgs } from "../resources/address-pool";
import type { Host } from "../resources/host";
import type { NameServiceArgs } from "../resources/name-service";
import type { NetnsArgs } from "../resources/netns";
import type { PortMappingArgs } from "../resources/port-mapping";
import type { VethArgs } from "../resources/veth";
import type { EndpointSpec } from "./plan";
import type { Transform } from "./transform";

/** What a network gives an endpoint on one of its hosts. */
export interface Place {
    readonly host: Host;
    /** The bridge that its cable is a port of. */
    readonly bridge: pulumi.Output<string>;
    /** The MTU of the network, once the host's facts are known to allow it. */
    readonly mtu: pulumi.Output<number>;
    readonly four: Family;
    readonly six?: Family;
}

/** A subnet of a network. */
export interface Subnet {
    readonly subnet: pulumi.Output<string>;
    /** Where its endpoints' packets to elsewhere go; undefined where they have no way out. */
    readonly gateway?: pulumi.Output<string | undefined>;
}

/** One address family of a network, as its endpoints on one host have it. */
export interface Family extends Subnet {
    /** What the pool gave each endpoint. */
    readonly addresses: pulumi.Output<Record<string, string>>;
    /** The routes that its endpoints get. */
    readonly routes: pulumi.Output<{ to: string; via: string }[]>;
    /** Those that they get whatever their default route: to the network's other parts. Default: none, it has no parts. */
    readonly within?: pulumi.Output<{ to: string; via: string }[]>;
}

/** A network as its endpoints need it. */
export interface Frame {
    readonly name: string;
    readonly parent: pulumi.Resource;
    readonly specs: readonly EndpointSpec[];
    place(host: string): Place;
    /** Whether endpoints of one bridge are kept apart. */
    readonly isolated: boolean;
    readonly transform: EndpointTransforms;
}

/** How what an endpoint is made of is registered: none of it before the plan stands, so nothing where it is refused. */
export function onceStands({ parent, place }: Frame, host: string): pulumi.CustomResourceOptions {
    const { mtu, four, six } = place(host);
    return { parent, dependsOn: pulumi.all([mtu, four.addresses, six?.addresses]).apply(() => []) };
}

/** The last word on the args of what an endpoint is made of. */
export interface EndpointTransforms {
    addressPool?: Transform<AddressPoolArgs>;
    netns?: Transform<NetnsArgs>;
    veth?: Transform<VethArgs>;
    portMapping?: Transform<PortMappingArgs>;
    nameService?: Transform<NameServiceArgs>;
}
