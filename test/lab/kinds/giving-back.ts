import { expect, it } from "vitest";
import { mend, sabotage } from "../../faults/sabotage";
import { failsOnce } from "./failing";
import type { Scene } from "./suite";

/** What was somebody else's when it was adopted is given back as it was found, whatever came between. */
export function givingBack(scene: Scene): void {
    const { ground, type } = scene;
    const adopting = (change = {}) => scene.with({ ...change, adopt: true });
    const most = scene.inPlace ?? scene.maximal;
    const lent = () => ground.sh(scene.lent ?? "");

    it.each([
        { what: "the least, then everything", from: {}, to: most },
        { what: "everything, then the least", from: most, to: {} },
    ])("with $what is given back as it was found", async ({ from, to }) => {
        const subject = ground.subject(type);
        await lent();
        const before = await ground.snapshot();
        const identity = await ground.sh(scene.identity);
        await subject.create(adopting(from));
        // As after a lost answer.
        const made = await subject.create(adopting(from));
        const changed = await subject.update(made, adopting(to));
        await scene.expectSettled(changed, adopting(to));
        const { trips } = await subject.trips(() => subject.delete(changed));
        expect(trips).toBe(1);
        expect(await ground.snapshot()).toBe(before);
        expect(await ground.sh(scene.identity)).toBe(identity);
        await subject.delete(changed);
        expect(await ground.snapshot()).toBe(before);
    });

    it("that another stack had adopted is given back by who took it over from that", async () => {
        const [first, second] = ["blog/prod/theirs", "shop/dev/it"].map((owner) => ground.subject(type, { owner }));
        await lent();
        const before = await ground.snapshot();
        const theirs = await first?.create(adopting());
        const ours = await second?.create(adopting(most));
        if (theirs) await first?.delete(theirs);
        expect(await ground.snapshot()).not.toBe(before);
        if (ours) await second?.delete(ours);
        expect(await ground.snapshot()).toBe(before);
    });

    it("that was taken away by hand is not given back, and what was made in its place is ours", async () => {
        const subject = ground.subject(type);
        const clean = await ground.snapshot();
        await lent();
        const made = await subject.create(adopting());
        await ground.sh(scene.gone);
        await subject.delete(await subject.create(adopting()));
        expect(await ground.snapshot()).toBe(clean);
        await lent();
        await subject.create(adopting());
        await ground.sh(scene.gone);
        await subject.delete(made);
        expect(await ground.snapshot()).toBe(clean);
    });

    it("is given back where what adopts it is killed, and what gives it back", async () => {
        const subject = ground.subject(type);
        await lent();
        const before = await ground.snapshot({ sysctls: false });
        const tools = [...(scene.breaks ?? ["ip", "bridge"])];
        /** Whoever was killed looks again what became of it. */
        const killed = async <T>(call: number, operation: () => Promise<T>) => {
            await sabotage(ground, "host1", tools, call, { what: "kills both" });
            const value = await operation();
            return { value, came: (await mend(ground, "host1")) >= call };
        };
        // The first comes right behind the note.
        for (let call = 1, more = true; more; call += 4) {
            const made = await killed(call, () => subject.create(adopting(most)));
            const gone = await killed(call, () => subject.delete(made.value));
            expect(await ground.snapshot({ sysctls: false }), `change ${call}`).toBe(before);
            more = made.came || gone.came;
        }
    });

    it("is as it was found where a change of its adoption fails", async () => {
        await lent();
        expect(await failsOnce(scene, () => ground.subject(type).create(adopting(most)))).toBeGreaterThan(0);
    });

    it("stays adopted where giving it back fails", async () => {
        const subject = ground.subject(type);
        await lent();
        const made = await subject.create(adopting(most));
        expect(await failsOnce(scene, () => subject.delete(made))).toBeGreaterThan(0);
    });
}
