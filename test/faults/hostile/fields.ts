import { unknownValue } from "@pulumi/pulumi/runtime";
import type { Kind } from "../../../provider/kind";
import { object } from "../../../spec/schema/inputs";
import { isUnknown, spread } from "../../../spec/schema/unknown";

/** A place in the inputs of a kind: names of properties, and 0 for the item of a list. */
export type Path = readonly (string | 0)[];

/**
 * Every place of a kind's inputs that holds a single value, found in the schema itself; where that does not say what is
 * inside (a record, something transformed), in a full program input.
 */
export const fieldsOf = (kind: Kind, sample: object): Path[] =>
    leaves(spread(object(kind.shape), unknownValue), sample);

function leaves(schema: unknown, sample: unknown, path: Path = []): Path[] {
    const inside = isUnknown(schema) || typeof schema !== "object" ? sample : schema;
    if (typeof inside !== "object" || inside === null) return [path];
    const of = (key: string | 0) => {
        const [a, b] = [schema, sample].map((each) => (each as Record<string | 0, unknown> | undefined)?.[key]);
        return leaves(a, b, [...path, key]);
    };
    return Array.isArray(inside) ? of(0) : Object.keys(inside).flatMap(of);
}

/** A full program input with another value at one place, lists and objects on the way made where missing. */
export function withField(sample: object, path: Path, value: unknown): Record<string, unknown> {
    const all = structuredClone(sample) as Record<string, unknown>;
    let at = all as Record<string | 0, unknown>;
    for (const [index, key] of path.slice(0, -1).entries()) {
        const next = at[key];
        at[key] = typeof next === "object" && next !== null ? next : path[index + 1] === 0 ? [] : {};
        at = at[key] as Record<string | 0, unknown>;
    }
    at[path.at(-1) as string] = value;
    return all;
}

/** What stands at a place of a full program input, as text. */
export function usual(sample: object, path: Path): string {
    let at: unknown = sample;
    for (const key of path) at = (at as Record<string | 0, unknown> | undefined)?.[key];
    return typeof at === "object" ? "" : String(at ?? "");
}
