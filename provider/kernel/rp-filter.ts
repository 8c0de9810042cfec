import { type Command, cmd, type Step, step } from "./command";
import { type Facts, section } from "./facts";

/** Whether a packet must come in where its source would be reached: there and nowhere else, anywhere, or no matter. */
export type RpFilter = "strict" | "loose" | "off";

const words: readonly RpFilter[] = ["off", "strict", "loose"];

export const rpFilterLook = (dev: string): Command => cmd`rp_filter_facts ${dev}`;

/** What the look found; undefined where there is nothing to set (/proc/sys may be read-only in a container). */
export function rpFilterIn(facts: Facts, dev: string): RpFilter | undefined {
    const [row = ""] = section(facts, "rp_filter", dev)?.lines ?? [];
    return words[Number(/^= (\d)$/.exec(row)?.[1] ?? Number.NaN)];
}

/** Steps from what is there, undefined for a link that is made just now, to the wanted value; by default loose. */
export function rpFilterSteps(seen: RpFilter | undefined, wanted: RpFilter | undefined, dev: string): Step[] {
    const file = `/proc/sys/net/ipv4/conf/${dev}/rp_filter`;
    const set = (value: RpFilter) => cmd`write ${file} ${words.indexOf(value)}`;
    if (seen === (wanted ?? "loose")) return [];
    return [step(wanted ? set(wanted) : cmd`loosen ${file}`, ...(seen ? [set(seen)] : []))];
}
