import { canonicalAddress } from "../../addressing";
import type { forwardingEntry } from "../../spec/entries";
import type { Out } from "../../spec/fields";
import { type Command, cmd, type Step, step } from "./command";
import { type Facts, section } from "./facts";

/** A forwarding entry of a tunnel: frames to this MAC go to this VTEP. */
export type FdbEntry = Out<typeof forwardingEntry>;

/** The MAC that stands for every destination without an entry, and for broadcast and multicast. */
export const everyone = "00:00:00:00:00:00";

/** The permanent entries of a tunnel: rows like `= 02:… dst 172.16.1.12 self permanent`. */
export function fdbIn(facts: Facts, dev: string): FdbEntry[] {
    return (section(facts, "fdb", dev)?.lines ?? []).flatMap((line) => {
        const row = /^= ([0-9a-f:]{17}) dst (\S+) /.exec(line);
        return row?.[1] && row[2] ? [{ mac: row[1], vtep: canonicalAddress(row[2]) }] : [];
    });
}

/** The MACs of a tunnel's entries that its bridge has an entry for too: rows like `= 02:… master`. */
export const switchedIn = (facts: Facts, dev: string): string[] =>
    (section(facts, "fdb", dev)?.lines ?? []).flatMap((line) => /^= ([0-9a-f:]{17}) master$/.exec(line)?.[1] ?? []);

/** A look's way to name entries: each by its MAC, those for everyone by their VTEP too. */
export const fdbKeys = (entries: readonly FdbEntry[]): string =>
    lines(entries.map(({ mac, vtep }) => (mac === everyone ? `${mac} ${vtep}` : mac)));

/** Texts between line ends, as the looks search them. */
export const lines = (texts: readonly string[]): string => ["", ...texts, ""].join("\n");

const same = (a: FdbEntry) => (b: FdbEntry) => a.mac === b.mac && a.vtep === b.vtep;

/**
 * Steps from the entries that are there to those wanted, new ones first, so that nothing is ever flushed. Only the
 * all-zero MAC may have several destinations (append); any other moves with replace.
 */
export function fdbSteps(seen: readonly FdbEntry[], wanted: readonly FdbEntry[], dev: string): Step[] {
    const put = ({ mac, vtep }: FdbEntry): Command =>
        cmd`bridge fdb ${mac === everyone ? "append" : "replace"} ${mac} dev ${dev} dst ${vtep}`;
    const del = ({ mac, vtep }: FdbEntry): Command => cmd`bridge fdb del ${mac} dev ${dev} dst ${vtep}`;
    const moved = (entry: FdbEntry) => (entry.mac === everyone ? undefined : seen.find(({ mac }) => mac === entry.mac));
    const added = wanted.filter((entry) => !seen.some(same(entry)));
    const gone = seen.filter(
        (entry) => !wanted.some(same(entry)) && !added.some((item) => item.mac === entry.mac && item.mac !== everyone),
    );
    return [
        ...added.map((entry) => {
            const old = moved(entry);
            return step(put(entry), old ? put(old) : del(entry));
        }),
        ...gone.map((entry) => step(del(entry), put(entry))),
    ];
}
