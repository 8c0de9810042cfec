import { addressFamily, parsePorts } from "../../addressing";

/**
 * A rule as one row `TABLE CHAIN matches -j TARGET` in canonical form: what iptables-save prints, less the owner's comment,
 * the names of matches and the spelling that differs between versions. Chains that begin with the resource's name are
 * its own; a row in a built-in chain is the jump to one of them.
 */
export type Rule = string;

export type Table = "raw" | "mangle" | "nat" | "filter";

/** The match extension that an option belongs to; those of -p tcp and the like load themselves. */
const extension: Readonly<Record<string, string>> = {
    "--ctstate": "conntrack",
    "--dst-type": "addrtype",
    "--u32": "u32",
    "--comment": "comment",
};

/** The order in which a canonical rule tells its options. */
const order = [
    "-i",
    "-o",
    "-s",
    "-d",
    "-p",
    "--sport",
    "--dport",
    "--dst-type",
    "--ctstate",
    "--u32",
    "-j",
    "--to-destination",
    "--to-source",
];

const canonicalValue = (option: string, value: string): string => {
    if (option === "-s" || option === "-d") return value.replace(/(?<=\.\d+)\/32$|(?<=:.*)\/128$/, "");
    if (option === "-p") return value.replace(/^(icmpv6|58)$/, "ipv6-icmp");
    if (option === "--ctstate") return value.split(",").sort().join(",");
    if (option === "--u32") return value.replace(/0x[0-9a-f]+|\d+/gi, (number) => String(Number(number)));
    // An IPv6 address has brackets only where a port follows; versions differ in what they print.
    if (option === "--to-destination") return value.replace(/^\[([^\]]*)\]$/, "$1");
    return value;
};

/** What says nothing, and is not printed. */
const everywhere = /^-[sd] (0\.0\.0\.0|::)\/0$/;

/** The words of a row of iptables-save; quoted ones lose their quotes. */
export const words = (row: string): string[] =>
    (row.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? []).map((item) =>
        item.startsWith('"') ? item.slice(1, -1).replace(/\\(.)/g, "$1") : item,
    );

/** A rule from its words, canonical; the comment apart. */
export function parseRule(rule: readonly string[]): { readonly text: string; readonly comment: string } {
    const options: { readonly option: string; readonly text: string }[] = [];
    let comment = "";
    let not = "";
    for (let index = 0; index < rule.length; index++) {
        const option = rule[index] as string;
        if (option === "!") {
            not = "! ";
            continue;
        }
        const last = options.at(-1);
        // A word of the match before it that takes no value.
        if (option === "--limit-iface-in" && last) {
            options[options.length - 1] = { ...last, text: `${last.text} ${option}` };
            continue;
        }
        const value = rule[++index] ?? "";
        if (option === "--comment") comment = value;
        else if (option !== "-m" && (not || !everywhere.test(`${option} ${value}`)))
            options.push({ option, text: `${not}${option} ${canonicalValue(option, value)}` });
        not = "";
    }
    const place = (option: string) => (order.includes(option) ? order.indexOf(option) : order.length);
    return {
        text: options
            .sort((a, b) => place(a.option) - place(b.option))
            .map((item) => item.text)
            .join(" "),
        comment,
    };
}

/** A row in canonical form, from the way we like to write it. */
export function rule(table: Table, chain: string, matches: readonly (string | undefined)[], target: string): Rule {
    const text = matches.filter((item) => item !== undefined).join(" ");
    return `${table} ${chain} ${parseRule(words(`${text} ${target.startsWith("-") ? "" : "-j "}${target}`)).text}`;
}

/** A canonical row as iptables-restore reads it, less its table: with the names of its matches and the mark. */
export function restorable(row: Rule, mark: string): string {
    const [, chain, ...rest] = row.split(" ");
    const text = rest
        .join(" ")
        .replace(/(?:! )?(--[a-z0-9-]+) /g, (all, option: string) =>
            extension[option] ? `-m ${extension[option]} ${all}` : all,
        );
    // The expression of u32 is one word.
    const quoted = text.replace(/--u32 (\S+)/, '--u32 "$1"');
    return `${chain} -m comment --comment "${mark}" ${quoted}`;
}

export const familyOf = (addressOrNetwork: string): 4 | 6 => addressFamily(addressOrNetwork.split("/")[0] as string);

/** A port or range as a match wants it. */
export function range(ports: string): string {
    const { first, last } = parsePorts(ports);
    return first === last ? `${first}` : `${first}:${last}`;
}
