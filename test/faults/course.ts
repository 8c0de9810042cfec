import type { Ground } from "../lab/kinds/harness";
import type { Subject, Values } from "../lab/kinds/subject";
import type { KindSample } from "../samples/sample";
import { destroy, type Kept, up } from "./one-resource";

/** What `pulumi up` or `destroy` does with one resource. */
export const operations = ["create", "grow", "shrink", "delete"] as const;
export type OperationName = (typeof operations)[number];

/** One kind on one host of a lab. */
export interface KindOnHost {
    readonly ground: Ground;
    readonly node: string;
    readonly kind: KindSample;
    /** The host with what the kind needs around it, and nothing of ours; another one after a trial that left something. */
    before: string;
}

export async function kindOnHost(ground: Ground, node: string, kind: KindSample): Promise<KindOnHost> {
    await ground.reset(kind.prepare, node);
    return { ground, node, kind, before: await ground.snapshot({ sysctls: false }, node) };
}

/** Some of a list, at random. */
export const some = <T>(next: () => number, items: readonly T[], count: number): T[] =>
    items
        .map((item) => ({ item, place: next() }))
        .sort((a, b) => a.place - b.place)
        .slice(0, count)
        .map(({ item }) => item);

/** An operation as from and to what it goes; undefined is nothing. */
export function course({ minimal, maximal, inPlace }: KindSample, name: OperationName) {
    const large: Values = { ...minimal, ...(inPlace ?? maximal) };
    return {
        create: { to: { ...minimal, ...maximal } },
        grow: { from: minimal, to: large },
        shrink: { from: large, to: minimal },
        delete: { from: large },
    }[name] as { readonly from?: Values; readonly to?: Values };
}

export const perform = (subject: Subject, kept: Kept, to: Values | undefined): Promise<Kept> =>
    to ? up(subject, kept, to) : destroy(subject, kept);

/**
 * The judgement over every fault: one plain operation afterwards makes true what was wanted, the next one has nothing to
 * do, refresh agrees, and after destroy the host is as before. Gives back what is not so.
 */
export async function judge(
    place: KindOnHost,
    subject: Subject,
    kept: Kept,
    to: Values | undefined,
): Promise<string[]> {
    const { ground, node, kind, before } = place;
    const complaints: string[] = [];
    const healed = await perform(subject, kept, to);
    if (healed.error) complaints.push(`one operation does not heal it: ${healed.error.message}`);
    else if (to && healed.made) {
        const { changes } = await subject.diff(healed.made, to);
        const read = await subject.read(healed.made);
        if (changes) complaints.push("the next preview is not empty");
        if (JSON.stringify(read.props) !== JSON.stringify(healed.made.outs))
            complaints.push(`refresh sees ${JSON.stringify(read.props)}, not ${JSON.stringify(healed.made.outs)}`);
    }
    const gone = await destroy(subject, healed);
    if (gone.error) complaints.push(`destroy fails: ${gone.error.message}`);
    const after = await ground.snapshot({ sysctls: false }, node);
    if (after !== before) complaints.push(`the host is not as before: ${difference(before, after)}`);
    if (complaints.length > 0) place.before = (await kindOnHost(ground, node, kind)).before;
    return complaints;
}

/** What only one of two texts has: the lines, less the words at both ends that such a line shares with its like. */
export function difference(before: string, after: string): string {
    const [old, now] = [before, after].map((text) => text.split("\n")) as [string[], string[]];
    const gone = old.filter((line) => !now.includes(line));
    const come = now.filter((line) => !old.includes(line));
    const told = [...gone.map((line) => `-${narrow(line, come)}`), ...come.map((line) => `+${narrow(line, gone)}`)];
    const moved = now.findIndex((line, index) => line !== old[index]);
    return told.slice(0, 12).join("\n") || `the order of the lines: ${old[moved]} was where ${now[moved]} is now`;
}

function narrow(line: string, others: readonly string[]): string {
    const words = line.split(" ");
    const like = others.find((other) => other.startsWith(words.slice(0, 2).join(" ")))?.split(" ");
    if (!like) return line;
    const from = words.findIndex((word, index) => word !== like[index]);
    const to = words.findLastIndex((word, index) => word !== like[index + like.length - words.length]);
    return `${words.slice(0, 2).join(" ")} … ${words.slice(Math.max(0, from - 1), to + 1).join(" ")}`;
}
