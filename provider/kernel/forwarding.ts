import { markOf, ownerIn } from "../../naming";
import { type Command, cmd, type Step, step, withInput } from "./command";
import { type Facts, section } from "./facts";
import { everyone, type FdbEntry, fdbIn } from "./fdb";
import { type Neighbour, neighboursIn } from "./neighbour";

/** What an owner holds on a tunnel: entries to everyone and to one MAC, and neighbours on the link where they are looked up. */
export interface Held {
    readonly fdb: readonly FdbEntry[];
    readonly neighbours: readonly Neighbour[];
}

/** Where it is held: the tunnel, the name of the note, and the link of the neighbours. */
export interface Place {
    readonly tunnel: string;
    readonly name: string;
    readonly neighboursOn: string;
}

export const heldLook = ({ tunnel, name, neighboursOn }: Place): Command =>
    cmd`forwarding_facts ${tunnel} ${name} ${neighboursOn}`;

/** What is held under a name, and whose the note says it is; undefined where there is no note. */
export function heldIn(facts: Facts, place: Place, owner: string): (Held & { readonly owner: string }) | undefined {
    const found = section(facts, "forwarding", place.tunnel, place.name);
    return (
        found && {
            owner: ownerIn(found.lines[0]?.slice(2) ?? "", owner),
            fdb: fdbIn(facts, place.tunnel),
            neighbours: neighboursIn(facts, place.neighboursOn),
        }
    );
}

/** Rows of a note, one an entry. */
const rowsOf = ({ tunnel, neighboursOn }: Place, { fdb, neighbours }: Held): string[] => [
    ...fdb.map(({ mac, vtep }) => `fdb ${tunnel} ${mac} dst ${vtep}`),
    ...neighbours.map(({ address, mac }) => `neighbour ${neighboursOn} ${address} lladdr ${mac}`),
];

/** Notes what is held, and what was nobody's before where that is adopted; several lists together where one is about to become the other. */
export const noteCommand = (
    place: Place,
    { owner, adopt }: { readonly owner: string; readonly adopt: boolean },
    ...held: readonly Held[]
): Command =>
    withInput(
        cmd`forwarding_note ${place.tunnel} ${place.name} ${owner && markOf(owner)} ${adopt ? "adopt" : ""}`,
        [...new Set(held.flatMap((item) => rowsOf(place, item)))].join("\n"),
    );

export const forgetCommand = ({ tunnel, name }: Place): Command => cmd`forwarding_forget ${tunnel} ${name}`;

/** Asks whether what is new is free. */
export function freeEntries(place: Place, adopt: boolean, seen: Held, wanted: Held): Command {
    const known = new Set(rowsOf(place, seen));
    const fresh = rowsOf(place, wanted).filter((row) => !known.has(row));
    const { tunnel, name, neighboursOn } = place;
    return withInput(cmd`free_entries ${tunnel} ${name} ${neighboursOn} ${String(adopt)}`, fresh.join("\n"));
}

/** Flooding entries and the others as one list, as the kernel keeps them. */
export const heldOf = (inputs: {
    readonly peers: readonly string[];
    readonly forwarding: readonly FdbEntry[];
    readonly neighbors: readonly Neighbour[];
}): Held => ({
    fdb: [...inputs.peers.map((vtep) => ({ mac: everyone, vtep })), ...inputs.forwarding],
    neighbours: inputs.neighbors,
});

/** The MACs of entries to one each. */
const macsOf = (entries: readonly FdbEntry[]): string[] =>
    entries.map(({ mac }) => mac).filter((mac) => mac !== everyone);

/** Makes the bridge of a tunnel know, or forget, that these are behind it. */
export const switchCommand = (verb: "replace" | "del", tunnel: string, entries: readonly FdbEntry[]): Command =>
    withInput(cmd`switch_entries ${verb} ${tunnel}`, macsOf(entries).join("\n"));

/** Steps that make the bridge of a tunnel know what is behind it, new entries first. */
export function switchSteps(
    tunnel: string,
    seen: readonly FdbEntry[],
    wanted: readonly FdbEntry[],
): { readonly added: Step[]; readonly gone: Step[] } {
    const without = (all: readonly FdbEntry[], some: readonly FdbEntry[]) =>
        all.filter(({ mac }) => mac !== everyone && !some.some((item) => item.mac === mac));
    const act = (verb: "replace" | "del", entries: readonly FdbEntry[]) => switchCommand(verb, tunnel, entries);
    const [fresh, stale] = [without(wanted, seen), without(seen, wanted)];
    return {
        added: fresh.length > 0 ? [step(act("replace", fresh), act("del", fresh))] : [],
        gone: stale.length > 0 ? [step(act("del", stale), act("replace", stale))] : [],
    };
}
