import { expect, test } from "vitest";
import { measure } from "./scale";

// How state, time and entries grow: the rows of docs/scale.md.
const sizes = (process.env.HOSTNET_SIZES ?? "8x64 16x256").split(" ").map((size) => size.split("x").map(Number));

test.each(sizes)(
    "an overlay of %d hosts and %d endpoints",
    async (hosts = 0, endpoints = 0) => {
        const cost = await measure(`e2e-scale${hosts}`, hosts, endpoints);
        console.log(JSON.stringify(cost));
        expect(cost.againSeconds).toBeLessThan(cost.upSeconds);
        expect(cost.stateBytes).toBeLessThan(8_000 * cost.resources + 800 * hosts * endpoints);
    },
    1_800_000,
);
