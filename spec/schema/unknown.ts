import { unknownValue } from "@pulumi/pulumi/runtime";
import type { z } from "zod";

/** Whether a value is not known yet: Pulumi sends this marker in previews, at any depth. */
export const isUnknown = (value: unknown): boolean => value === unknownValue;

/** Whether neither the values nor anything inside them is unknown. */
export const isKnown = (...values: readonly unknown[]): boolean => !JSON.stringify(values).includes(unknownValue);

/** What is made up from other values: not known while one of them is not. What is unknown stands where a value of any type would. */
export const derived = <T>(from: unknown, make: () => T): T => (isKnown(from) ? make() : (unknownValue as T));

const spreaders = new WeakMap<z.ZodType, (value: unknown) => unknown>();

/** Teaches `spread` a schema that lists or objects pass; returns the schema. */
export function spreads<S extends z.ZodType>(schema: S, spreader: (value: unknown) => unknown): S {
    spreaders.set(schema, spreader);
    return schema;
}

/** The schema inside those that only say "may be missing". */
function inner(schema: z.ZodType): z.ZodType {
    const { innerType } = schema.def as { readonly innerType?: z.ZodType };
    return innerType && !spreaders.has(schema) ? inner(innerType) : schema;
}

/**
 * The values with the marker deep inside: an unknown list as one of an unknown item, an unknown object as one of unknown
 * properties. So a kind that reads them finds the types that it expects.
 */
export const spread = (schema: z.ZodType, value: unknown): unknown => spreaders.get(inner(schema))?.(value) ?? value;

/** The values with the marker where it was before `spread`. */
export function gathered<T>(values: T, before: unknown): T {
    if (isUnknown(before)) return before as T;
    if (typeof values !== "object" || values === null || typeof before !== "object" || before === null) return values;
    const was = before as Readonly<Record<string, unknown>>;
    if (Array.isArray(values)) return values.map((item, index) => gathered(item, was[index])) as T;
    return Object.fromEntries(Object.entries(values).map(([key, item]) => [key, gathered(item, was[key])])) as T;
}
