import { forwardRule as table } from "../../spec/forward-rule";
import type { Problem } from "../../spec/schema/inputs";
import { derived, isKnown } from "../../spec/schema/unknown";
import type { Raw } from "../../spec/types";
import { define } from "../define";
import { familyOf, type Rule, rule } from "../kernel/rule";
import { inPlace, rulesIn, rulesLook, toolOf } from "../kernel/rules";
import { addressesOf, matchProblems, matchText } from "./forward-match";
import { planned, refuseOtherKind, rulesPlan, rulesRemoval, type Wishes } from "./planned";

/** What a host forwards or does not, whatever else stands in FORWARD (iptables(8)). */
export const forwardRule = define(table, {
    complete(inputs) {
        const deciding = decidingAddress(inputs);
        return planned(inputs, deciding, (wishes) => derived(deciding, () => rulesOf(wishes, familyOf(deciding))));
    },
    problems({ matches, except, family }): Problem[] {
        if (matches.length === 0) return [{ property: "matches", reason: "is empty: say what to accept or drop" }];
        return [
            ...matches.flatMap((item, index) => matchProblems(`matches[${index}]`, item, family)),
            ...except.flatMap((item, index) => matchProblems(`except[${index}]`, item, family)),
        ];
    },
    identity: (inputs) => `forward/${inputs.name}`,
    look: ({ name, family }) => [rulesLook(toolOf(family), name, "mangle", "filter")],
    parse(facts, owned) {
        refuseOtherKind(facts, owned, "forward rule");
        const found = rulesIn(facts, owned.owner);
        return found && { owner: found.owner, rules: inPlace(owned.rules, found.rules) };
    },
    converge: rulesPlan,
    remove: rulesRemoval,
});

/** An address that tells the family: what is asked for, else the first one known, else IPv4; unknown while one may come. */
function decidingAddress({ family, matches, except }: Raw<typeof table>): string {
    if (family !== undefined) return isKnown(family) ? (family === 6 ? "::" : "0.0.0.0") : String(family);
    const addresses = [...matches, ...except].flatMap((item) => addressesOf(item).map(([, address]) => address));
    return addresses.find((item) => isKnown(item)) ?? addresses[0] ?? "0.0.0.0";
}

function rulesOf({ name: base, action, matches, except }: Wishes<typeof table>, family: 4 | 6): Rule[] {
    // What is dropped is dropped in mangle, which comes before filter: no accept there, whoever made it, brings it back.
    const [table, chain] =
        action === "drop" ? (["mangle", `${base}-drop`] as const) : (["filter", `${base}-allow`] as const);
    return [
        rule(table, "FORWARD", [], chain),
        ...except.map((item) => rule(table, chain, matchText(item, family), "RETURN")),
        ...matches.map((item) => rule(table, chain, matchText(item, family), action.toUpperCase())),
    ];
}
