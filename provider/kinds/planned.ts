import { unknownValue } from "@pulumi/pulumi/runtime";
import { nameProblem } from "../../naming";
import { isKnown, text } from "../inputs";
import { otherKind } from "../kernel/chains";
import { cmd } from "../kernel/command";
import type { Facts } from "../kernel/facts";
import { familyOf, type Rule } from "../kernel/rule";
import { rulesSteps, tidySteps, toolOf } from "../kernel/rules";
import { type Common, type Plan, Taken } from "../kind";

interface Planned {
    readonly family: number;
    readonly rules: readonly Rule[];
}

/**
 * Inputs with the rules that they ask for, and the family of their address. Each is unknown while something that goes into
 * it is, so that a preview does not take "not planned yet" for "gone", and for a replacement.
 */
export function planned<I extends Planned>(inputs: I, address: string, rulesOf: (inputs: I) => Rule[]): I {
    const wishes = { ...inputs, rules: undefined, family: undefined, host: undefined };
    return {
        ...inputs,
        family: isKnown(address) ? familyOf(address) : unknownValue,
        rules: isKnown(wishes) ? rulesOf(inputs) : unknownValue,
    };
}

/** From the rules that are there to those wanted, of a kind that is nothing but its rules. */
export function rulesPlan<I extends Common & Planned>(seen: I | undefined, wanted: I): Plan {
    const tool = toolOf(wanted.family);
    const before = seen?.rules ?? [];
    return {
        demands: seen ? [] : [cmd`has_tool ${tool}-restore iptables`],
        steps: [
            ...rulesSteps(tool, wanted.name, wanted.owner, before, wanted.rules),
            ...tidySteps(tool, before, wanted.rules),
        ],
    };
}

/** From the rules of such a kind to none. */
export const rulesRemoval = ({ family, name, owner, rules }: Common & Planned): Plan => ({
    demands: [],
    steps: rulesSteps(toolOf(family), name, owner, rules, []),
});

/** The name of a resource that has chains of its own: it begins them, and the guards of tunnels begin with `hostnet-`. */
export const chainName = text((value) => {
    const problem = value.startsWith("hostnet-")
        ? `${JSON.stringify(value)} begins with hostnet-, as the chains of tunnels do: choose another name`
        : nameProblem(value, 20);
    if (problem) throw new Error(problem);
    return value;
});

/** Refuses chains of another kind under our name: a mark has the logical name alone, which two kinds can share. */
export function refuseOtherKind(facts: Facts, { name, host }: Common, noun: string): void {
    const other = otherKind(facts, name, noun);
    if (other)
        throw new Taken(
            `${name} on host ${host.name} is a ${other.noun} (it has the chain ${other.chain}), not a ${noun}: choose another name for one of them`,
        );
}
