import * as pulumi from "@pulumi/pulumi";
import { Host } from "../../resources/host";
import type { OverlayMember } from "../overlay-args";
import { networkMtu, segmentProblems, underlayAddress, type Vtep } from "../plan";
import { checked, refused } from "./refused";
import type { Scope } from "./site";

/** A host's part of the underlay: the address that it sends from, and what carries it. */
export interface Underlay extends Vtep<pulumi.Output<string>> {
    readonly resource: Host;
    /** Left to the kernel where only the address is given. */
    readonly device?: pulumi.Output<string>;
    readonly mtu: pulumi.Output<number>;
    /** The addresses of its device, with prefix, where that is the one over which it is reached. */
    readonly networks?: pulumi.Output<string[]>;
}

type Given = readonly (Host | OverlayMember)[];

export const hostsOf = (given: Given): Host[] => given.map((item) => (item instanceof Host ? item : item.host));

/**
 * The underlay of each host, as it tells itself where the program does not.
 *
 * @param part the arg that names the address, and its family; `underlay` may name one of either
 * @param needed whether hosts need an address there: not where there is but one
 */
export const underlaysOf = (
    scope: Scope,
    given: Given,
    { arg, version }: { readonly arg: "underlay" | "underlay6"; readonly version: 4 | 6 },
    needed: boolean,
): Underlay[] =>
    given.map((item) => {
        const { host, device, underlayMtu, [arg]: asked }: OverlayMember = item instanceof Host ? { host: item } : item;
        const found = host.deviceAddresses.apply((addresses) =>
            asked === undefined && needed
                ? checked(scope, () => underlayAddress(host.logicalName, addresses, version))
                : "",
        );
        return {
            host: host.logicalName,
            resource: host,
            vtep: asked === undefined ? found : pulumi.output(asked),
            ...((device !== undefined || asked === undefined) && { device: pulumi.output(device ?? host.device) }),
            mtu: pulumi.output(underlayMtu ?? host.deviceMtu),
            ...(asked === undefined && device === undefined && { networks: host.deviceAddresses }),
        };
    });

/** What fits through every host, once each has an address to send from. */
export const fittingMtu = (
    scope: Scope,
    underlays: readonly Underlay[],
    overhead: number,
    asked: number | undefined,
): pulumi.Output<number> =>
    pulumi
        .all(underlays.map(({ host, mtu, vtep }) => pulumi.all([mtu, vtep]).apply(([size]) => ({ host, mtu: size }))))
        .apply((paths) => checked(scope, () => networkMtu(paths, overhead, asked)));

/** The MTU of a network, once its hosts are known to share a segment, in each family. */
export function onSegments(
    { kind, name }: Scope,
    families: readonly (readonly Underlay[])[],
    mtu: pulumi.Output<number>,
): pulumi.Output<number> {
    const neighbors = families.map((underlays) =>
        pulumi.all(underlays.map(({ host, vtep, networks }) => pulumi.output({ host, address: vtep, networks }))),
    );
    return pulumi.all([mtu, pulumi.all(neighbors)]).apply(([size, known]) => {
        const problems = known.flatMap(segmentProblems);
        if (problems.length > 0) throw refused(kind, name, problems);
        return size;
    });
}
