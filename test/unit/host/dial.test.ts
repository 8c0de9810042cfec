import { expect, it } from "vitest";
import { pauseMs } from "../../../provider/host/dial";

it("pauses between two attempts are longer each time, and never the same", () => {
    for (const attempt of [1, 2, 3, 4]) {
        const pauses = Array.from({ length: 200 }, () => pauseMs(attempt));
        const middle = 100 * 2 ** attempt;
        expect(Math.min(...pauses)).toBeGreaterThanOrEqual(middle / 2);
        expect(Math.max(...pauses)).toBeLessThanOrEqual((middle * 3) / 2);
        expect(new Set(pauses.map((pause) => Math.round((pause / middle) * 10))).size).toBeGreaterThan(5);
    }
});
