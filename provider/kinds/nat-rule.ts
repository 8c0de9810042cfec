import { natRule as table } from "../../spec/nat-rule";
import type { Problem } from "../../spec/schema/inputs";
import { isKnown } from "../../spec/schema/unknown";
import { define } from "../define";
import { forwardsLook, notForwarding } from "../kernel/forwards";
import { familyOf, type Rule, rule } from "../kernel/rule";
import { inPlace, rulesIn, rulesLook, toolOf } from "../kernel/rules";
import { planned, refuseOtherKind, rulesPlan, rulesRemoval, type Wishes } from "./planned";

/** Source NAT for a network that leaves its host (iptables-extensions(8), MASQUERADE and SNAT). */
export const natRule = define(table, {
    complete: (inputs) => planned(inputs, inputs.source, rulesOf),
    problems(inputs): Problem[] {
        const { source, exceptDestination, toSource, outInterface, exceptOutInterface } = inputs;
        if (!isKnown(source, exceptDestination, toSource)) return [];
        const other = (property: string, value: string | undefined): Problem[] =>
            value && familyOf(value) !== familyOf(source)
                ? [{ property, reason: `${value} is not of the same address family as source ${source}` }]
                : [];
        return [
            ...other("exceptDestination", exceptDestination),
            ...other("toSource", toSource),
            ...(outInterface && exceptOutInterface
                ? [{ property: "exceptOutInterface", reason: "cannot be given together with outInterface" }]
                : []),
        ];
    },
    identity: (inputs) => `nat/${inputs.name}`,
    look: ({ name, family }) => [forwardsLook(family), rulesLook(toolOf(family), name, "nat", "filter")],
    parse(facts, owned) {
        refuseOtherKind(facts, owned, "NAT rule");
        const found = rulesIn(facts, owned.owner);
        return found && { owner: found.owner, rules: inPlace(owned.rules, found.rules) };
    },
    warnings: ({ host, family }, facts) => notForwarding(facts, host.name, family),
    converge: rulesPlan,
    remove: rulesRemoval,
});

function rulesOf({ name: base, source, forward, ...inputs }: Wishes<typeof table>): Rule[] {
    const { exceptDestination, outInterface, exceptOutInterface, toSource, inInterface } = inputs;
    const leaves = [
        `-s ${source}`,
        exceptDestination && `! -d ${exceptDestination}`,
        outInterface && `-o ${outInterface}`,
        exceptOutInterface && `! -o ${exceptOutInterface}`,
    ];
    return [
        rule("nat", "POSTROUTING", [], `${base}-post`),
        rule("nat", `${base}-post`, leaves, toSource ? `SNAT --to-source ${toSource}` : "MASQUERADE"),
        ...(forward
            ? [
                  // Docker sets the policy of FORWARD to DROP: what the network sends, and the answers to it, must pass.
                  rule("filter", "FORWARD", [], `${base}-fwd`),
                  rule("filter", `${base}-fwd`, [inInterface && `-i ${inInterface}`, `-s ${source}`], "ACCEPT"),
                  rule("filter", `${base}-fwd`, [`-d ${source}`, "--ctstate RELATED,ESTABLISHED"], "ACCEPT"),
              ]
            : []),
    ];
}
