import type { Field } from "../../spec/fields";
import type { Property } from "../../spec/property";

const sentence = (text: string): string => {
    const first = text.charAt(0).toUpperCase() + text.slice(1);
    return /[.!?]$/.test(first) ? first : `${first}.`;
};

/** What a value of a field looks like, where its type in TypeScript does not say it; "" for nothing to say. */
export function formOf(field: Field): string {
    switch (field.type) {
        case "text":
            return field.form;
        case "whole":
            return `${field.unit ? `${field.unit}, ` : ""}${field.least} to ${field.most}`;
        case "list":
            return formOf(field.of);
        case "either":
            return field.fields.map((each) => (each.type === "oneOf" ? "" : formOf(each))).find(Boolean) ?? "";
        default:
            return "";
    }
}

/** The default of a property, in words; undefined where it has to be given. */
export function defaultOf({ default: usual, absent, implied, required }: Property): string | undefined {
    if (required) return undefined;
    if (implied !== undefined) return `\`${JSON.stringify(implied)}\``;
    if (absent !== undefined) return absent;
    if (typeof usual === "object" && usual !== null) return "workedOut" in usual ? String(usual.workedOut) : "none";
    return usual === undefined ? undefined : `\`${JSON.stringify(usual)}\``;
}

/** What a change of a property does. */
export const changeOf = ({ replaces, change }: Property): string => (replaces ? "replaces" : (change ?? "in place"));

/** Whether the meaning says what it looks like: an address is an address, and what names another resource has its name. */
const isTold = ({ type, standsOn }: Property): boolean =>
    standsOn !== undefined || (type.type === "text" && /^an? (MAC|IP) address$|^a link$/.test(type.form));

/** What an arg is and what it looks like, in whole sentences. */
function telling(property: Property, form = isTold(property) ? "" : formOf(property.type)): string {
    const { type, meaning } = property;
    return [sentence(meaning), ...(form ? [sentence(type.type === "list" ? `each is ${form}` : form)] : [])].join(" ");
}

/** An arg in whole sentences: what it is, what it looks like, what a change does, and its default. */
export function argText(property: Property, changes = true): string {
    const change = changeOf(property);
    const usual = defaultOf(property);
    return [
        telling(property),
        ...(changes ? [change === "replaces" ? "A change replaces it." : sentence(change)] : []),
        ...(usual === undefined ? [] : [`Default: ${usual}.`]),
    ].join(" ");
}

const valuesOf = (type: Field): readonly unknown[] =>
    type.type === "oneOf" ? type.values : type.type === "list" ? valuesOf(type.of) : [];

/** An arg as a docs page tells it, where no type stands beside it. */
export function describe(property: Property): string {
    const { type, meaning } = property;
    if (type.type === "flag" && !/^(Whether|`true`)/.test(meaning)) return telling(property, "`true` or `false`");
    const values = valuesOf(type).map((value) => `\`${JSON.stringify(value)}\``);
    if (values.some((value) => !meaning.includes(value.slice(1, -1))))
        return telling(property, values.join(", ").replace(/, (?=[^,]*$)/, " or "));
    return telling(property);
}

/** An output in whole sentences. */
export function outputText({ type, meaning, output }: Property): string {
    const unit = type.type === "whole" && type.unit ? ` In ${type.unit}.` : "";
    return `${sentence(output ?? meaning)}${unit}`;
}
