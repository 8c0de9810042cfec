import * as pulumi from "@pulumi/pulumi";
import { ofVersion, type Subnet } from "./site";

/** A network as another program needs it to attach endpoints to it: plain once it is resolved, so a stack output carries it. */
export interface NetworkReference {
    readonly name: string;
    readonly subnet: string;
    readonly subnet6?: string;
    /** Where its endpoints' packets to elsewhere go; not there where they have no way out. */
    readonly gateway?: string;
    readonly gateway6?: string;
    readonly mtu: number;
    /** The number of the overlay, and the UDP port of its tunnels; not there where it has none. */
    readonly vni?: number;
    readonly port?: number;
    /** The parts of the subnets that other programs hand out. */
    readonly slices: readonly string[];
    /** Its hosts by logical name, with what is on them. */
    readonly hosts: Readonly<Record<string, HostReference>>;
}

/** A host of a network. */
export interface HostReference {
    readonly bridge: string;
    /** Its tunnel, where other programs are to put their forwarding entries. */
    readonly tunnel?: string;
    /** The underlay address that its tunnel sends from. */
    readonly vtep?: string;
}

export type HostReferences = Readonly<Record<string, { readonly [K in keyof HostReference]: pulumi.Input<string> }>>;

/** The reference of a network, to be exported. */
export function referenceOf(
    name: string,
    slices: readonly string[],
    subnets: readonly Subnet[],
    mtu: pulumi.Output<number>,
    hosts: HostReferences,
    { vni, port }: Pick<NetworkReference, "vni" | "port"> = {},
): pulumi.Output<NetworkReference> {
    const [four, six] = [ofVersion(subnets, 4), ofVersion(subnets, 6)];
    return pulumi.output({
        name,
        subnet: four?.subnet,
        subnet6: six?.subnet,
        gateway: four?.gateway,
        gateway6: six?.gateway,
        mtu,
        vni,
        port,
        slices,
        hosts,
    }) as pulumi.Output<NetworkReference>;
}
