import { expect, it } from "vitest";
import { changedKeys } from "../../../provider/compare";
import { kinds } from "../../../provider/kinds";
import { tally } from "../../faults/tally";
import { lasting } from "./lasting";
import type { Made, Values } from "./subject";
import type { DriftCase, KindGround } from "./suite";

/** What belongs to any update of such a kind: its records, leftovers of earlier owners, flows from before. */
const always = /^(forwarding_note|files_settle|sysctl_leave|tables_tidy|conntrack_flush) /;

/** The soak has every row; `npm test` every other one, as most rows of a table ask the same of another property. */
const part = <T>(rows: readonly T[]): readonly T[] =>
    process.env.HOSTNET_SOAK ? rows : rows.filter((_, index) => index % 2 === 0);

/** What hands do on the host is seen by refresh and repaired by the next update. */
export function drifting(scene: DriftCase & KindGround): void {
    const { ground, type } = scene;
    // A row may be about one in a namespace, where this finds nothing.
    const identityNow = () => ground.sh(`${scene.identity} 2>&1; true`);

    /** What refresh makes of a change by hand: another value of just these properties. */
    const shown = async (made: Made, program: Values, key: string): Promise<Made> => {
        const subject = ground.subject(type);
        const { props } = await subject.read(made);
        // What the program leaves out is a property too.
        const inputs = Object.keys({ ...(await subject.check(program, made.outs)), ...kinds[type]?.shape });
        expect(changedKeys(inputs, made.outs, props as Values).join(" ")).toBe(key);
        return { id: made.id, outs: props as Values };
    };
    const counted = async (judge: () => Promise<void>): Promise<void> => {
        let lost = 1;
        try {
            await judge();
            lost = 0;
        } finally {
            tally(`${type} taken away or changed by hand`, { injected: 1, lost });
        }
    };

    const ways: DriftCase["goneToo"] = [{ by: scene.gone }, ...(scene.goneToo ?? [])];
    it.each(part(ways))("is found gone after `$by`, and made again", async ({ by, from = scene.maximal }) => {
        const subject = ground.subject(type);
        const made = await scene.made(from);
        await ground.sh(by);
        await counted(async () => {
            const { value: read, trips } = await subject.trips(() => subject.read(made));
            expect(trips).toBe(1);
            expect(read).toEqual({});
            const again = await subject.create(scene.with(from));
            expect(again.id).toBe(made.id);
            await scene.expectSettled(again, scene.with(from));
        });
    });

    const inPlace = scene.drift.filter(({ replaces }) => !replaces);
    it.each(part(inPlace))("shows `$by` as $key, and repairs just that", async ({ by, key, steps, lasts, from }) => {
        const subject = ground.subject(type);
        const program = scene.with(from ?? scene.maximal);
        const made = await subject.create(program);
        const before = lasting(await ground.snapshot({ sysctls: false }));
        await ground.sh(by);
        const identity = await identityNow();
        const hand = lasting(await ground.snapshot({ sysctls: false }));
        await counted(async () => {
            const drifted = await shown(made, program, key);
            expect(await subject.diff(drifted, program)).toMatchObject({ changes: true, replaces: [] });
            const repair = await subject.trips(() => subject.update(drifted, program));
            expect(repair.trips).toBeLessThanOrEqual(2);
            const changes = repair.steps.filter((command) => !always.test(command));
            expect(changes, changes.join("\n")).toHaveLength(steps ?? key.split(" ").length);
            await scene.expectSettled(repair.value, program);
            expect(await identityNow()).toBe(identity);
            if (lasts) return;
            // All that there was is there again, and nothing is new but what the hand left beside it.
            const now = lasting(await ground.snapshot({ sysctls: false }));
            expect(before.filter((line) => !now.includes(line))).toEqual([]);
            expect(now.filter((line) => !before.includes(line) && !hand.includes(line))).toEqual([]);
        });
    });

    it.each(part(scene.drift.filter(({ replaces }) => replaces)))(
        "shows `$by` as $key, and is made anew for it",
        async ({ by, key, replaces, from = scene.maximal }) => {
            const subject = ground.subject(type);
            const program = scene.with(from);
            const made = await subject.create(program);
            await ground.sh(by);
            await counted(async () => {
                const drifted = await shown(made, program, key);
                expect(await subject.diff(drifted, program)).toMatchObject({ changes: true, replaces: [replaces] });
                // As the engine does it: delete first, then create.
                await subject.delete(drifted);
                await scene.expectSettled(await subject.create(program), program);
            });
        },
    );

    it.each(inPlace.slice(0, 1))(
        "is repaired by an update that knows nothing of `$by`",
        async ({ by, from = scene.maximal }) => {
            const subject = ground.subject(type);
            const program = scene.with(from);
            const made = await subject.create(program);
            await ground.sh(by);
            const { value: repaired, trips } = await subject.trips(() => subject.update(made, program));
            expect(trips).toBe(2);
            await scene.expectSettled(repaired, program);
        },
    );
}
