import { unknownValue } from "@pulumi/pulumi/runtime";
import { isKnown } from "../inputs";
import { familyOf, type Rule } from "../kernel/rules";

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
