import { afterAll, beforeAll, expect, test } from "vitest";
import { seed } from "../random";
import { tally } from "../tally";
import { lifetimes, type Trial, trial } from "./trial";

const runs = Number(process.env.HOSTNET_LIVES ?? 450);

/** Many random lives (see model.test.ts): one half of what a seed gives, so that both are lived side by side. */
export function manyLives(name: string, half: "first" | "second"): void {
    let stage: Trial;

    beforeAll(async () => {
        stage = await trial(name);
    });
    afterAll(() => stage?.end());

    test(`random lives end as the model says (seed ${seed}, the ${half} half)`, async () => {
        const story = await lifetimes(stage, { seed: half === "first" ? seed : seed + 10, runs });
        const lost = story ? 1 : 0;
        tally("random sequences of up, drift, cut, reboot and destroy against a model", { injected: runs, lost });
        const { faults, steps } = stage.counts;
        tally("faults within those sequences", { injected: faults, met: steps, lost });
        expect(story).toBeUndefined();
    }, 3_600_000);
}
