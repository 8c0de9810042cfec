import { beforeEach, describe, expect, it } from "vitest";
import type { KindSample } from "../../samples/sample";
import { deleting } from "./deleting";
import { drifting } from "./drifting";
import { failing } from "./failing";
import type { Ground } from "./harness";
import type { Made, Values } from "./subject";
import { updating } from "./updating";

/** What a command on the host must print: exactly this text, or something that matches. */
export interface Shown {
    readonly see: string;
    readonly as: string | RegExp;
}

/** Program inputs that are laid over the case's `minimal` ones (undefined takes one away), and what the host then shows. */
export interface Change extends Shown {
    readonly change: Values;
    /** The inputs to change from, laid over `minimal` too; default none. */
    readonly from?: Values;
    /** Round trips of the change, where it is not the usual one. */
    readonly trips?: number;
}

/** Something done by hand to a thing made from `from` (default `maximal`). */
export interface Drift {
    readonly by: string;
    /** The one property that refresh shows, or several where the kernel takes more away. */
    readonly key: string;
    readonly from?: Values;
    /** How many commands of the repair change something; default one for each property. */
    readonly steps?: number;
    /** The hand changed more than the thing, and that stays. */
    readonly lasts?: true;
    /** The kernel lets a hand change what we cannot: the thing is made anew for this property. */
    readonly replaces?: string;
}

/** What hands do to a thing of a kind; each row becomes one test. */
export interface DriftCase extends Omit<KindSample, "together"> {
    /** What a hand may do to the thing. */
    readonly drift: readonly Drift[];
    /** Prints the same as long as the thing was not made anew, such as its ifindex. */
    readonly identity: string;
    /** Takes the thing away by hand. */
    readonly gone: string;
    /** Other ways to take it away, such as with what it was in, each from a thing made from `from` (default `maximal`). */
    readonly goneToo?: readonly { readonly by: string; readonly from?: Values }[];
}

/** All that the suite needs to know of a kind; each table becomes one test a row. */
export interface KindCase extends DriftCase {
    readonly shows: readonly Shown[];
    readonly maximalShows: readonly Shown[];
    readonly updates: readonly Change[];
    /** One change for each property that cannot be changed in place, and what of others follows from it. */
    readonly replacing: readonly { readonly change: Values; readonly from?: Values; readonly replaces: string }[];
    /** The status of a change whose program fails; default the program's own. */
    readonly failsWith?: number;
    /** Takes our mark away by hand. */
    readonly unmark: string;
    /** Makes a thing of this kind and name that is not ours. */
    readonly foreign?: string;
    /** Makes one that somebody has in use, with what our looks do not see of it. */
    readonly lent?: string;
    /** Makes things of other kinds under the name, which even `adopt` refuses. */
    readonly otherKinds?: readonly { readonly by: string; readonly refused: RegExp }[];
}

/** What there is to do with a kind on its ground. */
export interface KindGround {
    readonly ground: Ground;
    with(change?: Values): Values;
    made(change?: Values): Promise<Made>;
    expectShown(shown: readonly Shown[]): Promise<void>;
    /** Nothing to do for these inputs, and the host agrees in one look. */
    expectSettled(made: Made, program: Values): Promise<void>;
}

/** A case with its ground, for the parts of the suite. */
export type Scene = KindCase & KindGround;

const timeout = 60_000;

/** The tests that every kind must pass, on a real host over a real session. */
export function kindSuite(ground: Ground, kind: KindCase): void {
    driftSuite(ground, kind);
    // The soak (test/faults/disappears.soak.test.ts) is about what hands do; the rest is the same each time.
    if (process.env.HOSTNET_SOAK) return;
    const scene = { ...kind, ...sceneOf(ground, kind) };
    describe(kind.type, { timeout }, () => {
        beforeEach(() => ground.reset(kind.prepare));
        creating(scene);
        updating(scene);
        deleting(scene);
        failing(scene);
    });
}

/** What hands do to a thing of this kind, and no more. */
export function driftSuite(ground: Ground, kind: DriftCase): void {
    describe(kind.type, { timeout }, () => {
        beforeEach(() => ground.reset(kind.prepare));
        drifting({ ...kind, ...sceneOf(ground, kind) });
    });
}

function creating({ ground, type, ...scene }: Scene): void {
    const cases = [
        { what: "the least", change: {}, shows: scene.shows },
        { what: "everything", change: scene.maximal, shows: scene.maximalShows },
    ];
    it.each(cases)("is made with $what in one round trip, is there, and settled", async ({ change, shows }) => {
        const subject = ground.subject(type);
        const { value: made, trips } = await subject.trips(() => subject.create(scene.with(change)));
        expect(trips).toBe(1);
        await scene.expectShown(shows);
        await scene.expectSettled(made, scene.with(change));
    });

    it.each(cases)("is made with $what again, after a lost answer, and nothing changes", async ({ change }) => {
        const subject = ground.subject(type);
        const made = await scene.made(change);
        const before = [await ground.sh(scene.identity), await ground.snapshot()];
        const again = await subject.trips(() => subject.create(scene.with(change)));
        expect(again.trips).toBeLessThanOrEqual(2);
        expect(again.value).toEqual(made);
        expect([await ground.sh(scene.identity), await ground.snapshot()]).toEqual(before);
    });
}

function sceneOf(ground: Ground, kind: Omit<KindSample, "together">): KindGround {
    const subject = () => ground.subject(kind.type);
    return {
        ground,
        with: (change = {}) => ({ ...kind.minimal, ...change }),
        made: (change = {}) => subject().create({ ...kind.minimal, ...change }),
        expectShown: async (shown) => {
            for (const { see, as } of shown) {
                const text = await ground.sh(see);
                if (typeof as === "string") expect(text, see).toBe(as);
                else expect(text, see).toMatch(as);
            }
        },
        expectSettled: async (made, program) => {
            const one = subject();
            expect(await one.diff(made, program)).toMatchObject({ changes: false, replaces: [] });
            const { value: read, trips } = await one.trips(() => one.read(made));
            expect(trips).toBe(1);
            expect(read).toEqual({ id: made.id, props: made.outs, inputs: await one.check(program, made.outs) });
            expect(await one.diff({ id: made.id, outs: read.props as Values }, program)).toMatchObject({
                changes: false,
                replaces: [],
            });
        },
    };
}
