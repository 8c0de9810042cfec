import { z } from "zod";
import { jsonOf } from "./json";

const settledKeys = new Set<string>();

/**
 * A row of iproute2's JSON: first what a state depends on, then what is read but may change by itself, or only holds other
 * rows. Every key that is read stands in one of the two, and what is in neither is not there for whoever reads.
 */
function row<S extends z.ZodRawShape, P extends z.ZodRawShape>(settled: S, besides: P): z.ZodObject<S & P> {
    for (const key of Object.keys(settled)) settledKeys.add(key);
    return z.object({ ...settled, ...besides });
}

/** An attribute of one kind of link, there or not: the kind knows what it should be. */
const any = z.unknown().optional();

/** What `ip -d` says of a link of its kind. */
const ofItsKind = row(
    {
        ...{ id: any, port: any, learning: any, link: any, local: any, local6: any },
        ...{ group: any, group6: any, remote: any, remote6: any },
        stp_state: any,
    },
    {},
);
/** What it says of a link as a port of a bridge. */
const asPort = row({ hairpin: any, isolated: any, neigh_suppress: any }, {});

const schemas = {
    link: row(
        {
            ifname: z.string(),
            link: z.string().optional(),
            mtu: z.number(),
            address: z.string().default(""),
            ifalias: z.string().default(""),
            master: z.string().optional(),
            group: z.string().default("default"),
        },
        {
            // A link that was made again is told by its mark.
            ifindex: z.number(),
            link_index: z.number().optional(),
            flags: z.array(z.string()),
            linkinfo: row(
                { info_kind: z.string().default("") },
                { info_data: ofItsKind.default({}), info_slave_data: asPort.default({}) },
            ).prefault({}),
        },
    ),
    addresses: row(
        {},
        {
            // An address that was filtered out still leaves an empty object (iproute2 6.1).
            addr_info: z
                .array(
                    row(
                        { local: z.string().optional(), prefixlen: z.number().optional() },
                        { dynamic: z.boolean().optional() },
                    ),
                )
                .default([]),
        },
    ),
    route: row(
        {
            dst: z.string(),
            gateway: z.string().optional(),
            metric: z.number().optional(),
            prefsrc: z.string().optional(),
        },
        // `pref` only tells the family.
        { flags: z.array(z.string()).default([]), pref: z.string().optional() },
    ),
};

export type Row<Name extends keyof typeof schemas> = z.infer<(typeof schemas)[Name]>;

/** The rows that iproute2 printed. */
export const rowsOf = <Name extends keyof typeof schemas>(name: Name, text: string | undefined): Row<Name>[] =>
    z.array(schemas[name]).parse(jsonOf(text || "[]")) as Row<Name>[];

/**
 * The parts of a look that the state depends on: an extended regular expression, the same for `grep -oE` and for us.
 * `UP` is one of the flags; as `operstate` it tells of the carrier, which comes and goes with the ports of a bridge.
 */
export const settled = `"(${[...settledKeys].join("|")})":("[^"]*"|[-a-z0-9.]*)|[[,]"UP"|"onlink"|^[@=*-].*|^:.* - .*`;
