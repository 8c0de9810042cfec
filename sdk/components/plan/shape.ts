import type { Flag, OneOf, Text, Whole } from "../../../spec/fields";

/** What an arg of a component takes, as plain data: a field as resources have it, or what only programs have. */
export type Shape = Text | Whole | Flag | OneOf | Items | Named | Args | OfKind | Like | Later | EitherOf | Anything;

interface Items {
    readonly type: "items";
    readonly of: Shape;
}

/** Values under names that the program chooses. */
interface Named {
    readonly type: "named";
    readonly form: string;
    readonly of: Shape;
}

/** An object of exactly these args. */
export interface Args {
    readonly type: "args";
    /** What it is, for who gives something else. */
    readonly form: string;
    readonly args: Readonly<Record<string, Shape>>;
    readonly required: readonly string[];
}

/** A resource. */
interface OfKind {
    readonly type: "resource";
    readonly kind: string;
}

/** An object or function with these properties, whatever else it has. */
interface Like {
    readonly type: "like";
    readonly form: string;
    readonly has: readonly string[];
}

/** What may also be an output. */
interface Later {
    readonly type: "later";
    readonly of: Shape;
}

interface EitherOf {
    readonly type: "eitherOf";
    readonly shapes: readonly Shape[];
}

/** Left to the resource that gets it. */
interface Anything {
    readonly type: "any";
}

export const items = (of: Shape): Items => ({ type: "items", of });
export const named = (form: string, of: Shape): Named => ({ type: "named", form, of });
export const resource = (kind: string): OfKind => ({ type: "resource", kind });
export const like = (form: string, ...has: string[]): Like => ({ type: "like", form, has });
export const later = (of: Shape): Later => ({ type: "later", of });
export const eitherOf = (...shapes: Shape[]): EitherOf => ({ type: "eitherOf", shapes });
export const anything: Anything = { type: "any" };
export const args = (form: string, properties: Readonly<Record<string, Shape>>, ...required: string[]): Args => ({
    type: "args",
    form,
    args: properties,
    required,
});

/** What a shape takes, in a sentence. */
export function formOf(shape: Shape): string {
    switch (shape.type) {
        case "whole":
            return "a number";
        case "flag":
            return "true or false";
        case "oneOf":
            return shape.values.map((value) => JSON.stringify(value)).join(", ");
        case "items":
            return "a list";
        case "resource":
            return `a ${shape.kind}`;
        case "later":
            return formOf(shape.of);
        case "eitherOf":
            return shape.shapes.map(formOf).join(" or ");
        case "any":
            return "a value";
        default:
            return shape.form;
    }
}
