import { z } from "zod";
import { canonicalMac } from "../../addressing";
import { known, list, object, text, word } from "../inputs";
import type { FdbEntry } from "../kernel/fdb";
import { address, mac } from "./fields";

const entry = known(object({ mac: text((value) => canonicalMac(value)), vtep: address })) as z.ZodType<FdbEntry>;
const neighbour = known(object({ address, mac }));

/** What tells a tunnel where to send: to everyone, to one MAC, and who has which address. */
export const entryShape = {
    peers: list(address, { sorted: true }).default([]),
    forwarding: list(entry, { sorted: true, key: (item) => item.mac }).default([]),
    neighbors: list(neighbour, { sorted: true, key: (item) => item.address }).default([]),
};

const named = word("peers", "any");
const listed = list(address, { sorted: true });

/** Who may send to a tunnel: its peers, anybody, or a list. */
export const allowed: z.ZodType<"peers" | "any" | string[]> = known(
    z.unknown().transform((value, context) => {
        const result = Array.isArray(value) ? listed.safeParse(value) : named.safeParse(value);
        if (result.success) return result.data;
        for (const { path, message } of result.error.issues)
            context.addIssue({ code: "custom", path: [...path], message });
        return z.NEVER;
    }),
);
