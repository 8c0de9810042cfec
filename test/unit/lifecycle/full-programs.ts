import { samples as all } from "../../samples";
import type { Values } from "../../values";

/** What a program may give of each kind, with every arg that goes together. */
export const fullPrograms: Readonly<Record<string, Values>> = Object.fromEntries(
    all("172.16.1").map(({ type, minimal, maximal, aside }) => [type, said({ ...minimal, ...maximal, ...aside })]),
);

export const host = { name: "host1", address: "172.16.1.11", user: "root" };

/** The same, on a host and owned, as the sdk sends it. */
export const given = (kind: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
    host,
    owner: "shop/dev/it",
    __provider: "text",
    ...fullPrograms[kind],
    ...more,
});

/** Every place in a value, as a path. */
export function paths(value: unknown, path: readonly string[] = []): string[][] {
    if (typeof value !== "object" || value === null) return [[...path]];
    return [
        ...(path.length > 0 ? [[...path]] : []),
        ...Object.entries(value).flatMap(([key, item]) => paths(item, [...path, key])),
    ];
}

/** A copy with another value at a path. */
export function replaced<T>(value: T, [key, ...rest]: readonly string[], by: unknown): T {
    if (key === undefined) return by as T;
    const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
    copy[key] = replaced(copy[key], rest, by);
    return copy as T;
}

/** Without what is taken away from another sample. */
function said(values: Values): Values {
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
