import { z } from "zod";
import { canonicalNetwork, canonicalRange } from "../addressing";
import { integer, known, list, text } from "./inputs";
import { address } from "./kinds/fields";

/** Who gets an address: a word, such as the name of an endpoint or a host. */
const who = text((value) => {
    if (/^[A-Za-z0-9][A-Za-z0-9_.:/@-]{0,99}$/.test(value)) return value;
    throw new Error(
        `${JSON.stringify(value)} is not a name of letters, digits and _ . : / @ - that begins with a letter or digit`,
    );
});
const network = text((value) => (value === "auto" ? value : canonicalNetwork(value)));
const part = text(canonicalNetwork);
const gateway = known(z.union([z.literal(false), address], { error: "is neither an address nor false" }));
const each = <T>(item: z.ZodType<T>) =>
    known(z.record(z.string(), item, { error: ({ input }) => `${JSON.stringify(input)} is not an object` })).default(
        {},
    );

/** The inputs of a pool, property by property. */
export const poolShape = {
    owner: text((value) => value),
    names: list(who, { sorted: true }).default([]),
    reserved: list(text(canonicalRange), { sorted: true }).default([]),
    // The hosts of one underlay all have a route to it.
    avoid: list(part, { repeats: true }).default([]),
    subnet: network.optional(),
    autoPrefix: integer(8, 30).default(24),
    slice: part.optional(),
    gateway: gateway.optional(),
    explicit: each(address),
    leases: each(integer(1, 32)),
    subnet6: network.optional(),
    slice6: part.optional(),
    gateway6: gateway.optional(),
    explicit6: each(address),
    leases6: each(integer(1, 128)),
};
