import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, labDown, labUp } from "../../lab";
import { closeSessions } from "../../provider/host";
import { fight, rounds } from "./rivals/fight";
import { rivals } from "./rivals/rivals";
import { tally } from "./tally";

// Somebody else changes the host while `up` runs. When he has stopped, a refresh and one `up` make it what the program says.
const name = "faults-rivals";
let lab: Lab;

beforeAll(async () => {
    lab = await labUp({ name, hosts: 1 });
}, 60_000);
afterAll(async () => {
    await closeSessions();
    await labDown(name);
});

describe("while somebody else", { timeout: 120_000 }, () => {
    it.each(rivals)("$what, up ends right, or a refresh shows it and the next up repairs", async (rival) => {
        const { wrong, loops } = await fight(lab, rival);
        tally("rival actors during an apply, changes by them", { injected: loops, met: rounds, lost: wrong.length });
        expect(wrong).toEqual([]);
        expect(loops).toBeGreaterThan(rounds);
    });
});
