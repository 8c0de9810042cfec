import { afterAll, beforeAll, expect, test } from "vitest";
import { inEngine } from "./model/providers";
import { lifetimes, type Trial, trial } from "./model/trial";
import { seed } from "./random";
import { tally } from "./tally";

// Many random lives (see model.test.ts), one in ten of them through the real dynamic-provider process.
let stage: Trial;

beforeAll(async () => {
    stage = await trial("faults-model-soak", "10.202.8.0/24");
});
afterAll(() => stage?.end());

const runs = Number(process.env.HOSTNET_LIVES ?? 1000);

test(`random lives end as the model says (seed ${seed})`, async () => {
    const here = await lifetimes(stage, { seed, runs: Math.ceil(runs * 0.9) });
    const engine = await inEngine();
    const there = await lifetimes(stage, { seed: seed + 1, runs: Math.floor(runs * 0.1), ...engine }).finally(
        engine.end,
    );
    const lost = [here, there].filter((story) => story !== undefined);
    tally("random sequences of up, drift, cut, reboot and destroy against a model", {
        injected: runs,
        lost: lost.length,
    });
    tally("faults within those sequences", {
        injected: stage.counts.faults,
        met: stage.counts.steps,
        lost: lost.length,
    });
    expect(lost).toEqual([]);
}, 3_600_000);
