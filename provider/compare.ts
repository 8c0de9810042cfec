import { isDeepStrictEqual } from "node:util";
import { isKnown, isUnknown } from "../spec/schema/unknown";

type Values = Readonly<Record<string, unknown>>;

const get = (values: object, key: string): unknown => (values as Values)[key];

/** The value at a dotted path; within something unknown everything is. */
const at = (values: object, path: string): unknown =>
    path
        .split(".")
        .reduce<unknown>((value, key) => (isUnknown(value) ? value : (value as Values | undefined)?.[key]), values);

/** What Pulumi keeps of a value: undefined properties are dropped on the way to and from the state. */
export const plain = <T>(value: T): T => (value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T));

const equal = (a: unknown, b: unknown): boolean => isDeepStrictEqual(plain(a), plain(b));

/** The properties of `keys` that differ between two sets of values. */
export const changedKeys = (keys: readonly string[], before: object, after: object): string[] =>
    keys.filter((key) => !equal(get(before, key), get(after, key)));

/** The dotted paths that differ for certain: what is unknown may turn out to be the same. */
export const changedPaths = (paths: readonly string[], before: object, after: object): string[] =>
    paths.filter((path) => isKnown(at(after, path)) && !equal(at(before, path), at(after, path)));

const told = (values: object, key: string): string => JSON.stringify(get(values, key)) ?? "unset";

/** The differences as one phrase: `mtu is still 1500 instead of 1450` where it was so `before`, and else `mtu is 1500 …`. */
export const differences = (keys: readonly string[], before: object | undefined, seen: object, wanted: object) =>
    changedKeys(keys, seen, wanted)
        .map((key) => {
            const still = before && equal(get(before, key), get(seen, key)) ? "still " : "";
            return `${key} is ${still}${told(seen, key)} instead of ${told(wanted, key)}`;
        })
        .join("; ");
