import { z } from "zod";
import { notNumber, show, unknownProperty } from "../words";
import { isKnown, isUnknown, spread, spreads } from "./unknown";

/** What is wrong with a property, in words. */
export interface Problem {
    readonly property: string;
    readonly reason: string;
}

export { isKnown, isUnknown, show };

/** A schema that lets the unknown marker pass unexamined. */
export function known<T>(schema: z.ZodType<T>): z.ZodType<T> {
    const lenient = z.unknown().transform((value, context): T => {
        if (isUnknown(value)) return value as T;
        if (value === undefined) {
            context.addIssue({ code: "custom", message: "is missing" });
            return z.NEVER;
        }
        const result = schema.safeParse(value);
        if (result.success) return result.data;
        for (const { path, message } of result.error.issues)
            context.addIssue({ code: "custom", path: [...path], message });
        return z.NEVER;
    });
    return spreads(lenient, (value) => spread(schema, value));
}

/** An object of exactly these properties, each of which may be unknown. */
export function object<S extends z.ZodRawShape>(shape: S) {
    const schema = z.strictObject(shape, {
        error: (issue) =>
            issue.code === "unrecognized_keys"
                ? issue.keys.map((key) => unknownProperty(key, Object.keys(shape))).join("; ")
                : `${show(issue.input)} is not an object`,
    });
    const properties = Object.entries(shape as unknown as Readonly<Record<string, z.ZodType>>);
    return spreads(schema, (value) => {
        const given = value as Readonly<Record<string, unknown>>;
        const keys = properties.filter(([key]) => isUnknown(value) || key in given);
        return Object.fromEntries(
            keys.map(([key, item]) => [key, spread(item, isUnknown(value) ? value : given[key])]),
        );
    });
}

/** A text that a function brings into canonical form, or refuses with the message it throws. */
export function text(canonical: (value: string) => string): z.ZodType<string> {
    return known(
        z.string({ error: (issue) => `${show(issue.input)} is not a string` }).transform((value, context) => {
            try {
                return canonical(value);
            } catch (error) {
                context.addIssue({ code: "custom", message: (error as Error).message });
                return z.NEVER;
            }
        }),
    );
}

/** A whole number from `least` to `most`. */
export const integer = (least: number, most: number): z.ZodType<number> =>
    known(
        z
            .number({ error: ({ input }) => notNumber(input) })
            .refine((value) => Number.isInteger(value) && value >= least && value <= most, {
                error: (issue) => `${show(issue.input)} is not a whole number from ${least} to ${most}`,
            }),
    );

export const flag: z.ZodType<boolean> = known(
    z.boolean({ error: (issue) => `${show(issue.input)} is not true or false` }),
);

/** One of some values. */
export const word = <const W extends readonly (string | number | boolean)[]>(...words: W): z.ZodType<W[number]> =>
    known(
        z.literal([...words], {
            error: (issue) => `${show(issue.input)} is not one of ${words.join(", ")}`,
        }) as z.ZodType<W[number]>,
    );

/** A list in which no item stands twice, or with `repeats` counts once; `sorted` where its order means nothing. */
export function list<T>(
    item: z.ZodType<T>,
    options: { readonly sorted?: boolean; readonly repeats?: boolean; readonly key?: (item: T) => string } = {},
): z.ZodType<T[]> {
    const key = options.key ?? ((value: T) => JSON.stringify(value));
    const schema = known(
        z.array(item, { error: (issue) => `${show(issue.input)} is not a list` }).transform((items, context) => {
            const seen = new Set<string>();
            if (options.repeats) return [...new Map(items.map((value) => [key(value), value])).values()];
            items.forEach((value, index) => {
                if (isKnown(value) && seen.has(key(value)))
                    context.addIssue({
                        code: "custom",
                        path: [index],
                        message: `${key(value).replaceAll('"', "")} stands twice`,
                    });
                seen.add(key(value));
            });
            return options.sorted ? [...items].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0)) : items;
        }),
    );
    return spreads(schema, (value) =>
        isUnknown(value) ? [spread(item, value)] : (value as unknown[]).map((each) => spread(item, each)),
    );
}

/** `peer.addresses[1]`, as a user writes it. */
const property = (path: readonly PropertyKey[]): string =>
    path.reduce<string>(
        (all, part) => (typeof part === "number" ? `${all}[${part}]` : all ? `${all}.${String(part)}` : String(part)),
        "",
    );

/** The values in canonical form, or everything that is wrong with them. */
export function parseInputs<T>(
    schema: z.ZodType<T>,
    value: unknown,
): { readonly inputs: T } | { readonly problems: Problem[] } {
    const result = schema.safeParse(value);
    if (result.success) return { inputs: result.data };
    return {
        problems: result.error.issues.map((issue) => ({ property: property(issue.path), reason: issue.message })),
    };
}
