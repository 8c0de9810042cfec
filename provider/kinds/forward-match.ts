import type { Out } from "../../spec/fields";
import type { forwardMatch } from "../../spec/forward-rule";
import type { Problem } from "../../spec/schema/inputs";
import { isKnown } from "../../spec/schema/unknown";
import { familyOf, range } from "../kernel/rule";

/** What forwarded packets must be like; all of it at once. */
export type Match = Out<typeof forwardMatch>;

/** The addresses of a match, with the property that gives each. */
export const addressesOf = (match: Match): [property: string, address: string][] =>
    (["source", "exceptSource", "destination", "exceptDestination"] as const).flatMap((key) => {
        const value = match[key];
        return value === undefined ? [] : [[key, value] as [string, string]];
    });

/** A criterion and its opposite, of which iptables takes one. */
const opposites = [
    ["inInterface", "exceptInInterface"],
    ["outInterface", "exceptOutInterface"],
    ["source", "exceptSource"],
    ["destination", "exceptDestination"],
] as const;

/** What is wrong with a match of a rule of this family. */
export function matchProblems(at: string, match: Match, family: number): Problem[] {
    const problem = (key: string, reason: string): Problem => ({ property: `${at}.${key}`, reason });
    if (Object.values(match).every((value) => value === undefined))
        return [{ property: at, reason: "is empty and would match every packet: give at least one criterion" }];
    const { port, protocol } = match;
    return [
        ...opposites.flatMap(([key, other]) =>
            match[key] !== undefined && match[other] !== undefined && isKnown(match[key], match[other])
                ? [problem(other, `cannot be given together with ${key}`)]
                : [],
        ),
        ...addressesOf(match)
            .filter(([, value]) => isKnown(value, family) && familyOf(value) !== family)
            .map(([key, value]) =>
                problem(key, `${value} is not an IPv${family} address, as the rest is: a rule a family`),
            ),
        ...(port !== undefined && isKnown(port, protocol) && (protocol === undefined || protocol === "icmp")
            ? [problem("port", "needs protocol tcp, udp or sctp")]
            : []),
        ...(["states", "exceptStates"] as const).flatMap((key) =>
            match[key]?.length === 0 ? [problem(key, "is empty: leave it out")] : [],
        ),
    ];
}

/** A match as iptables wants it. */
export function matchText(match: Match, family: 4 | 6): (string | undefined)[] {
    const option = (name: string, value: string | undefined, not?: string) =>
        value === undefined ? not && `! ${name} ${not}` : `${name} ${value}`;
    const words = (list: readonly string[]) => list.join(",").toUpperCase();
    const { protocol, port, states, exceptStates } = match;
    return [
        option("-i", match.inInterface, match.exceptInInterface),
        option("-o", match.outInterface, match.exceptOutInterface),
        option("-s", match.source, match.exceptSource),
        option("-d", match.destination, match.exceptDestination),
        option("-p", protocol === "icmp" && family === 6 ? "ipv6-icmp" : protocol),
        option("--dport", port && range(port)),
        states && `--ctstate ${words(states)}`,
        exceptStates && `! --ctstate ${words(exceptStates)}`,
    ];
}
