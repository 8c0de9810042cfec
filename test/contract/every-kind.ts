import type * as hostnet from "../../sdk";
import { samples } from "../samples";
import { make } from "../samples/make";

/** Every kind as one program has them on one host, in the order in which they can be made; the host first. */
export const together = samples("172.16.1");

/** One resource of every kind but Host, on one host, each with most of its args. */
export function everyKind(host: hostnet.Host): hostnet.HostnetResource[] {
    /** The outputs that have the names on the host. */
    const names = new Map<unknown, unknown>();
    return together
        .filter(({ type }) => type !== "Host")
        .map(({ type, together: { as, args } }) => {
            const made = make(type, as, { host, ...(byOutputs(args, names) as object) });
            if (typeof args.name === "string" && "name" in made) names.set(args.name, made.name);
            return made;
        });
}

/** Args in which a name of another resource is that one's output, as programs give it. */
function byOutputs(value: unknown, names: ReadonlyMap<unknown, unknown>): unknown {
    if (names.has(value)) return names.get(value);
    if (Array.isArray(value)) return value.map((item) => byOutputs(item, names));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, byOutputs(item, names)]));
}
