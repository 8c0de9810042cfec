/**
 * The device group ("hn") of a link from its creation until its mark is set: an alias cannot be given when a link is made,
 * a group can. So what a killed operation left is known for ours, and not taken for somebody else's.
 */
export const unfinishedGroup = "26734";
