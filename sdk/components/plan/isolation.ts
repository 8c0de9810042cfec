/** Packets that a host forwards, by where they come from and go to; as a rule of `ForwardRule` takes them. */
export interface ForwardMatch<T = string> {
    inInterface?: T;
    exceptInInterface?: T;
    outInterface?: T;
    exceptOutInterface?: T;
    source?: T;
    exceptSource?: T;
    states?: ("established" | "related" | "dnat")[];
    exceptStates?: ("established" | "related" | "dnat")[];
}

/** What a network lets through on one of its hosts, in one address family. */
export interface Passage<T = string> {
    readonly bridge: T;
    /** What its endpoints have addresses of; undefined where it has none of this family. */
    readonly subnet?: T;
    /** Whether its endpoints have a gateway at all. */
    readonly gateway: boolean;
    readonly internal: boolean;
    readonly isolated: boolean;
    readonly masquerade: boolean;
    /** Networks that may open connections to its endpoints; undefined for everybody. */
    readonly sources: readonly (T | undefined)[];
}

/**
 * What is dropped, whatever else the host's rules accept, and what is excepted from that: connections into the network
 * from elsewhere, unless they come by a published port; out of it, if it is internal or has no gateway, and else from addresses
 * that are not of it (RFC 2827); and between its endpoints, if it is isolated. Answers always pass: an endpoint on two networks
 * gives those of one by the other.
 */
export function dropsOf<T>({ bridge, subnet, gateway, internal, isolated, sources }: Passage<T>): {
    readonly matches: ForwardMatch<T>[];
    readonly except: ForwardMatch<T>[];
} {
    const out = { inInterface: bridge, exceptOutInterface: bridge, exceptStates: answers };
    return {
        matches: [
            { exceptInInterface: bridge, outInterface: bridge, exceptStates: ["established", "related", "dnat"] },
            ...(internal || !gateway ? [out] : subnet ? [{ ...out, exceptSource: subnet }] : []),
            // Not by the bridge, where the ports are isolated, and not by way of the gateway either.
            ...(isolated
                ? [{ inInterface: bridge, outInterface: bridge, exceptStates: [...answers, "dnat" as const] }]
                : []),
        ],
        except: sources.map((source) => ({
            exceptInInterface: bridge,
            outInterface: bridge,
            ...(source && { source }),
        })),
    };
}

/**
 * What has to be accepted besides what NAT and published ports accept themselves, since Docker and hardening guides set
 * FORWARD to DROP, and since bridged packets pass FORWARD too where br_netfilter is loaded.
 */
export function acceptsOf<T>({ bridge, gateway, internal, masquerade, sources }: Passage<T>): ForwardMatch<T>[] {
    const within: ForwardMatch<T> = { inInterface: bridge, outInterface: bridge };
    const welcome = sources.map((source) => ({ outInterface: bridge, ...(source && { source }) }));
    if (!gateway) return [within];
    if (internal)
        return [within, ...welcome, ...(sources.length > 0 ? [{ inInterface: bridge, states: answers }] : [])];
    if (masquerade) return welcome;
    return [{ inInterface: bridge }, { outInterface: bridge, states: answers }, ...welcome];
}

const answers: ("established" | "related")[] = ["established", "related"];
