/**
 * A snapshot without what depends on who comes first: the numbers of links, who won the one name, the order of the rules,
 * which bridges were there before the setting that all share was set, and which namespace a name means.
 */
export const settled = (snapshot: string): string =>
    snapshot
        .replace(/^\d+: /gm, "")
        .replace(/@if\d+/g, "")
        .replace(/(same: .*?alias hostnet:shop\/dev)\d+/g, "$1_")
        .replace(/^was \S+\/conf\/\w+\/forwarding \d\n/gm, "")
        .replace(/^id \d+ .*\n/gm, "")
        .split("\n")
        .sort()
        .join("\n");
