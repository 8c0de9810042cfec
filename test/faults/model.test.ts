import { afterAll, beforeAll, expect, test } from "vitest";
import { inCli } from "./model/cli";
import { lifetimes, type Trial, trial } from "./model/trial";
import { seed } from "./random";
import { tally } from "./tally";

// Random lives of two stacks on two hosts, with drift, cut connections and reboots, against a model of what has to be there.
let stage: Trial;

beforeAll(async () => {
    stage = await trial("faults-model");
});
afterAll(() => stage?.end());

const runs = Number(process.env.HOSTNET_LIVES ?? 25);

test(`${runs} random lives end as the model says (seed ${seed})`, async () => {
    const lost = await lifetimes(stage, { seed, runs });
    tally("random sequences of up, drift, cut, reboot and destroy against a model", {
        injected: runs,
        lost: lost ? 1 : 0,
    });
    expect(lost).toBeUndefined();
}, 600_000);

test(`a random life through the CLI ends as the model says (seed ${seed})`, async () => {
    const { end, ...cli } = await inCli(stage);
    const lost = await lifetimes(stage, { seed, runs: 1, ...cli }).finally(end);
    expect(lost).toBeUndefined();
}, 600_000);
