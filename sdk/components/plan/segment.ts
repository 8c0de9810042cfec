import { contains } from "../../../addressing";

/** A host as the others route to it. */
export interface Neighbor {
    readonly host: string;
    /** Its address in the underlay. */
    readonly address: string;
    /** The addresses of its own device there, with prefix; left out where only the kernel knows the device. */
    readonly networks?: readonly string[];
}

/** The hosts that others cannot route to directly, since they share no segment. */
export const segmentProblems = (hosts: readonly Neighbor[]): string[] =>
    hosts.flatMap(({ host, networks }) =>
        hosts.flatMap((other) =>
            networks === undefined || other.host === host || networks.some((item) => contains(item, other.address))
                ? []
                : [
                      `hosts: ${other.host}, ${other.address}, is not on the segment of ${host}, ${networks.join(", ") || "which has none"}: mode "direct" routes from host to host, choose another one`,
                  ],
        ),
    );
