import type * as zod from "zod";
import { connection } from "../../spec/connection";
import { address, type Field, linkName, whole } from "../../spec/fields";
import { nearest } from "../../spec/nearest";
import type { HostConnection } from "../resources/host-connection";

const { mark: _, ...reach } = connection.properties;
/** How a machine is reached, and where it stands in the underlay. */
const fields: Readonly<Record<string, Field>> = {
    ...Object.fromEntries(Object.entries(reach).map(([key, { type }]) => [key, type])),
    underlay: address,
    device: linkName,
    underlayMtu: whole(576, 65535),
};

const shown = (input: unknown) => JSON.stringify(input);

/** What a value of a field has to look like: texts, numbers, flags and words, as a connection has them. */
function schemaOf({ z }: typeof zod, field: Field): zod.ZodType {
    if (field.type === "flag") return z.boolean({ error: ({ input }) => `${shown(input)} is not true or false` });
    if (field.type === "oneOf")
        return z.literal([...field.values], {
            error: ({ input }) => `${shown(input)} is not one of ${field.values.join(", ")}`,
        });
    if (field.type === "whole")
        return z
            .number({ error: ({ input }) => `${shown(input)} is not a number` })
            .refine((value) => Number.isInteger(value) && value >= field.least && value <= field.most, {
                error: ({ input }) => `${shown(input)} is not a whole number from ${field.least} to ${field.most}`,
            });
    return z
        .string({ error: ({ input }) => (input === undefined ? "is missing" : `${shown(input)} is not a string`) })
        .min(1, { error: "is empty", abort: true })
        .transform((value, context) => {
            try {
                return field.type === "text" ? field.canonical(value) : value;
            } catch (error) {
                context.addIssue({ code: "custom", message: (error as Error).message });
                return z.NEVER;
            }
        });
}

/** What a list of machines has to look like. */
function listOf(library: typeof zod) {
    const { z } = library;
    const shape = Object.fromEntries(
        Object.entries(fields).map(([key, field]) => {
            const schema = schemaOf(library, field);
            return [key, key === "name" ? schema : schema.optional()];
        }),
    );

    const entry = z
        .strictObject(shape, {
            error: (issue) =>
                issue.code === "unrecognized_keys"
                    ? issue.keys.map((key) => unknownKey(key)).join("; ")
                    : `${shown(issue.input)} is not a machine with a name and an address`,
        })
        .superRefine(({ transport, address: at }, context) => {
            if (transport !== "local" && at === undefined)
                context.addIssue({
                    code: "custom",
                    path: ["address"],
                    message: 'is missing: give it, or transport: "local"',
                });
        });

    return z
        .array(entry, { error: ({ input }) => `${shown(input)} is not a list of machines` })
        .min(1, "is empty: name at least one machine")
        .superRefine((list, context) => {
            list.forEach((item, index) => {
                const first = list.findIndex((other) => other.name === item.name);
                if (first < index)
                    context.addIssue({
                        code: "custom",
                        path: [index, "name"],
                        message: `${item.name} stands twice, at ${first} too`,
                    });
            });
        });
}

/** One machine of a stack's configuration. */
export interface HostEntry extends Omit<HostConnection, "mark"> {
    readonly underlay?: string;
    readonly device?: string;
    readonly underlayMtu?: number;
}

function unknownKey(key: string): string {
    const known = Object.keys(fields);
    const meant = nearest(key, known);
    return `unknown property ${key}${meant ? `; did you mean ${meant}?` : `; there are ${known.join(", ")}`}`;
}

let list: ReturnType<typeof listOf> | undefined;

/** The machines of a configuration value, or what is wrong, each as `hosts[1].address: why`. */
export function hostEntries(key: string, value: unknown): HostEntry[] {
    // Loaded here: it takes longer than the rest of this package, and most programs do without it.
    list ??= listOf(require("zod") as typeof zod);
    const result = list.safeParse(value);
    if (result.success) return result.data as unknown as HostEntry[];
    const place = (path: readonly PropertyKey[]) =>
        path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
    const problems = result.error.issues.map(({ path, message }) => `${key}${place(path)}: ${message}`);
    throw new Error(`the configuration of this stack cannot be used: ${problems.join("; ")}`);
}
