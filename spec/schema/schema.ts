import { z } from "zod";
import type { Either, Field, Fields, Mapping, Text } from "../fields";
import type { Properties, Property } from "../property";
import { flag, integer, known, list, object, show, text, word } from "./inputs";

const schemas = new WeakMap<Field, z.ZodType>();

/** What `check` validates a field with, made when it is first asked for. */
export function schemaOf(field: Field): z.ZodType {
    const schema = schemas.get(field) ?? made(field);
    schemas.set(field, schema);
    return schema;
}

/** The schemas of all properties but those that only a host tells. */
export const shapeOf = (properties: Properties): Readonly<Record<string, z.ZodType>> =>
    Object.fromEntries(
        Object.entries(properties).flatMap(([key, property]) =>
            property.from === "host" ? [] : [[key, propertyOf(property)]],
        ),
    );

function propertyOf({ type, required, default: usual }: Property): z.ZodType {
    const schema = schemaOf(type);
    if (required) return schema;
    const isValue = usual !== undefined && !(typeof usual === "object" && usual !== null && "workedOut" in usual);
    return isValue ? schema.default(usual) : schema.optional();
}

function made(field: Field): z.ZodType {
    switch (field.type) {
        case "text":
            return field.numbers ? digitsOf(field) : text(field.canonical);
        case "whole":
            return integer(field.least, field.most);
        case "flag":
            return flag;
        case "oneOf":
            return word(...field.values);
        case "list":
            return list(schemaOf(field.of), field as { readonly key?: (item: unknown) => string });
        case "object":
            return known(objectOf(field));
        case "record":
            return recordOf(field);
        case "either":
            return eitherOf(field);
    }
}

/** A text that may be given as a number. */
function digitsOf({ canonical, form }: Text): z.ZodType {
    const given = z.union([z.string(), z.number()], { error: ({ input }) => `${show(input)} is not ${form}` });
    return known(given.transform((value, context) => attempt(context, () => canonical(String(value)))));
}

function objectOf({ properties, canonical }: Fields): z.ZodType {
    const schema = object(shapeOf(properties));
    if (!canonical) return schema;
    return schema.transform((value) => (canonical as (value: unknown) => unknown)(value));
}

function recordOf({ keys, of, sorted }: Mapping): z.ZodType {
    const entries = z.record(z.string(), schemaOf(of), {
        error: ({ input }) => `${show(input)} is not an object of keys and values`,
    });
    return known(
        entries.transform((value, context) => {
            for (const key of Object.keys(value)) attempt(context, () => keys.canonical(key), [key]);
            const rows = Object.entries(value);
            return Object.fromEntries(sorted ? rows.sort(([a], [b]) => (a < b ? -1 : 1)) : rows);
        }),
    );
}

/** The field that a value is meant for says what is wrong with it; where none is, all say what they take. */
function eitherOf({ fields }: Either): z.ZodType {
    return known(
        z.unknown().transform((value, context) => {
            const meant = fields.find((field) => takes(field, value));
            const result = meant && schemaOf(meant).safeParse(value);
            if (result?.success) return result.data;
            const told =
                meant &&
                (meant.type === "list" || meant.type === "text" || (meant.type === "oneOf" && meant.values.length > 1));
            const neither = `${show(value)} is neither ${fields.map(formOf).join(" nor ")}`;
            const issues = told && result ? result.error.issues : [{ path: [], message: neither }];
            for (const { path, message } of issues) context.addIssue({ code: "custom", path: [...path], message });
            return z.NEVER;
        }),
    );
}

const takes = (field: Field, value: unknown): boolean =>
    field.type === "list"
        ? Array.isArray(value)
        : field.type === "oneOf"
          ? field.values.some((item) => typeof item === typeof value)
          : typeof value ===
            ({ text: "string", whole: "number", flag: "boolean" } as Record<string, string>)[field.type];

/** What a field takes, in words. */
function formOf(field: Field): string {
    if (field.type === "oneOf") return field.values.map((value) => JSON.stringify(value)).join(" or ");
    if (field.type === "whole") return `a whole number from ${field.least} to ${field.most}`;
    return field.type === "text" ? field.form : `a ${field.type}`;
}

function attempt<T>(context: z.RefinementCtx, action: () => T, path: PropertyKey[] = []): T {
    try {
        return action();
    } catch (error) {
        context.addIssue({ code: "custom", path, message: (error as Error).message });
        return z.NEVER;
    }
}
