import type { Properties } from "../property";
import type { Given, Kept, Unfinished } from "../types";

/** A text, which `canonical` brings into its one spelling or refuses with the message that it throws. */
export interface Text {
    readonly type: "text";
    /** What it looks like, as a docs page says it. */
    readonly form: string;
    readonly canonical: (value: string) => string;
    /** A number is taken for its digits. */
    readonly numbers?: true;
}

/** A whole number, in this unit. */
export interface Whole {
    readonly type: "whole";
    readonly least: number;
    readonly most: number;
    readonly unit?: string;
}

export interface Flag {
    readonly type: "flag";
}

/** One of some values. */
export interface OneOf {
    readonly type: "oneOf";
    readonly values: readonly (string | number | boolean)[];
}

/** Items of which none stands twice, or with `repeats` each counts once; `sorted` where their order means nothing. */
export interface List {
    readonly type: "list";
    readonly of: Field;
    readonly sorted?: boolean;
    readonly repeats?: boolean;
    /** What two items cannot both be. */
    readonly key?: (item: never) => string;
}

/** An object with properties of its own. */
export interface Fields {
    readonly type: "object";
    /** Its name in TypeScript: `LinkRoute`, and `LinkRouteArgs` where a program gives it. */
    readonly name: string;
    readonly meaning: string;
    readonly properties: Properties;
    /** Its one spelling, where that is more than the spelling of each property. */
    readonly canonical?: (value: never) => unknown;
}

/** Values under keys that the program chooses. */
export interface Mapping {
    readonly type: "record";
    readonly keys: Text;
    readonly of: Field;
    readonly sorted?: boolean;
}

/** A value of one type or of another. */
export interface Either {
    readonly type: "either";
    readonly fields: readonly Field[];
}

/**
 * The type of a property. For TypeScript alone: `In` is what a program may give, `Out` what the state has, `Raw` the same
 * before what follows from other properties is filled in.
 */
export type Field<In = unknown, Out = unknown, Raw = Out> = (
    | Text
    | Whole
    | Flag
    | OneOf
    | List
    | Fields
    | Mapping
    | Either
) & {
    readonly given?: In;
    readonly kept?: Out;
    readonly raw?: Raw;
};

export type In<F extends Field> = NonNullable<F["given"]>;
export type Out<F extends Field> = NonNullable<F["kept"]>;

export type RawOf<F extends Field> = NonNullable<F["raw"]>;

export const text = (form: string, canonical: (value: string) => string = (value) => value) =>
    ({ type: "text", form, canonical }) as Text & Field<string, string>;

/** A text that may be given as a number. */
export const digits = (form: string, canonical: (value: string) => string) =>
    ({ type: "text", form, canonical, numbers: true }) as Text & Field<string | number, string>;

/** A text of this pattern. */
export const written = (pattern: RegExp, rule: string) =>
    text(rule, (value) => {
        if (pattern.test(value)) return value;
        throw new Error(`${JSON.stringify(value)} is not ${rule}`);
    });

export const whole = (least: number, most: number, unit?: string) =>
    ({ type: "whole", least, most, ...(unit && { unit }) }) as Whole & Field<number, number>;

export const flag = { type: "flag" } as Flag & Field<boolean, boolean>;

export const oneOf = <const V extends OneOf["values"]>(...values: V) =>
    ({ type: "oneOf", values }) as OneOf & Field<V[number], V[number]>;

export const list = <F extends Field>(
    of: F,
    options: { readonly sorted?: boolean; readonly repeats?: boolean; readonly key?: (item: Out<F>) => string } = {},
) => ({ type: "list", of, ...options }) as unknown as List & Field<readonly In<F>[], readonly Out<F>[]>;

export const object = <const P extends Properties>(
    name: string,
    meaning: string,
    properties: P,
    canonical?: (value: Unfinished<P>) => Unfinished<P>,
) =>
    ({ type: "object", name, meaning, properties, ...(canonical && { canonical }) }) as unknown as Omit<
        Fields,
        "properties"
    > & {
        readonly properties: P;
    } & Field<Given<P>, Kept<P>, Unfinished<P>>;

export const record = <F extends Field>(keys: Text, of: F, options: { readonly sorted?: boolean } = {}) =>
    ({ type: "record", keys, of, ...options }) as unknown as Mapping &
        Field<Readonly<Record<string, In<F>>>, Readonly<Record<string, Out<F>>>>;

export const either = <const F extends readonly Field[]>(...fields: F) =>
    ({ type: "either", fields }) as unknown as Either & Field<In<F[number]>, Out<F[number]>>;
