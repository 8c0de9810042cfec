import { ownerMark } from "../../sdk/addressing";

/**
 * The device group ("hn") of a link from its creation until its mark is set: an alias cannot be given when a link is made,
 * a group can. So what a killed operation left is known for ours, and not taken for somebody else's.
 */
export const unfinishedGroup = "26734";

/** Who an alias says owns a thing: the owner we ask for, another one, or "" for no mark of ours. */
export function ownerIn(alias: string, asked: string): string {
    if (alias === ownerMark(asked)) return asked;
    return alias.startsWith("hostnet:") ? alias.slice("hostnet:".length) : "";
}
