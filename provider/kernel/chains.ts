import { type Facts, section } from "./facts";

/** The words of each kind's chains, which are called NAME-WORD. `fwd` says nothing: NAT rules and port mappings have it. */
const words: Readonly<Record<string, readonly string[]>> = {
    "NAT rule": ["post"],
    "port mapping": ["dnat", "snat", "raw"],
    "forward rule": ["allow", "drop"],
    "VXLAN tunnel": ["in"],
};

/** Which other kind of resource has the chains of this name, as a look found them, and one of these. */
export function otherKind(facts: Facts, name: string, noun: string): { noun: string; chain: string } | undefined {
    const lines = section(facts, "rules")?.lines ?? [];
    for (const [other, all] of Object.entries(words)) {
        if (other === noun) continue;
        const chain = all
            .map((word) => `${name}-${word}`)
            .find((item) => lines.some((line) => line.startsWith(`:${item} `) || line.startsWith(`-A ${item} `)));
        if (chain) return { noun: other, chain };
    }
    return undefined;
}
