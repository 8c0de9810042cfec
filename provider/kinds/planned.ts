import type { Table } from "../../spec/property";
import { derived } from "../../spec/schema/unknown";
import type { Inputs } from "../../spec/types";
import { otherKind } from "../kernel/chains";
import { cmd } from "../kernel/command";
import type { Facts } from "../kernel/facts";
import { familyOf, type Rule } from "../kernel/rule";
import { rulesSteps, tidySteps, toolOf } from "../kernel/rules";
import { type Common, type Plan, Taken } from "../kind";

interface Planned {
    readonly family: 4 | 6;
    readonly rules: readonly Rule[];
}

/** The inputs of such a kind before its rules are planned. */
export type Wishes<T extends Table> = Omit<Inputs<T>, keyof Planned>;

/**
 * Inputs with the rules that they ask for, and the family of their address. Each is unknown while something that goes into
 * it is, so that a preview does not take "not planned yet" for "gone", and for a replacement.
 */
export function planned<I extends object>(inputs: I, address: string, rulesOf: (inputs: I) => Rule[]): I & Planned {
    const wishes = { ...inputs, rules: undefined, family: undefined, host: undefined };
    return {
        ...inputs,
        family: derived(address, () => familyOf(address)),
        rules: derived(wishes, () => rulesOf(inputs)),
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

/** Refuses chains of another kind under our name: a mark has the logical name alone, which two kinds can share. */
export function refuseOtherKind(facts: Facts, { name, host }: Common, noun: string): void {
    const other = otherKind(facts, name, noun);
    if (other)
        throw new Taken(
            `${name} on host ${host.name} is a ${other.noun} (it has the chain ${other.chain}), not a ${noun}: choose another name for one of them`,
        );
}
