import type { Field, Fields } from "../../spec/fields";
import type { Properties, Property } from "../../spec/property";

const literal = (value: unknown): string => JSON.stringify(value);

/** The type of what a program may give. */
export function givenType(field: Field): string {
    switch (field.type) {
        case "text":
            return field.numbers ? "number | string" : "string";
        case "whole":
            return "number";
        case "flag":
            return "boolean";
        case "oneOf":
            return field.values.map(literal).join(" | ");
        case "list":
            return `pulumi.Input<${givenType(field.of)}>[]`;
        case "object":
            return `${field.name}Args`;
        case "record":
            return `Record<string, pulumi.Input<${givenType(field.of)}>>`;
        case "either":
            return field.fields.map(givenType).join(" | ");
    }
}

/** The type of what a state has. */
export function keptType(field: Field): string {
    switch (field.type) {
        case "text":
            return "string";
        case "list": {
            const item = keptType(field.of);
            return item.includes("|") ? `(${item})[]` : `${item}[]`;
        }
        case "object":
            return field.name;
        case "record":
            return `Record<string, ${keptType(field.of)}>`;
        case "either":
            return field.fields.map(keptType).join(" | ");
        default:
            return givenType(field);
    }
}

/** The type of an output. */
export function outputType({ type, absent, implied }: Property): string {
    const kept =
        type.type === "flag" && implied !== undefined
            ? String(!implied)
            : keptType(type)
                  .split(" | ")
                  .filter((word) => implied === undefined || word !== literal(implied))
                  .join(" | ");
    return absent === undefined && implied === undefined ? kept : `${kept} | undefined`;
}

/** The objects inside properties, each once, the inner ones too. */
export function objectsIn(properties: Properties): Fields[] {
    const inside = (field: Field): Fields[] =>
        field.type === "object"
            ? [field, ...objectsIn(field.properties)]
            : field.type === "list" || field.type === "record"
              ? inside(field.of)
              : [];
    const all = Object.values(properties).flatMap(({ type }) => inside(type));
    return [...new Map(all.map((field) => [field.name, field])).values()];
}

/** What a program gives, what is an output. */
export const isArg = ({ from, internal }: Property): boolean => from === undefined && !internal;
export const isOutput = ({ internal }: Property): boolean => !internal;
