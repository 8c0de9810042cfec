export type { Problem } from "../spec/schema/inputs";
export { flag, integer, known, list, object, parseInputs, text, word } from "../spec/schema/inputs";
export { derived, gathered, isKnown, isUnknown, spread, spreads } from "../spec/schema/unknown";
