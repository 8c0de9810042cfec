import { randomInt } from "node:crypto";

type Values = Readonly<Record<string, unknown>>;

/** What this process, which lives for one command, has made up: a host has the same mark for all of it. */
const fresh = new Map<unknown, string>();

/** Six characters: two states of one project and stack name on one host differ in them. */
function markFor(owner: unknown): string {
    const mark = fresh.get(owner) ?? Array.from({ length: 6 }, () => randomInt(36).toString(36)).join("");
    fresh.set(owner, mark);
    return mark;
}

/** The mark that a state has for its things on a host, and the inputs without it: a program does not give it. */
export function withoutMark({ host, ...rest }: Values): { readonly given: Values; readonly mark?: string } {
    if (typeof host !== "object" || host === null) return { given: { ...rest, ...(host !== undefined && { host }) } };
    const { mark, ...reach } = host as Values;
    return { given: { ...rest, host: reach }, ...(typeof mark === "string" && { mark }) };
}

/** A `Host` makes its mark up once and then keeps it; whatever is on the host has it from there. */
export function withMark<I>(inputs: I, mark: string | undefined): I {
    const { host } = inputs as Values;
    return mark && typeof host === "object" ? { ...inputs, host: { ...host, mark } } : inputs;
}

/** The one that the `Host` had before, or a new one. */
export const markOfHost = (owner: unknown, { host }: Values): string =>
    (host as { readonly mark?: string } | undefined)?.mark ?? markFor(owner);
