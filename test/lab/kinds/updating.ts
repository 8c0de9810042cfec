import { expect, it } from "vitest";
import { connectionsOpened } from "../../../provider/host";
import { lasting } from "./lasting";
import type { Scene } from "./suite";

const title = (change: object) =>
    Object.entries(change)
        .map(([key, value]) => `${key}: ${JSON.stringify(value) ?? "unset"}`)
        .join(", ");

/** Each property that can change, changes in place and back; each that cannot, asks for a replacement. */
export function updating(scene: Scene): void {
    const { ground, type } = scene;

    it.each(scene.updates.map((row) => ({ ...row, title: title(row.change) })))(
        "updates $title and back, one round trip each",
        async (row) => {
            const subject = ground.subject(type);
            const program = scene.with({ ...row.from, ...row.change });
            const before = scene.with(row.from);
            const made = await subject.create(before);
            if (scene.guests) await ground.sh(scene.guests);
            const identity = await ground.sh(scene.identity);
            const host = lasting(await ground.snapshot({ sysctls: false }));
            expect(await subject.diff(made, program)).toEqual({
                changes: true,
                replaces: [],
                deleteBeforeReplace: true,
            });
            const there = await subject.trips(() => subject.update(made, program));
            expect(there.trips).toBe(row.trips ?? 1);
            await scene.expectShown([row]);
            await scene.expectSettled(there.value, program);
            const back = await subject.trips(() => subject.update(there.value, before));
            expect(back.trips).toBe(row.trips ?? 1);
            // The order in which a list is put back may be another one; that is no difference to anybody but the fingerprint.
            expect({ ...back.value.outs, __fingerprint: "" }).toEqual({ ...made.outs, __fingerprint: "" });
            await scene.expectSettled(back.value, before);
            expect(await ground.sh(scene.identity)).toBe(identity);
            expect(lasting(await ground.snapshot({ sysctls: false }))).toEqual(host);
        },
    );

    it.each(scene.replacing.map((row) => ({ ...row, title: title(row.change) })))(
        "is replaced for $title",
        async (row) => {
            const subject = ground.subject(type);
            const made = await subject.create(scene.with(row.from));
            const program = scene.with({ ...row.from, ...row.change });
            expect(await subject.diff(made, program)).toEqual({
                changes: true,
                replaces: row.replaces.split(" "),
                deleteBeforeReplace: true,
            });
            // As the engine does it: delete first, then create.
            await subject.delete(made);
            await scene.expectSettled(await subject.create(program), program);
        },
    );

    it("is replaced for another host, and not for another way to the same one", async () => {
        const subject = ground.subject(type);
        const made = await subject.create(scene.with());
        const moved = { ...scene.with(), host: { ...subject.connection, name: "h9" } };
        expect(await subject.diff(made, moved)).toEqual({
            changes: true,
            replaces: ["host"],
            deleteBeforeReplace: true,
        });
        const reached = { ...scene.with(), host: { ...subject.connection, connectTimeoutSeconds: 7 } };
        expect(await subject.diff(made, reached)).toEqual({ changes: true, replaces: [], deleteBeforeReplace: true });
        const before = connectionsOpened;
        const { value, trips } = await subject.trips(() => subject.update(made, reached));
        // Neither by the old way nor by the new one.
        expect([trips, connectionsOpened - before]).toEqual([0, 0]);
        expect(value.outs.host).toEqual(reached.host);
    });
}
