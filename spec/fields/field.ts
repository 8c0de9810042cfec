import type { Either, Field, Fields, Flag, In, List, Mapping, OneOf, Out, Properties, Text, Whole } from "../property";
import type { Given, Kept, Unfinished } from "../types";

export type { Either, Field, Fields, Flag, In, List, Mapping, OneOf, Out, RawOf, Text, Whole } from "../property";

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
