import { randomInt } from "node:crypto";

/** What all random choices of the fault tests follow from: `HOSTNET_SEED`, or a new one each time. */
export const seed = Number(process.env.HOSTNET_SEED ?? randomInt(2 ** 31));

/** A generator of numbers from 0 to below 1 for one test: the same for the same seed and name. (mulberry32) */
export function random(name: string): () => number {
    let state = [...name].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, seed);
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}

/** `count` whole numbers from `least` to `most`, one at random in each of as many equal bands. */
export function banded(next: () => number, count: number, least: number, most: number): number[] {
    const width = (most - least + 1) / count;
    return Array.from({ length: count }, (_, band) => Math.floor(least + (band + next()) * width));
}
