import { MAX_DEVICE_NAME } from "../naming";

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

/** A default that follows from other properties, in words: check works it out, so that a preview knows it. */
export interface WorkedOut {
    readonly workedOut: string;
}

export const workedOut = <const W extends string>(words: W): { readonly workedOut: W } => ({ workedOut: words });

/** A default made from the logical name and a hash, as `physicalName` (naming/names.ts) makes it. */
export interface Named extends WorkedOut {
    readonly named: { readonly prefix: string; readonly max: number };
}

/** The name on the host of what the program gives none. */
export const named = (prefix: string, max: number = MAX_DEVICE_NAME): Named => ({
    workedOut: `${prefix && `\`${prefix}\`, `}the logical name and a hash; at most ${max} bytes`,
    named: { prefix, max },
});

export const isNamed = (usual: unknown): usual is Named =>
    typeof usual === "object" && usual !== null && "named" in usual;

/** One property of a kind: everything that is to be said of it, and nowhere else. */
export interface Property {
    readonly type: Field;
    /** What it is, as whole sentences in Markdown. */
    readonly meaning: string;
    /** What it is as an output, where that is not the same. */
    readonly output?: string;

    // What holds where a program does not give it: one of these four, and nothing for what no program gives.
    readonly required?: true;
    readonly default?: unknown;
    /** In words: it stays undefined, and that means this. */
    readonly absent?: string;
    /** The value that means the same as none, and is kept as none. */
    readonly implied?: string | boolean;

    /** A change deletes the thing and makes it anew. */
    readonly replaces?: true;
    /** What a change does, where "in place" is not all. */
    readonly change?: string;
    /**
     * It names what the thing stands on and goes down with: where that is replaced, so is this. `"ours"` where the name may
     * also be that of something which is no resource of this package.
     */
    readonly standsOn?: true | "ours";

    /** Who says it: the program (default), the resource's class, `check`, which works it out and keeps it, or only the host. */
    readonly from?: "class" | "check" | "host";
    /** What a plain host of today says, where only the host does: what mocks answer. */
    readonly sample?: unknown;
    /** The program's word alone: no look at the host tells it. */
    readonly word?: true;
    /** Kept in the state for ourselves: no output of the resource. */
    readonly internal?: true;
}

export type Properties = Readonly<Record<string, Property>>;

/** Properties that are the program's word alone, such as what reaches the host only as rules, which are what is seen. */
export function words<const P extends Properties>(properties: P): { readonly [K in keyof P]: P[K] & { word: true } } {
    const marked = Object.entries(properties).map(([key, property]) => [key, { ...property, word: true }]);
    return Object.fromEntries(marked);
}

/** A kind of resource. */
export interface Table {
    /** The name of the resource, `Bridge`. */
    readonly type: string;
    /** What a user calls it in a sentence: "bridge". */
    readonly noun: string;
    readonly meaning: string;
    /** A program that shows it. */
    readonly example: string;
    /** There is nothing to make or remove: creating and updating it are a look, deleting it asks nobody. */
    readonly readonly?: true;
    readonly properties: Properties;
}

/** A table, with the literal types that everything else follows from. */
export const table = <const T extends Table>(row: T): T => row;
