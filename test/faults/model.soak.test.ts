import { afterAll, beforeAll, expect, test } from "vitest";
import { lifetimes, type Trial, trial } from "./model/trial";
import { seed } from "./random";
import { tally } from "./tally";

// Many random lives (see model.test.ts).
let stage: Trial;

beforeAll(async () => {
    stage = await trial("faults-model-soak", "10.202.8.0/24");
});
afterAll(() => stage?.end());

const runs = Number(process.env.HOSTNET_LIVES ?? 900);

test(`random lives end as the model says (seed ${seed})`, async () => {
    const story = await lifetimes(stage, { seed, runs });
    const lost = story ? 1 : 0;
    tally("random sequences of up, drift, cut, reboot and destroy against a model", { injected: runs, lost });
    const { faults, steps } = stage.counts;
    tally("faults within those sequences", { injected: faults, met: steps, lost });
    expect(story).toBeUndefined();
}, 3_600_000);
