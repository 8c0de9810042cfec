import { ownerIn, ownerMark } from "../../naming";
import { type Command, cmd, type Step, step, withInput } from "./command";
import { type Facts, section } from "./facts";
import { parseRule, type Rule, restorable, words } from "./rule";

/** Our rules as a look found them, and who owns them; undefined where there is none. */
export function rulesIn(facts: Facts, owner: string): { readonly owner: string; readonly rules: Rule[] } | undefined {
    const found = section(facts, "rules");
    if (!found) return undefined;
    const rules: Rule[] = [];
    const owners = new Set<string>();
    let table = "";
    for (const line of found.lines) {
        if (line.startsWith("*")) table = line.slice(1);
        if (!line.startsWith("-A ")) continue;
        const [, chain = "", ...rest] = words(line);
        const { text, comment } = parseRule(rest);
        owners.add(ownerIn(comment, owner));
        rules.push(`${table} ${chain === "DOCKER-USER" ? "FORWARD" : chain} ${text}`);
    }
    const stranger = [...owners].find((item) => item !== owner && item !== "");
    // Chains that somebody flushed carry no mark any more, but hold nothing that could be lost either.
    return { owner: owners.has(owner) || rules.length === 0 ? owner : (stranger ?? ""), rules };
}

/** Rules as input of iptables-restore: our own chains with what is in them, then the jumps to them, before all others. */
function restoreInput(name: string, owner: string, rules: readonly Rule[]): string {
    const mark = ownerMark(owner);
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

const tablesOf = (rules: readonly Rule[]): string[] => [...new Set(rules.map((row) => row.split(" ")[0] as string))];

export const toolOf = (family: number): "iptables" | "ip6tables" => (family === 6 ? "ip6tables" : "iptables");

/** The step from the rules that are there to those wanted: all of a table in one transaction. */
export function rulesSteps(
    tool: string,
    name: string,
    owner: string,
    seen: readonly Rule[],
    wanted: readonly Rule[],
): Step[] {
    const replace = (rules: readonly Rule[]): Command =>
        withInput(cmd`rules_replace ${tool} ${name}`, restoreInput(name, owner, rules));
    const undo = [replace(seen), ...tidySteps(tool, wanted, seen).map(({ run }) => run)];
    // Also where the rules have gone before, by hand or by a removal that was killed: their table is still there.
    return [step(replace(wanted), ...undo), ...(wanted.length > 0 ? [] : [step(cmd`tables_tidy ${tool}`)])];
}

/** What follows when rules leave a table: an empty one does not stay. The last step of an update, as it has no undo. */
export function tidySteps(tool: string, seen: readonly Rule[], wanted: readonly Rule[]): Step[] {
    const stay = tablesOf(wanted);
    return tablesOf(seen).some((table) => !stay.includes(table)) ? [step(cmd`tables_tidy ${tool}`)] : [];
}

/** The look for the rules of this name. */
export const rulesLook = (tool: string, name: string): Command => cmd`rules_facts ${tool} ${name}`;
