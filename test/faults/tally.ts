import { appendFileSync } from "node:fs";

/** What a fault test did to the system, and what it did not get back afterwards. */
export interface Count {
    /** How many faults were injected. */
    readonly injected: number;
    /** After how many of them something was orphaned, doubled, lost or not repaired by one plain operation. */
    readonly lost: number;
    /** How many operations met one of the faults, where not every one that was injected took effect. Default all. */
    readonly met?: number;
}

/** One line of the table that `npm run test:soak` ends with. */
export interface Tally extends Count {
    /** What was injected, in words. */
    readonly item: string;
}

/** Adds to the table of the soak; a test calls it behind its last fault, before it judges what was lost. */
export function tally(item: string, count: Count): void {
    const file = process.env.HOSTNET_TALLY;
    // One short write with O_APPEND is whole, whoever else appends.
    if (file) appendFileSync(file, `${JSON.stringify({ item, ...count } satisfies Tally)}\n`);
}
