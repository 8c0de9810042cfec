import type { Table } from "../../spec/property";
import type { Given } from "../../spec/types";
import type { Values } from "../lab/kinds/subject";

type Args<T extends Table> = { readonly [K in keyof Given<T["properties"]>]?: Given<T["properties"]>[K] | undefined };

/** The one sample of a kind, from which unit, contract, lab and fault tests make what they need; on any lab. */
interface Told<A> {
    /** A script that makes what the resource needs around it: bridges, namespaces. */
    readonly prepare?: string;
    /** The least that a program must say. A physical `name` keeps the tables readable. */
    readonly minimal: A;
    /** Everything that goes together, laid over `minimal`. */
    readonly maximal: A;
    /** What of `maximal` a minimal one can be updated to; default all of it. */
    readonly inPlace?: A;
    /** Laid over both where nothing is made: args that do not go with the rest on a lab, or that say less there. */
    readonly aside?: A;
    /** What others may have put on the thing, once it is made: whatever is done to it leaves that there. */
    readonly guests?: string;
    /** Whose it is stands in a note of its own under /run/hostnet. */
    readonly noted?: true;
    /** The programs whose changes are to fail; default iproute2's. */
    readonly breaks?: readonly string[];
    /** It beside one of every other kind on one host, which has 172.16.1.11. */
    readonly together: {
        /** Its logical name. */
        readonly as: string;
        readonly args: A;
        /** A change of the args that is made in place. */
        readonly change: A;
    };
    /** Changes of `minimal` that check refuses, and what it says. */
    readonly refused?: readonly (readonly [change: Values, failure: string | RegExp])[];
    /** No released version wrote a state of it, so that there is none to be kept. */
    readonly unreleased?: true;
}

export interface KindSample extends Told<Values> {
    readonly type: string;
    readonly readonly?: true;
}

export const sample = <const T extends Table>({ type, readonly }: T, told: Told<Args<T>>): KindSample => ({
    type,
    ...(readonly && { readonly }),
    ...told,
});

/** Neighbours of both families that somebody declared on a link. */
export const neighboursOn = (dev: string, ip = "ip"): string => `
    ${ip} neigh replace 10.9.0.66 lladdr 02:00:00:00:09:66 dev ${dev} nud permanent
    ${ip} neigh replace fd00:9::66 lladdr 02:00:00:00:09:66 dev ${dev} nud permanent router`;
