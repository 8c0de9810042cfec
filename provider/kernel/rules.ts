import { markOf, ownerIn } from "../../naming";
import { type Command, cmd, type Step, step, withInput } from "./command";
import { type Facts, section } from "./facts";
import { parseRule, type Rule, restorable, type Table, words } from "./rule";

/** Our rules as a look found them, and who owns them; undefined where there is none. */
export function rulesIn(facts: Facts, owner: string): { readonly owner: string; readonly rules: Rule[] } | undefined {
    const found = section(facts, "rules");
    if (!found) return undefined;
    const rules: Rule[] = [];
    const owners = new Set<string>();
    let table = "";
    let flavour = "";
    for (const line of found.lines) {
        if (line.startsWith("= flavour ")) flavour = `${line.slice("= flavour ".length)} `;
        if (line.startsWith("*")) table = line.slice(1);
        if (!line.startsWith("-A ")) continue;
        const [, chain = "", ...rest] = words(line);
        const { text, comment } = parseRule(rest);
        owners.add(ownerIn(comment, owner));
        rules.push(`${flavour}${table} ${chain === "DOCKER-USER" ? "FORWARD" : chain} ${text}`);
    }
    const stranger = [...owners].find((item) => item !== owner && item !== "");
    // Chains that somebody flushed carry no mark any more, but hold nothing that could be lost either.
    return { owner: owners.has(owner) || rules.length === 0 ? owner : (stranger ?? ""), rules };
}

/** Rules as input of iptables-restore: our own chains with what is in them, then the jumps to them, before all others. */
function restoreInput(name: string, owner: string, rules: readonly Rule[]): string {
    const mark = markOf(owner);
    const isOwn = (row: Rule) => row.split(" ")[1]?.startsWith(`${name}-`);
    const text = (table: string): string[] => {
        const rows = rules.filter((row) => row.startsWith(`${table} `));
        const own = rows.filter(isOwn);
        return [
            `*${table}`,
            ...new Set(own.map((row) => `:${row.split(" ")[1]} - [0:0]`)),
            ...own.map((row) => `-A ${restorable(row, mark)}`),
            ...rows.filter((row) => !isOwn(row)).map((row) => `-I ${restorable(row, mark)}`),
            "COMMIT",
        ];
    };
    return tablesOf(rules).flatMap(text).join("\n");
}

/** A row without its flavour: the same rule has the same place, wherever it stands. */
const bareRow = (row: Rule): Rule => row.replace(/^(legacy|nft) /, "");

/** What stands in the place of a rule that is gone: Pulumi compares lists by position, and the rest keeps its own. */
const missing = "missing: ";

/** The rules that a look found, each in the place where we know it; what we do not know comes last. */
export function inPlace(known: readonly Rule[], found: readonly Rule[]): Rule[] {
    const left = new Map<Rule, Rule[]>();
    for (const row of found) left.set(bareRow(row), [...(left.get(bareRow(row)) ?? []), row]);
    const rows = known.map((row) => {
        const whole = row.startsWith(missing) ? row.slice(missing.length) : bareRow(row);
        return left.get(whole)?.shift() ?? `${missing}${whole}`;
    });
    return [...rows, ...[...left.values()].flat()];
}

const present = (rules: readonly Rule[]): Rule[] => rules.filter((row) => !row.startsWith(missing));

const tablesOf = (rules: readonly Rule[]): string[] => [
    ...new Set(present(rules).map((row) => row.split(" ")[0] as string)),
];

export const toolOf = (family: number): "iptables" | "ip6tables" => (family === 6 ? "ip6tables" : "iptables");

/** Rows by the tool that has them: `legacy nat …` and `nft nat …` stand in tables of the other flavour. */
function byTool(tool: string, rules: readonly Rule[]): Map<string, Rule[]> {
    const all = new Map<string, Rule[]>([[tool, []]]);
    for (const row of present(rules)) {
        const [, flavour, rest = row] = /^(legacy|nft) (.*)$/.exec(row) ?? [];
        const whose = flavour ? `${tool}-${flavour}` : tool;
        all.set(whose, [...(all.get(whose) ?? []), rest]);
    }
    return all;
}

/**
 * The steps from the rules that are there to those wanted: all of a table in one transaction. What the other flavour of
 * iptables has goes when the host's own has the new.
 */
export function rulesSteps(
    tool: string,
    name: string,
    owner: string,
    seen: readonly Rule[],
    wanted: readonly Rule[],
): Step[] {
    const replace = (whose: string, before: readonly Rule[], after: readonly Rule[]): Command =>
        withInput(
            cmd`rules_replace ${whose} ${name} ${tablesOf([...before, ...after])}`,
            restoreInput(name, owner, after),
        );
    const { [tool]: own = [], ...elsewhere } = Object.fromEntries(byTool(tool, seen));
    return [
        step(
            replace(tool, own, wanted),
            replace(tool, wanted, own),
            ...tidySteps(tool, wanted, seen).map(({ run }) => run),
        ),
        ...Object.entries(elsewhere).map(([whose, rows]) => step(replace(whose, rows, []), replace(whose, [], rows))),
        // Also where the rules have gone before, by hand or by a removal that was killed: their table is still there.
        ...(wanted.length > 0 ? [] : [step(cmd`tables_tidy ${tool}`)]),
    ];
}

/** What follows when rules leave a table: an empty one does not stay. The last step of an update, as it has no undo. */
export function tidySteps(tool: string, seen: readonly Rule[], wanted: readonly Rule[]): Step[] {
    const stay = tablesOf(wanted);
    return tablesOf(seen).some((table) => !stay.includes(table)) ? [step(cmd`tables_tidy ${tool}`)] : [];
}

/** The look for the rules of this name, which can be in these tables. */
export const rulesLook = (tool: string, name: string, ...tables: readonly Table[]): Command =>
    cmd`rules_facts ${tool} ${name} ${tables}`;
