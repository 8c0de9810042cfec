import { expect, test } from "vitest";
import { measure } from "./scale";

// What an overlay costs is linear where it is not said to be otherwise: see docs/scale.md, whose larger rows are soak tests.
test("an overlay of 8 hosts and 64 endpoints comes up, is left alone, and goes without a trace", async () => {
    const cost = await measure("e2e-scale", "172.16.38.0/24", 8, 64, { more: false });
    expect(cost.stateBytes).toBeLessThan(2_000_000);
}, 600_000);
