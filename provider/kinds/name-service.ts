import { z } from "zod";
import { isKnown, known, list, type Problem, text } from "../inputs";
import { type Names, nameSteps, namesIn, namesLook, nobody } from "../kernel/name-files";
import type { Common, Kind } from "../kind";
import { address, common, netnsName } from "./fields";

interface Inputs extends Common, Names {
    readonly netns: string;
}

const word = (rule: RegExp, what: string) =>
    text((value) => {
        if (rule.test(value)) return value;
        throw new Error(`${JSON.stringify(value)} is not ${what}`);
    });
const hostName = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}$/;
const domain = word(hostName, "a domain");
const option = word(/^[a-z][a-z0-9-]*(:\d+)?$/, "an option of resolv.conf(5), like ndots:1");
const inOrder = <T>(values: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
const hosts = known(
    z
        .record(z.string(), list(address), {
            error: ({ input }) => `${JSON.stringify(input)} is not an object of names and their addresses`,
        })
        .superRefine((value, context) => {
            for (const [name, addresses] of Object.entries(value)) {
                const add = (message: string) => context.addIssue({ code: "custom", path: [name], message });
                if (!hostName.test(name)) add(`${JSON.stringify(name)} is not a host name`);
                if (addresses.length === 0) add("has no address: leave it out");
            }
        })
        .transform(inOrder),
);

/** The name service of a namespace: its resolv.conf and hosts (ip-netns(8), resolv.conf(5), hosts(5)). */
export const nameService: Kind<Inputs> = {
    type: "NameService",
    noun: "name service",
    shape: {
        ...common,
        name: netnsName.optional(),
        netns: netnsName,
        nameservers: list(address).default([]),
        search: list(domain).default([]),
        options: list(option).default([]),
        hosts: hosts.default({}),
    },
    // There is one a namespace, so that it is called as that is.
    complete: (inputs) => ({ ...inputs, name: inputs.netns }),
    problems: ({ nameservers, search, options, hosts }): Problem[] => {
        if (!isKnown(nameservers, search, options, hosts)) return [];
        const none = [nameservers, search, options, Object.keys(hosts)].every((item) => item.length === 0);
        const fourth = nameservers[3];
        return [
            ...(none
                ? [{ property: "nameservers", reason: "is missing: give nameservers, search, options or hosts" }]
                : []),
            ...(fourth
                ? [{ property: "nameservers[3]", reason: `${fourth} would never be asked: resolv.conf(5) holds three` }]
                : []),
        ];
    },
    replaces: ["netns"],
    identity: ({ netns }) => `${netns}/names`,
    look: ({ netns }) => [namesLook(netns)],
    parse(facts, owned) {
        const found = namesIn(facts, owned.owner);
        return found && { ...owned, ...found };
    },
    converge: (seen, wanted) => ({
        demands: [],
        steps: nameSteps(wanted.netns, wanted.owner, seen ?? {}, wanted),
    }),
    remove: (seen) => ({ demands: [], steps: nameSteps(seen.netns, seen.owner, seen, nobody) }),
};
