import { isDeepStrictEqual } from "node:util";
import { canonicalAddress, isAddress } from "../../addressing";
import { markOf, ownerIn } from "../../naming";
import { type Command, cmd, type Step, step, withInput } from "./command";
import { type Facts, section } from "./facts";

/** What a namespace knows of names (resolv.conf(5), hosts(5)). */
export interface Names {
    readonly nameservers: readonly string[];
    readonly search: readonly string[];
    readonly options: readonly string[];
    readonly hosts: Readonly<Record<string, readonly string[]>>;
}

type Owned = Names & { readonly owner: string };

export const nobody: Names = { nameservers: [], search: [], options: [], hosts: {} };

const files = ["resolv.conf", "hosts"] as const;

/** The file takes the place of the host's own, which says where localhost is. */
const localhost = ["127.0.0.1 localhost", "::1 localhost"];

/** The rows of a file; none for no file. */
function rowsOf(file: (typeof files)[number], { nameservers, search, options, hosts }: Names): string[] {
    if (file === "resolv.conf")
        return [
            ...nameservers.map((address) => `nameserver ${address}`),
            ...(search.length > 0 ? [`search ${search.join(" ")}`] : []),
            ...(options.length > 0 ? [`options ${options.join(" ")}`] : []),
        ];
    const own = Object.entries(hosts).flatMap(([name, addresses]) => addresses.map((address) => `${address} ${name}`));
    return own.length > 0 ? [...localhost, ...own] : [];
}

export const namesLook = (netns: string): Command => cmd`name_facts ${netns}`;

/** What the files of a namespace say, and whose they are; undefined where there is none. */
export function namesIn(facts: Facts, owner: string): Owned | undefined {
    const found = files.flatMap((name) => section(facts, "file", name) ?? []);
    if (found.length === 0) return undefined;
    const rows = (name: string) =>
        (section(facts, "file", name)?.lines ?? []).map((line) => line.slice(2).trim().split(/\s+/));
    const owners = found.map(({ lines: [first = ""] }) => ownerIn(first.replace(/^= # /, ""), owner));
    const of = (key: string) => rows("resolv.conf").flatMap(([word, ...rest]) => (word === key ? rest : []));
    const hosts = new Map<string, string[]>();
    for (const [address = "", ...names] of rows("hosts"))
        for (const name of names)
            if (isAddress(address) && !localhost.includes(`${address} ${name}`))
                hosts.set(name, [...(hosts.get(name) ?? []), canonicalAddress(address)]);
    return {
        owner: owners.find((item) => item !== owner) ?? owner,
        nameservers: of("nameserver").map((item) => (isAddress(item) ? canonicalAddress(item) : item)),
        search: of("search"),
        options: of("options"),
        hosts: Object.fromEntries([...hosts].sort(([a], [b]) => (a < b ? -1 : 1))),
    };
}

/** Steps that make the files say what is wanted; each is written whole, where it does not say so or has not our mark. */
export function nameSteps(netns: string, owner: string, before: Partial<Owned>, wanted: Names): Step[] {
    return [
        ...files.flatMap((file) => {
            const [old, rows] = [rowsOf(file, { ...nobody, ...before }), rowsOf(file, wanted)];
            const undo = cmd`file_restore ${netns} ${file}`;
            if (before.owner === owner && isDeepStrictEqual(old, rows)) return [];
            if (rows.length > 0)
                return [
                    step(withInput(cmd`file_write ${netns} ${file}`, [`# ${markOf(owner)}`, ...rows].join("\n")), undo),
                ];
            return old.length > 0 ? [step(cmd`file_remove ${netns} ${file}`, undo)] : [];
        }),
        step(cmd`files_settle ${netns}`),
    ];
}
