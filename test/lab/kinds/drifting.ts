import { expect, it } from "vitest";
import { changedKeys } from "../../../provider/compare";
import type { Made, Values } from "./subject";
import type { Scene } from "./suite";

/** What hands do on the host is seen by refresh and repaired by the next update. */
export function drifting(scene: Scene): void {
    const { ground, type } = scene;

    it("is found gone when taken away by hand, and made again", async () => {
        const subject = ground.subject(type);
        const made = await scene.made(scene.maximal);
        await ground.sh(scene.gone);
        const { value: read, trips } = await subject.trips(() => subject.read(made));
        expect(trips).toBe(1);
        expect(read).toEqual({});
        const again = await subject.create(scene.with(scene.maximal));
        expect(again.id).toBe(made.id);
        await scene.expectSettled(again, scene.with(scene.maximal));
    });

    it.each(scene.drift)("shows `$by` as $key, and repairs it", async ({ by, key, from = scene.maximal }) => {
        const subject = ground.subject(type);
        const program = scene.with(from);
        const made = await subject.create(program);
        await ground.sh(by);
        const read = await subject.read(made);
        const inputs = Object.keys(await subject.check(program, made.outs));
        expect(changedKeys(inputs, made.outs, read.props as Values).join(" ")).toBe(key);
        const drifted: Made = { id: made.id, outs: read.props as Values };
        expect(await subject.diff(drifted, program)).toMatchObject({ changes: true, replaces: [] });
        const { value: repaired, trips } = await subject.trips(() => subject.update(drifted, program));
        expect(trips).toBeLessThanOrEqual(2);
        await scene.expectSettled(repaired, program);
    });

    it.each(scene.drift.slice(0, 1))(
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
