import { markOf, ownerIn } from "../../naming";
import { netns as table } from "../../spec/netns";
import { type Deeds, define } from "../define";
import { type Command, cmd, ip, type Step, step } from "../kernel/command";
import { type Section, section } from "../kernel/facts";
import { link } from "../kernel/link";
import { procFile } from "../kernel/sysctl";
import type { Plan } from "../kind";

/** A named network namespace (ip-netns(8)); a note on the host says whose it is, and the alias of its `lo`. */
export const netnsDeeds = {
    identity: ({ name }) => `netns/${name}`,
    links: ({ name }) => [[name, "lo"]],
    look: ({ name, sysctls }) => [cmd`netns_facts ${name} ${Object.keys(sysctls).map(procFile)}`],
    parse(facts, owned) {
        const found = section(facts, "netns", owned.name);
        const lo = found && link(found);
        if (!found || !lo) return undefined;
        const noted = found.lines.find((line) => line.startsWith("= owner "));
        return {
            owner: ownerIn(noted?.slice("= owner ".length) ?? lo.alias, owned.owner),
            // Made when the alias of lo was all that said whose it is, or by an operation that was killed.
            ...(noted === undefined && lo.alias === markOf(owned.owner) && { unfinished: true }),
            loopback: lo.up,
            sysctls: valuesIn(found, owned.sysctls),
        };
    },
    converge(seen, wanted) {
        const { name } = wanted;
        const before = seen ?? { owner: wanted.owner, loopback: false, sysctls: {} };
        const lo = (...words: string[]) => cmd`${ip(name)} link set dev lo ${words}`;
        const alias = (owner: string) => lo("alias", owner && markOf(owner));
        const note = (owner: string) => cmd`netns_note ${name} ${owner && markOf(owner)}`;
        const loopback = (up: boolean) => lo(up ? "up" : "down");
        return {
            demands: seen ? [cmd`not_management_netns ${name}`] : [cmd`free_netns ${name}`],
            steps: [
                ...(seen ? [] : [step(cmd`netns_make ${name} ${markOf(wanted.owner)}`, cmd`netns_drop ${name}`)]),
                ...(before.owner === wanted.owner
                    ? []
                    : [step(note(wanted.owner), note(before.owner)), step(alias(wanted.owner), alias(before.owner))]),
                ...(before.owner === wanted.owner && seen?.unfinished ? [step(note(wanted.owner), note(""))] : []),
                ...(before.loopback === wanted.loopback
                    ? []
                    : [step(loopback(wanted.loopback), loopback(before.loopback))]),
                ...sysctlSteps(name, before.sysctls, wanted.sysctls, wanted.adopt || seen?.before !== undefined),
            ],
        };
    },
    // Its settings stand in the note word by word.
    giveBack: (seen, before): Plan => netnsDeeds.converge(seen, { ...before, sysctls: {} }),
    remove: ({ name, killProcesses }) => ({
        demands: [cmd`not_management_netns ${name}`, ...(killProcesses ? [] : [cmd`idle_netns ${name}`])],
        steps: [...(killProcesses ? [step(cmd`kill_netns ${name}`)] : []), step(cmd`netns_drop ${name}`)],
    }),
} satisfies Deeds<typeof table>;

export const netns = define(table, netnsDeeds);

/** `= /proc/sys/net/… VALUE` lines, as the settings that were asked for. */
function valuesIn({ lines }: Section, asked: Readonly<Record<string, string>>): Record<string, string> {
    const values = new Map(
        lines
            .filter((line) => line.startsWith("= "))
            .map((line) => line.slice(2).split(/ (.*)/, 2) as [string, string]),
    );
    return Object.fromEntries(
        Object.keys(asked).flatMap((key) =>
            values.has(procFile(key)) ? [[key, (values.get(procFile(key)) as string).replaceAll("\t", " ")]] : [],
        ),
    );
}

function sysctlSteps(
    name: string,
    before: Readonly<Record<string, string>>,
    wanted: Readonly<Record<string, string>>,
    adopted: boolean,
): Step[] {
    const write = (key: string, value: string): Command =>
        cmd`ip netns exec ${name} sh -c ${'printf "%s\\n" "$2" >"$1"'} sh ${procFile(key)} ${value}`;
    const changed = Object.entries(wanted).filter(([key, value]) => before[key] !== value);
    const fresh = changed.filter(([key]) => before[key] === undefined);
    return [
        ...(adopted && changed.length > 0
            ? [step(cmd`adopted_settings ${name} ${changed.map(([key]) => procFile(key))}`)]
            : []),
        ...changed.flatMap(([key, value]) => {
            const old = before[key];
            return old === undefined ? [] : [step(write(key, value), write(key, old))];
        }),
        // What these were only the host can tell: so all of them or none, and nothing behind them that could fail.
        ...(fresh.length > 0
            ? [step(cmd`netns_settings ${name} ${fresh.flatMap(([key, value]) => [procFile(key), value])}`)]
            : []),
    ];
}
