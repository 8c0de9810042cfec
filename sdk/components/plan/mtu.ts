/** A host and the MTU of the device that carries its part of the network. */
export interface Path {
    readonly host: string;
    readonly mtu: number;
}

/**
 * The MTU of everything on a network: what fits through the narrowest host, or what is asked for, if that fits. Larger
 * packets would be dropped on the way without a word: pings pass, connections stall.
 *
 * @param overhead what the underlay adds to each packet, in bytes
 */
export function networkMtu(paths: readonly Path[], overhead: number, asked?: number): number {
    const narrowest = paths.reduce((least, path) => (path.mtu < least.mtu ? path : least));
    const fits = narrowest.mtu - overhead;
    if (asked !== undefined && asked > fits)
        throw new Error(
            `mtu: ${asked} is larger than the path: host ${narrowest.host} carries ${narrowest.mtu} bytes, ${
                overhead > 0 ? `less ${overhead} for the tunnel's headers: at most ${fits}` : `at most ${fits}`
            }`,
        );
    // IPv6 needs 1280 bytes of every link (RFC 8200, section 5), and nothing useful is smaller.
    return asked ?? fits;
}
