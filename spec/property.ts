import type { Field } from "./fields/field";

/** A default that follows from other properties, in words: check works it out, so that a preview knows it. */
export interface WorkedOut {
    readonly workedOut: string;
}

export const workedOut = <const W extends string>(words: W): { readonly workedOut: W } => ({ workedOut: words });

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
