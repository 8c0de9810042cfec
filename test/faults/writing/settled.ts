/**
 * A snapshot without what depends on who comes first: the numbers of links, who won the one name, the order of the rules,
 * and which bridges were there before the setting that all share was set.
 */
export const settled = (snapshot: string): string =>
    snapshot
        .replace(/^\d+: /gm, "")
        .replace(/@if\d+/g, "")
        .replace(/(same: .*?alias hostnet:shop\/dev)\d+/g, "$1_")
        .replace(/^was \S+\/conf\/\w+\/forwarding \d\n/gm, "")
        .split("\n")
        .sort()
        .join("\n");
