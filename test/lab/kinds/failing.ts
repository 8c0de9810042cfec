import { expect, it } from "vitest";
import { mend, sabotage } from "../../faults/sabotage";
import type { Scene } from "./suite";

const most = 60;

/** Lets every change of an operation fail once; the host is as before each time, and the error tells the story. How many there were. */
export async function failsOnce(scene: Scene, operation: () => Promise<unknown>): Promise<number> {
    const { ground } = scene;
    const tools = [...(scene.breaks ?? ["ip", "bridge"])];
    const told = /it|Creating|Updating|Deleting/;
    const failure = new RegExp(
        ` on host h1: \`[^\`]+\` failed with status ${scene.failsWith ?? 4}: .*the shim says no.*the host is as before\\.`,
        "s",
    );
    const before = await ground.snapshot({ sysctls: false });
    for (let call = 1; call <= most; call++) {
        await sabotage(ground, "host1", tools, call, { what: "fails" });
        const error = await operation().then(
            () => undefined,
            (reason: unknown) => reason as Error,
        );
        if ((await mend(ground, "host1")) < call) {
            expect(error).toBeUndefined();
            return call - 1;
        }
        expect(error?.message, `change ${call}`).toMatch(failure);
        expect(error?.message).toMatch(told);
        expect(await ground.snapshot({ sysctls: false }), `change ${call}: ${error?.message}`).toBe(before);
    }
    throw new Error(`more than ${most} changes`);
}

/** A creation and updates whose changes fail. */
export function failing(scene: Scene): void {
    const { ground, type } = scene;

    it("undoes a creation, whichever of its changes fails", async () => {
        expect(await failsOnce(scene, () => scene.made(scene.maximal))).toBeGreaterThan(0);
    });

    it.each([
        { what: "from the least to everything", from: {}, to: scene.inPlace ?? scene.maximal },
        { what: "from everything to the least", from: scene.inPlace ?? scene.maximal, to: {} },
    ])("undoes an update $what, whichever of its changes fails", async ({ from, to }) => {
        const subject = ground.subject(type);
        const made = await scene.made(from);
        if (scene.guests) await ground.sh(scene.guests);
        expect(await failsOnce(scene, () => subject.update(made, scene.with(to)))).toBeGreaterThan(0);
    });
}
