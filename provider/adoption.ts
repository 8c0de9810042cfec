import { changedPaths, differences } from "./compare";
import { type Command, cmd, type Step, step } from "./kernel/command";
import type { Common, Kind, Plan } from "./kind";

/** How something is given back: `gone` are steps that nothing undoes, behind all that may fail. */
export interface Return extends Plan {
    readonly gone?: readonly Step[];
}

/** What a kind says of how it is given back. */
export interface Lent {
    /** Its links, each in its namespace; the first of them tells which thing it is. */
    links(inputs: Common): readonly (readonly [netns: string, link: string])[];
    /** From what is there to what was there before; default `converge`. */
    giveBack?(seen: Common, before: Common): Return;
}

/**
 * A kind that gives back what it adopted, as it was found. A note on the host (kernel/scripts/adopted.sh) is written before the
 * first change: what a look had found, to which `converge` leads back, and word by word what no look tells. Only what carried no
 * mark is noted: whoever takes over another owner's has it for good, unless that owner had adopted it.
 */
export function givingBack(kind: Kind, { links, giveBack = kind.converge }: Lent): Kind {
    const noteOf = (inputs: Common): string => {
        const [name = "", sort = "", netns] = kind.identity(inputs).split("/").reverse();
        return `${sort}/${netns ? `${netns}@` : ""}${name}`;
    };
    const note = (seen: Common): Command => {
        const { host: _, ...before } = seen;
        return cmd`adopted_note ${noteOf(seen)} ${JSON.stringify(before)} ${links(seen).flat()}`;
    };
    const deeds: Partial<Kind> = {
        look: (inputs, wanted) => [
            cmd`adopted_facts ${noteOf(inputs)} ${links(inputs)[0]}`,
            ...kind.look(inputs, wanted),
        ],
        parse(facts, owned) {
            const seen = kind.parse(facts, owned);
            const noted = facts.surroundings.find((line) => line.startsWith("= was "));
            return seen && { ...seen, before: noted?.slice("= was ".length) };
        },
        converge(seen, wanted, known) {
            const plan = kind.converge(seen, wanted, known);
            if (!seen || known || !isStrange(seen, wanted)) return plan;
            const other = changedPaths(kind.replaces, seen, wanted);
            return {
                demands: [
                    ...plan.demands,
                    ...(other.length > 0 ? [cmd`refuse ${unlike(kind, other, seen, wanted)}`] : []),
                ],
                steps: [step(note(seen), cmd`adopted_undo ${noteOf(seen)}`), ...plan.steps],
            };
        },
        remove(seen) {
            // Also where the note is about what was there before somebody made it anew.
            const forget = step(cmd`adopted_forget ${noteOf(seen)}`);
            if (seen.before === undefined) {
                const plan = kind.remove(seen);
                return { ...plan, steps: [...plan.steps, forget] };
            }
            // Nobody asks whether what was there is in the way of others.
            const plan: Return = giveBack(seen, { ...JSON.parse(seen.before), host: seen.host, allowOverlap: true });
            const restore = step(cmd`adopted_restore ${noteOf(seen)}`);
            return { demands: plan.demands, steps: [...plan.steps, restore, ...(plan.gone ?? []), forget] };
        },
    };
    // Not its copy: the shape is made when it is first asked for.
    return Object.assign(Object.create(kind), deeds);
}

/** Whether this is somebody else's, of which nothing is noted yet. */
const isStrange = ({ owner, unfinished, before }: Common, { adopt }: Common): boolean =>
    adopt && owner === "" && !unfinished && before === undefined;

/** Only deleting it could make it otherwise, and then nothing could be given back. */
const unlike = ({ noun }: Kind, paths: readonly string[], seen: Common, wanted: Common): string => {
    const keys = [...new Set(paths.map((path) => path.split(".")[0] as string))];
    const differing = differences(keys, undefined, seen, wanted);
    return `the ${noun} ${seen.name} that is there cannot be made as declared: ${differing}; declare it as it is, or choose another name`;
};
