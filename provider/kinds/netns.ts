import { z } from "zod";
import { ownerIn, ownerMark, physicalName } from "../../naming";
import { flag, known } from "../inputs";
import { type Command, cmd, ip, type Step, step } from "../kernel/command";
import { type Section, section } from "../kernel/facts";
import { link } from "../kernel/link";
import { procFile, sysctlKey, sysctlValue } from "../kernel/sysctl";
import type { Common, Kind } from "../kind";
import { common, netnsName } from "./fields";

interface Inputs extends Common {
    readonly loopback: boolean;
    readonly sysctls: Readonly<Record<string, string>>;
    readonly killProcesses: boolean;
}

/** A named network namespace (ip-netns(8)); its `lo` carries our mark. */
export const netns: Kind<Inputs> = {
    type: "Netns",
    noun: "network namespace",
    shape: {
        ...common,
        name: netnsName.optional(),
        loopback: flag.default(true),
        sysctls: known(z.record(sysctlKey, sysctlValue, { error: wrongKey })).default({}),
        killProcesses: flag.default(false),
    },
    complete: (inputs) => ({ ...inputs, name: inputs.name ?? physicalName(inputs.owner) }),
    problems: () => [],
    replaces: ["name"],
    identity: ({ name }) => `netns/${name}`,
    look: ({ name, sysctls }) => [cmd`netns_facts ${name} ${Object.keys(sysctls).map(procFile)}`],
    parse(facts, owned) {
        const found = section(facts, "netns", owned.name);
        const lo = found && link(found);
        if (!found || !lo) return undefined;
        return {
            ...owned,
            owner: ownerIn(lo.alias, owned.owner),
            loopback: lo.up,
            sysctls: valuesIn(found, owned.sysctls),
        };
    },
    converge(seen, wanted) {
        const { name } = wanted;
        const before = seen ?? { owner: "", loopback: false, sysctls: {} };
        const lo = (...words: string[]) => cmd`${ip(name)} link set dev lo ${words}`;
        const alias = (owner: string) => lo("alias", owner && ownerMark(owner));
        const loopback = (up: boolean) => lo(up ? "up" : "down");
        return {
            demands: seen ? [cmd`not_management_netns ${name}`] : [],
            steps: [
                ...(seen ? [] : [step(cmd`netns_make ${name} ${ownerMark(wanted.owner)}`, cmd`ip netns del ${name}`)]),
                ...(before.owner === wanted.owner || !seen ? [] : [step(alias(wanted.owner), alias(before.owner))]),
                ...(before.loopback === wanted.loopback
                    ? []
                    : [step(loopback(wanted.loopback), loopback(before.loopback))]),
                ...sysctlSteps(name, before.sysctls, wanted.sysctls),
            ],
        };
    },
    remove: ({ name, killProcesses }) => ({
        demands: [cmd`not_management_netns ${name}`, ...(killProcesses ? [] : [cmd`idle_netns ${name}`])],
        steps: [...(killProcesses ? [step(cmd`kill_netns ${name}`)] : []), step(cmd`ip netns del ${name}`)],
    }),
};

/** What is wrong with a key in its own words; zod has only "Invalid key". */
function wrongKey(issue: {
    readonly code?: string;
    readonly issues?: readonly { readonly message: string }[];
    readonly input?: unknown;
}): string {
    if (issue.code === "invalid_key") return issue.issues?.[0]?.message ?? "is not a key";
    return `${JSON.stringify(issue.input)} is not an object of keys and values`;
}

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
): Step[] {
    const write = (key: string, value: string): Command =>
        cmd`ip netns exec ${name} sh -c ${'printf "%s\\n" "$2" >"$1"'} sh ${procFile(key)} ${value}`;
    const changed = Object.entries(wanted).filter(([key, value]) => before[key] !== value);
    const fresh = changed.filter(([key]) => before[key] === undefined);
    return [
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
