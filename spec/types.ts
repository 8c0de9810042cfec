import type { Field, In, Named, Out, Properties, Property, RawOf, Table, WorkedOut } from "./property";

type Flat<T> = { readonly [K in keyof T]: T[K] };
type Keys<P extends Properties, Like> = { [K in keyof P]: P[K] extends Like ? K : never }[keyof P];

/** What only the host says. */
type Seeable<P extends Properties> = Keys<P, { readonly from: "host" }>;
/** What may be undefined in a state: there is no default, or one that is kept as nothing. */
type Absent<P extends Properties> = Keys<P, { readonly absent: string }> | Keys<P, { readonly implied: unknown }>;
/** What `complete` fills in: a name that a table makes is there before. */
type Later<P extends Properties> =
    | Exclude<Keys<P, { readonly default: WorkedOut }>, Keys<P, { readonly default: Named }>>
    | Keys<P, { readonly from: "check" }>;

type ValueOf<R extends Property> = R extends { readonly type: infer F extends Field }
    ? R extends { readonly implied: infer I }
        ? Exclude<Out<F>, I>
        : Out<F>
    : never;

/** What a program gives: an object of these properties. */
export type Given<P extends Properties> = Flat<
    { [K in Keys<P, { readonly required: true }>]: In<P[K]["type"]> } & {
        [K in Exclude<keyof P, Keys<P, { readonly required: true }> | Seeable<P>>]?: In<P[K]["type"]>;
    }
>;

/** What a state keeps of them. */
export type Kept<P extends Properties> = Flat<
    { [K in Exclude<keyof P, Absent<P>>]: ValueOf<P[K]> } & { [K in Absent<P>]?: ValueOf<P[K]> }
>;

/** What is kept of properties before those that follow from others are filled in. */
export type Unfinished<P extends Properties> = Flat<
    { [K in Exclude<keyof P, Absent<P> | Later<P>>]: RawOf<P[K]["type"]> } & {
        [K in Absent<P> | Later<P>]?: RawOf<P[K]["type"]>;
    }
>;

/** The inputs of a kind in canonical form, before `complete`: without what follows from others. */
export type Raw<T extends Table> = Unfinished<Omit<T["properties"], Seeable<T["properties"]>>>;

/** The inputs of a kind, complete. */
export type Inputs<T extends Table> = Kept<Omit<T["properties"], Seeable<T["properties"]>>>;

/** What a state of a kind holds. */
export type State<T extends Table> = Kept<T["properties"]> & Found;

/** What a look may find of any thing. */
interface Found {
    /** It is ours: an operation which was killed made it, and did not come to mark it. */
    readonly unfinished?: boolean;
    /** It was adopted: what was there before, as JSON. */
    readonly before?: string;
}

/** Each key named, be it to say that it is not there. */
type Whole<V> = V extends readonly unknown[] ? V : V extends object ? { readonly [K in keyof Required<V>]: V[K] } : V;

/** What a look must bring back: every property that is not the program's word alone, so that none is forgotten. */
export type Seen<
    T extends Table,
    P extends Properties = Omit<T["properties"], Keys<T["properties"], { readonly word: true }>>,
> = Flat<
    { [K in Exclude<keyof P, Absent<P>>]: Whole<ValueOf<P[K]>> } & {
        [K in Absent<P>]: Whole<ValueOf<P[K]>> | undefined;
    }
> &
    Found;
