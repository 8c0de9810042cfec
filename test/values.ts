/** Args of a program, inputs, or a state, by name. */
export type Values = Record<string, unknown>;
