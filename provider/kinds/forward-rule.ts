import { unknownValue } from "@pulumi/pulumi/runtime";
import { z } from "zod";
import { physicalName } from "../../naming";
import { isKnown, known, list, object, type Problem, text, word } from "../inputs";
import { inOrderOf } from "../kernel/order";
import { familyOf, type Rule, rule } from "../kernel/rule";
import { rulesIn, rulesLook, toolOf } from "../kernel/rules";
import type { Common, Kind } from "../kind";
import { common, linkName } from "./fields";
import { addressesOf, type Match, matchProblems, matchText, selection } from "./forward-match";
import { chainName, planned, refuseOtherKind, rulesPlan, rulesRemoval } from "./planned";
import { ports } from "./ports";

interface Inputs extends Common {
    readonly action: "accept" | "drop";
    readonly matches: readonly Match[];
    readonly except: readonly Match[];
    readonly family: number;
    readonly rules: readonly Rule[];
}

const state = word("new", "established", "related", "invalid", "untracked", "snat", "dnat");
const states = list(state, { sorted: true });
const match = known(
    object({
        inInterface: linkName.optional(),
        exceptInInterface: linkName.optional(),
        outInterface: linkName.optional(),
        exceptOutInterface: linkName.optional(),
        source: selection.optional(),
        exceptSource: selection.optional(),
        destination: selection.optional(),
        exceptDestination: selection.optional(),
        protocol: word("tcp", "udp", "sctp", "icmp").optional(),
        port: ports.optional(),
        states: states.optional(),
        exceptStates: states.optional(),
    }),
) as z.ZodType<Match>;

/** What a host forwards or does not, whatever else stands in FORWARD (iptables(8)). */
export const forwardRule: Kind<Inputs> = {
    type: "ForwardRule",
    noun: "forward rule",
    shape: {
        ...common,
        name: chainName.optional(),
        action: word("accept", "drop"),
        matches: list(match),
        except: list(match).default([]),
        family: known(z.literal([4, 6], { error: ({ input }) => `${JSON.stringify(input)} is not 4 or 6` })).optional(),
        rules: list(text((row) => row)).optional(),
    },
    complete(inputs) {
        const complete = { ...inputs, name: inputs.name ?? physicalName(inputs.owner, { prefix: "fwd-", max: 20 }) };
        const deciding = decidingAddress(inputs);
        return planned(complete, deciding, (wishes) =>
            isKnown(deciding) ? rulesOf(wishes, familyOf(deciding)) : (unknownValue as unknown as Rule[]),
        );
    },
    problems({ matches, except, family }): Problem[] {
        if (matches.length === 0) return [{ property: "matches", reason: "is empty: say what to accept or drop" }];
        return [
            ...matches.flatMap((item, index) => matchProblems(`matches[${index}]`, item, family)),
            ...except.flatMap((item, index) => matchProblems(`except[${index}]`, item, family)),
        ];
    },
    replaces: ["name", "family"],
    identity: (inputs) => `forward/${inputs.name}`,
    look: ({ name, family }) => [rulesLook(toolOf(family), name)],
    parse(facts, owned) {
        refuseOtherKind(facts, owned, "forward rule");
        const found = rulesIn(facts, owned.owner);
        return found && { ...owned, owner: found.owner, rules: inOrderOf(owned.rules, found.rules) };
    },
    converge: rulesPlan,
    remove: rulesRemoval,
};

/** An address that tells the family: what is asked for, else the first one known, else IPv4; unknown while one may come. */
function decidingAddress({ family, matches, except }: Inputs): string {
    if (family !== undefined) return isKnown(family) ? (family === 6 ? "::" : "0.0.0.0") : String(family);
    const addresses = [...matches, ...except].flatMap((item) => addressesOf(item).map(([, address]) => address));
    return addresses.find((item) => isKnown(item)) ?? addresses[0] ?? "0.0.0.0";
}

function rulesOf({ name: base, action, matches, except }: Inputs, family: 4 | 6): Rule[] {
    // What is dropped is dropped in mangle, which comes before filter: no accept there, whoever made it, brings it back.
    const [table, chain] =
        action === "drop" ? (["mangle", `${base}-drop`] as const) : (["filter", `${base}-allow`] as const);
    return [
        rule(table, "FORWARD", [], chain),
        ...except.map((item) => rule(table, chain, matchText(item, family), "RETURN")),
        ...matches.map((item) => rule(table, chain, matchText(item, family), action.toUpperCase())),
    ];
}
