import { markOf, parted, stamped } from "../../naming";

/**
 * The device group ("hn") of a link from its creation until its mark is set: an alias cannot be given when a link is made,
 * a group can. So what a killed operation left is known for ours, and not taken for somebody else's.
 */
export const unfinishedGroup = "26734";

/**
 * How the marks of everything begin that the same stack made, as owners are `project/stack/name`, and how they end that name the
 * same state too, or nothing where this one names none: as words for `of_stack` (scripts/demands.sh).
 */
export const stackMarks = (owner: string): readonly [string, string] => [
    `${markOf(owner).split("/").slice(0, 2).join("/")}/`,
    stamped("", parted(owner).state),
];
