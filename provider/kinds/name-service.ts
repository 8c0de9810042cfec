import { nameService as table } from "../../spec/name-service";
import type { Problem } from "../../spec/schema/inputs";
import { isKnown } from "../../spec/schema/unknown";
import { define } from "../define";
import { nameSteps, namesIn, namesLook, nobody } from "../kernel/name-files";

/** The name service of a namespace: its resolv.conf and hosts (ip-netns(8), resolv.conf(5), hosts(5)). */
export const nameService = define(table, {
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
            ...Object.entries(hosts).flatMap(([name, addresses]) =>
                addresses.length === 0 ? [{ property: `hosts.${name}`, reason: "has no address: leave it out" }] : [],
            ),
            ...(fourth
                ? [{ property: "nameservers[3]", reason: `${fourth} would never be asked: resolv.conf(5) holds three` }]
                : []),
        ];
    },
    identity: ({ netns }) => `${netns}/names`,
    look: ({ netns }) => [namesLook(netns)],
    parse(facts, owned) {
        const found = namesIn(facts, owned.owner);
        return found;
    },
    converge: (seen, wanted) => ({
        demands: [],
        steps: nameSteps(wanted.netns, wanted.owner, seen ?? {}, wanted),
    }),
    remove: (seen) => ({ demands: [], steps: nameSteps(seen.netns, seen.owner, seen, nobody) }),
});
