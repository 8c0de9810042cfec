import { needsAddress, connection as table } from "../../spec/connection";
import type { Field } from "../../spec/fields";
import type { Connection } from "./connection";

/** A field of a connection that may not be used, and what it has to look like. */
export interface Problem {
    readonly property: keyof Connection;
    readonly rule: string;
}

/** What a field has to look like, in words; undefined for flags and words, which cannot do harm. */
function ruleOf(field: Field): string | undefined {
    if (field.type === "text") return field.form;
    if (field.type !== "whole") return undefined;
    return `a whole number${field.unit ? ` of ${field.unit}` : ""} from ${field.least} to ${field.most}`;
}

/** Whether a value fits its field: what a state or a configuration says was not always checked. */
function fits(field: Field, value: unknown): boolean {
    if (field.type === "whole")
        return typeof value === "number" && Number.isInteger(value) && value >= field.least && value <= field.most;
    if (field.type !== "text") return true;
    if (typeof value !== "string") return false;
    try {
        field.canonical(value);
        return true;
    } catch {
        return false;
    }
}

/** What of a connection does not fit its grammar: pure, so that a preview can tell. */
export function connectionProblems(connection: Connection): Problem[] {
    const rows = Object.entries(table.properties).filter(([, { type }]) => ruleOf(type) !== undefined);
    const problems = rows.flatMap(([key, { type }]): Problem[] => {
        const property = key as keyof Connection;
        const value = connection[property];
        return value === undefined || fits(type, value) ? [] : [{ property, rule: ruleOf(type) as string }];
    });
    return needsAddress(connection)
        ? [...problems, { property: "address", rule: "given, unless transport is local" }]
        : problems;
}
