import { expect, it } from "vitest";
import { givingBack } from "./giving-back";
import type { Scene } from "./suite";

/** Whose things are whose: what is not ours is refused, taken over only on request, and never deleted. */
export function deleting(scene: Scene): void {
    const { ground, type } = scene;
    const cases = [
        { what: "the least", change: {} },
        { what: "everything", change: scene.maximal },
    ];

    it.each(cases)("with $what leaves the host as it was", async ({ change }) => {
        const subject = ground.subject(type);
        const before = await ground.snapshot();
        const made = await scene.made(change);
        expect(await ground.snapshot()).not.toBe(before);
        const { trips } = await subject.trips(() => subject.delete(made));
        expect(trips).toBe(1);
        expect(await ground.snapshot()).toBe(before);
        const again = await subject.trips(() => subject.delete(made));
        expect(again.trips).toBe(1);
        expect(await ground.snapshot()).toBe(before);
    });

    it("refuses another owner's, naming the owner, and takes it over with adopt", async () => {
        const other = ground.subject(type, { owner: "blog/prod/theirs" });
        const theirs = await other.create(scene.with());
        const before = await ground.snapshot();
        const subject = ground.subject(type);
        await expect(subject.create(scene.with())).rejects.toThrow(
            /belongs to blog\/prod\/theirs.*adopt: true.*Nothing was changed/,
        );
        expect(await ground.snapshot()).toBe(before);
        const adopting = scene.with({ adopt: true });
        const identity = await ground.sh(scene.identity);
        const made = await subject.create(adopting);
        expect(await ground.sh(scene.identity)).toBe(identity);
        await scene.expectSettled(made, adopting);
        // Their delete finds a stranger under the name and leaves it alone; their refresh says that theirs is gone.
        await other.delete(theirs);
        expect(await other.read(theirs)).toEqual({});
        await scene.expectSettled(made, adopting);
    });

    it.each(cases)(
        "with $what is refused to another state of the same project, stack and name, naming both",
        async ({ change }) => {
            const ours = ground.subject(type, { connection: { mark: "aaaaaa" } });
            const theirs = ground.subject(type, { connection: { mark: "bbbbbb" } });
            const clean = await ground.snapshot();
            const made = await ours.create(scene.with(change));
            const before = await ground.snapshot();
            await expect(theirs.create(scene.with(change))).rejects.toThrow(
                /belongs to shop\/dev\/it@state:aaaaaa, which is not of this stack.*here it would be shop\/dev\/it@state:bbbbbb/,
            );
            await expect(ground.subject(type).create(scene.with(change))).rejects.toThrow(/which is not of this stack/);
            // As if theirs had been there first, and was taken away by hand.
            await theirs.delete({ ...made, outs: { ...made.outs, host: theirs.connection, __fingerprint: "another" } });
            expect(await ground.snapshot()).toBe(before);
            await scene.expectSettled(made, scene.with({ ...change, host: ours.connection }));
            await ours.delete(made);
            expect(await ground.snapshot()).toBe(clean);
        },
    );

    it.each(cases)(
        "with $what of a state without a mark is marked in one round trip, and is gone afterwards",
        async ({ change }) => {
            const old = ground.subject(type);
            const subject = ground.subject(type, { connection: { mark: "aaaaaa" } });
            const clean = await ground.snapshot();
            const made = await old.create(scene.with(change));
            const program = scene.with({ ...change, host: subject.connection });
            const identity = await ground.sh(scene.identity);
            expect(await subject.diff(made, program)).toMatchObject({ changes: true, replaces: [] });
            const { value, trips } = await subject.trips(() => subject.update(made, program));
            expect(trips).toBe(1);
            expect(await ground.sh(scene.identity)).toBe(identity);
            await scene.expectSettled(value, program);
            const marks = (await ground.snapshot()).match(/hostnet:\S*/g) ?? [];
            expect(marks.filter((mark) => !/@state:aaaaaa"?$/.test(mark))).toEqual([]);
            // Of an update that was cut off, the old state knows nothing.
            await expect(old.delete(made)).rejects.toThrow(/`pulumi up` finds out/);
            await subject.delete(value);
            expect(await ground.snapshot()).toBe(clean);
        },
    );

    it("is not deleted once it carries no mark, until it is marked again", async () => {
        const subject = ground.subject(type);
        const made = await scene.made();
        await ground.sh(scene.unmark);
        const before = await ground.snapshot();
        await expect(subject.delete(made)).rejects.toThrow(/carries no mark of ours, so it is not deleted.*pulumi up/);
        expect(await ground.snapshot()).toBe(before);
        const read = await subject.read(made);
        expect(read.props).toMatchObject({ owner: "" });
        await subject.delete(await subject.update(made, scene.with()));
    });

    if (scene.foreign)
        it("refuses a stranger's without a mark, and takes it over with adopt", async () => {
            const subject = ground.subject(type);
            await ground.sh(scene.foreign as string);
            const before = await ground.snapshot();
            await expect(subject.create(scene.with())).rejects.toThrow(
                /on host h1 is there already and carries no mark of ours.*adopt: true.*Nothing was changed/,
            );
            expect(await ground.snapshot()).toBe(before);
            const { value: made, trips } = await subject.trips(() => subject.create(scene.with({ adopt: true })));
            expect(trips).toBeLessThanOrEqual(2);
            await scene.expectShown(scene.shows);
            await scene.expectSettled(made, scene.with({ adopt: true }));
        });

    if (scene.lent) givingBack(scene);

    it.each(scene.otherKinds ?? [])(
        "refuses what `$by` made, even with adopt, and does not delete it",
        async ({ by, refused }) => {
            const subject = ground.subject(type);
            const made = await scene.made();
            await ground.sh(`${scene.gone}\n${by}`);
            const before = await ground.snapshot();
            for (const adopt of [false, true])
                await expect(subject.create(scene.with({ adopt }))).rejects.toThrow(refused);
            await subject.delete(made);
            expect(await subject.read(made)).toEqual({});
            expect(await ground.snapshot()).toBe(before);
        },
    );
}
