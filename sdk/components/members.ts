import * as pulumi from "@pulumi/pulumi";
import { Host } from "../resources/host";
import { type Path, underlayAddress, type Vtep } from "./plan";
import { checked } from "./program";

/** A host of an overlay, where its part in the underlay is not what the host itself tells. */
export interface OverlayMember {
    host: Host;
    /** Its address in the underlay, to which the others send. Default: the first address of its device. */
    underlay?: pulumi.Input<string>;
    /** The same in IPv6, with `mode: "direct"` and `subnet6`. Required there beside `underlay`. */
    underlay6?: pulumi.Input<string>;
    /** The device that has this address. Default: found by `underlay`, else the one over which the host is reached. */
    device?: pulumi.Input<string>;
    /** The MTU of that device, in bytes. Default: that of the one over which the host is reached. */
    underlayMtu?: pulumi.Input<number>;
}

/** A host of an overlay with its end of the tunnels. */
export interface Member extends Vtep<pulumi.Output<string>> {
    readonly resource: Host;
    /** Left to the kernel where only the address is given. */
    readonly device?: pulumi.Output<string>;
    readonly mtu: pulumi.Output<number>;
    /** The addresses of its device, with prefix, where that is the one over which it is reached. */
    readonly networks?: pulumi.Output<string[]>;
}

export const hostsOf = (members: readonly (Host | OverlayMember)[]): Host[] =>
    members.map((member) => (member instanceof Host ? member : member.host));

/**
 * The hosts of an overlay, each with what it tells of its underlay where the program does not.
 *
 * @param needed whether its hosts need an address in the underlay: not where there is but one
 */
export const membersOf = (
    network: string,
    given: readonly (Host | OverlayMember)[],
    family: 4 | 6,
    needed: boolean,
): Member[] =>
    given.map((item) => {
        const { host, underlay, device, underlayMtu }: OverlayMember = item instanceof Host ? { host: item } : item;
        const found = host.deviceAddresses.apply((addresses) =>
            underlay === undefined && needed
                ? checked("OverlayNetwork", network, () => underlayAddress(host.logicalName, addresses, family))
                : "",
        );
        return {
            host: host.logicalName,
            resource: host,
            vtep: underlay === undefined ? found : pulumi.output(underlay),
            ...((device !== undefined || underlay === undefined) && { device: pulumi.output(device ?? host.device) }),
            mtu: pulumi.output(underlayMtu ?? host.deviceMtu),
            ...(underlay === undefined && device === undefined && { networks: host.deviceAddresses }),
        };
    });

/** The hosts of an overlay by their IPv6 addresses, where routes lead to these too. */
export const members6Of = (network: string, given: readonly (Host | OverlayMember)[], needed: boolean): Member[] =>
    membersOf(
        network,
        given.map((item) => (item instanceof Host ? item : { ...item, underlay: item.underlay6 })),
        6,
        needed,
    );

/** What carries the network on each host, once each has an address to carry it from. */
export const pathsOf = (members: readonly Member[]): pulumi.Output<Path[]> =>
    pulumi.all(members.map(({ host, mtu, vtep }) => pulumi.all([mtu, vtep]).apply(([size]) => ({ host, mtu: size }))));
