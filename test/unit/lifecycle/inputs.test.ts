import { unknownValue } from "@pulumi/pulumi/runtime";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { flag, integer, known, list, object, parseInputs, text, word } from "../../../spec/schema/inputs";
import { isKnown, isUnknown } from "../../../spec/schema/unknown";

const problems = (schema: z.ZodType, value: unknown) => {
    const parsed = parseInputs(schema, value);
    return "problems" in parsed
        ? parsed.problems.map(({ property, reason }) => `${property}: ${reason}`)
        : parsed.inputs;
};
const loud = text((value) => {
    if (value === "") throw new Error("is empty");
    return value.toUpperCase();
});

describe("the unknown marker", () => {
    it("is known anywhere", () => {
        expect(isUnknown(unknownValue)).toBe(true);
        expect(isKnown({ a: [{ b: unknownValue }] })).toBe(false);
        expect(isKnown("x", undefined, null, { a: 1 })).toBe(true);
    });

    it.each(
        [loud, integer(1, 5), flag, word("a", "b"), list(loud), object({ a: loud }), known(z.literal(true))].map(
            (schema) => [schema],
        ),
    )("passes every schema", (schema) => {
        const within = object({ it: known(schema as z.ZodType) });
        expect(problems(within, { it: unknownValue })).toEqual({ it: unknownValue });
    });

    it("passes within lists and objects, and hides nothing that is wrong beside it", () => {
        const schema = object({ a: list(integer(1, 5)), b: known(object({ c: loud, d: flag })) });
        expect(problems(schema, { a: [unknownValue, 9], b: { c: unknownValue, d: 1 } })).toEqual([
            "a[1]: 9 is not a whole number from 1 to 5",
            "b.d: 1 is not true or false",
        ]);
    });
});

describe("a schema says what is wrong", () => {
    const schema = object({
        name: loud,
        size: integer(1, 5).optional(),
        mode: word("a", "b").default("a"),
        on: flag.default(false),
        tags: list(loud).default([]),
    });

    it.each([
        [{}, ["name: is missing"]],
        [{ name: 1 }, ["name: 1 is not a string"]],
        [{ name: "" }, ["name: is empty"]],
        [{ name: "x", size: 1.5 }, ["size: 1.5 is not a whole number from 1 to 5"]],
        [{ name: "x", size: "1" }, ['size: "1" is text: write 1, or use requireNumber']],
        [{ name: "x", size: "one" }, ['size: "one" is not a number']],
        [{ name: "x", tgas: [] }, [": unknown property tgas; did you mean tags?"]],
        [{ name: "x", mode: "c" }, ['mode: "c" is not one of a, b']],
        [{ name: "x", tags: "y" }, ['tags: "y" is not a list']],
        [{ name: "x", tags: ["y", "z", "Y"] }, ["tags[2]: Y stands twice"]],
        [{ name: "x", other: 1 }, [": unknown property other; there are name, size, mode, on, tags"]],
        [[], [": [] is not an object"]],
        [
            { name: "", size: 9, mode: 1 },
            ["name: is empty", "size: 9 is not a whole number from 1 to 5", "mode: 1 is not one of a, b"],
        ],
    ])("of %j", (value, expected) => {
        expect(problems(schema, value)).toEqual(expected);
    });

    it("or gives it in canonical form with its defaults", () => {
        expect(problems(schema, { name: "x", tags: ["b", "a"] })).toEqual({
            name: "X",
            mode: "a",
            on: false,
            tags: ["B", "A"],
        });
        expect(problems(list(loud, { sorted: true }), ["b", "a"])).toEqual(["A", "B"]);
    });
});
