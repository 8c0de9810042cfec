import { afterAll, beforeAll, expect, test } from "vitest";
import { inCli } from "./model/cli";
import { inEngine } from "./model/providers";
import { emulated, lifetimes, type Trial, trial } from "./model/trial";
import { seed } from "./random";
import { tally } from "./tally";

// Random lives (see model.test.ts) in which nothing is stood in for: the real dynamic-provider process, and the real CLI.
let stage: Trial;

beforeAll(async () => {
    stage = await trial("faults-model-process");
});
afterAll(() => stage?.end());

test(`random lives by way of the provider's process end as the model says (seed ${seed})`, async () => {
    const runs = 94;
    const { provider, newProcess, end } = await inEngine();
    const story = await lifetimes(stage, { seed: seed + 20, runs, stackAt: emulated(provider), newProcess }).finally(
        end,
    );
    const lost = story ? 1 : 0;
    tally("random sequences of up, drift, cut, reboot and destroy against a model", { injected: runs, lost });
    expect(story).toBeUndefined();
}, 3_600_000);

test(`random lives through the CLI end as the model says (seed ${seed})`, async () => {
    const runs = 6;
    const { end, ...cli } = await inCli(stage);
    const story = await lifetimes(stage, { seed: seed + 30, runs, ...cli }).finally(end);
    tally("the same sequences through the CLI", { injected: runs, lost: story ? 1 : 0 });
    expect(story).toBeUndefined();
}, 3_600_000);
