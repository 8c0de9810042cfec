import { nearest } from "./nearest";

/** A value as an error shows it. */
export const show = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));

/** What is said of a property that does not exist. */
export const unknownProperty = (key: string, known: readonly string[]): string => {
    const meant = nearest(key, known);
    return `unknown property ${key}${meant ? `; did you mean ${meant}?` : `; there are ${known.join(", ")}`}`;
};

/** Configuration is text, and so is a number that was read from it by `require` or `get`. */
export const notNumber = (input: unknown): string =>
    typeof input === "string" && /^\d+$/.test(input)
        ? `${show(input)} is text: write ${input}, or use requireNumber`
        : `${show(input)} is not a number`;
