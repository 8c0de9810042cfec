import { describe, expect, it } from "vitest";
import { samples } from "../../samples";
import { failuresOf } from "./checked";

const refusing = samples("172.16.1").filter(({ refused }) => refused);

describe.each(refusing)("check of a $type", ({ type, minimal, refused = [] }) => {
    it.each(refused)("refuses %j", async (change, failure) => {
        const failures = await failuresOf(type, { ...minimal, ...change });
        expect(failures).toHaveLength(1);
        expect(failures[0]).toMatch(failure);
    });
});
