import { expect, it } from "vitest";
import { figuresOf, jsonOf } from "../../bench/figures";

const times = { up: [5, 3, 4], floor: [2, 2.5, 3], hand: [0.9, 0.7, 0.8], handshake: [0.4, 0.5, 0.6] };

it("the bench prints one object with seconds and ratios, each of the middle run", () => {
    const overlay = figuresOf(times, 1.25);
    const overlay50ms = figuresOf({ ...times, up: [6, 6, 9] }, 1.5);
    const plain = { floor: 2.5, hand: 0.8, handshake: 0.5 };
    expect(JSON.parse(jsonOf({ overlay, overlay50ms }))).toEqual({
        overlay: { ...plain, up: 4, ratioToFloor: 1.4, remoteRatioToHand: 1.25 },
        overlay50ms: { ...plain, up: 6, ratioToFloor: 2.2, remoteRatioToHand: 1.5 },
    });
});
