import { physicalName } from "../naming";
import { isNamed, type Properties, type Table } from "../spec/property";
import type { Problem } from "../spec/schema/inputs";
import { shapeOf } from "../spec/schema/schema";
import type { Inputs, Raw, Seen, State } from "../spec/types";
import { givingBack, type Lent, type Return } from "./adoption";
import type { Command } from "./kernel/command";
import type { Facts } from "./kernel/facts";
import type { Common, Kind, Plan } from "./kind";

/** What a kind does, beside what its table says of it. `kind.ts` says what each of these is for. */
export interface Deeds<T extends Table> {
    /** Default: nothing follows from other properties. A name that the table makes is there already. */
    complete?(inputs: Raw<T>): Inputs<T>;
    /** Default: none. */
    problems?(inputs: Inputs<T>): Problem[];
    identity(inputs: Inputs<T>): string;
    called?(seen: State<T>): string;
    look(inputs: Inputs<T>, wanted?: Inputs<T>): Command[];
    /** What a look found; the program's word is added to it. */
    parse(facts: Facts, owned: Inputs<T>): Seen<T> | undefined;
    missing?(facts: Facts, owned: Inputs<T>): string;
    notice?(before: State<T>, now: State<T>): string | undefined;
    warnings?(seen: State<T>, facts: Facts): readonly string[];
    declare?(inputs: Inputs<T>): void;
    forget?(inputs: Inputs<T>): void;
    readonly givesBack?: true;
    /** Of what is given back by `adoption.ts`: its links, each in its namespace; the first of them tells which thing it is. */
    links?(inputs: Inputs<T>): readonly (readonly [netns: string, link: string])[];
    /** From what is there to what was there before it was adopted; default `converge`. */
    giveBack?(seen: State<T>, before: State<T>): Return;
    /** Default, and the rule of what is only looked at: nothing to do. */
    converge?(seen: State<T> | undefined, wanted: Inputs<T>, known?: boolean): Plan;
    remove?(seen: State<T>): Plan;
}

const nothing = (): Plan => ({ demands: [], steps: [] });

/** A kind from its table and its deeds. */
export function define<const T extends Table>(table: T, deeds: Deeds<T>): Kind {
    const { type, noun, readonly, properties } = table;
    const words = Object.keys(properties).filter((key) => properties[key]?.word);
    let shape: Kind["shape"] | undefined;
    const kind = {
        problems: () => [],
        converge: nothing,
        remove: nothing,
        ...deeds,
        complete(inputs: Raw<T> & Common) {
            const usual = properties.name?.default;
            const name = inputs.name ?? (isNamed(usual) ? physicalName(inputs.owner, usual.named) : undefined);
            const whole = name === undefined ? inputs : { ...inputs, name };
            return deeds.complete?.(whole) ?? whole;
        },
        type,
        noun,
        ...(readonly && { readonly }),
        get shape() {
            shape ??= shapeOf(properties);
            return shape;
        },
        replaces: replacedBy(properties),
        standsOn: Object.keys(properties).filter((key) => properties[key]?.standsOn === true),
        parse(facts: Facts, owned: Inputs<T>) {
            const seen = deeds.parse(facts, owned);
            const said = Object.entries(owned).filter(([key]) => words.includes(key));
            return seen && { ...Object.fromEntries(said), ...seen };
        },
    };
    const defined = kind as unknown as Kind;
    const { links, giveBack } = deeds as Partial<Lent>;
    return links ? givingBack(defined, { links, ...(giveBack && { giveBack }) }) : defined;
}

/** The dotted paths of properties whose change makes the thing anew. */
const replacedBy = (properties: Properties): string[] =>
    Object.entries(properties).flatMap(([key, { type, replaces }]) => {
        if (replaces) return [key];
        return type.type === "object" ? replacedBy(type.properties).map((path) => `${key}.${path}`) : [];
    });
