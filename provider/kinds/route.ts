import { addressFamily } from "../../addressing";
import { route as table } from "../../spec/route";
import type { Problem } from "../../spec/schema/inputs";
import { derived, isKnown } from "../../spec/schema/unknown";
import type { Inputs, State } from "../../spec/types";
import { define } from "../define";
import {
    hostRouteGone,
    hostRouteIn,
    hostRouteLook,
    hostRouteSteps,
    keepsHostRoute,
    keepsWithout,
    noteOf,
} from "../kernel/host-route";

type Route = Inputs<typeof table>;

/** A route of the host's own main table (ip-route(8)). */
export const route = define(table, {
    complete(inputs) {
        const { via, metric } = inputs;
        // The family of a default route is that of its gateway.
        const to = inputs.to === "default" && via && isKnown(via) && addressFamily(via) === 6 ? "::/0" : inputs.to;
        const name = derived([to, metric], () => (metric === undefined ? to : `${to} metric ${metric}`));
        return { ...inputs, to, onlink: inputs.onlink || undefined, name };
    },
    problems: ({ to, via, device, source, onlink }): Problem[] => {
        const family = to === "default" ? 4 : isKnown(to) ? addressFamily(to.split("/")[0] as string) : undefined;
        const others = Object.entries({ via, source });
        return [
            ...(via || device ? [] : [{ property: "via", reason: "is missing: give a gateway, a device, or both" }]),
            ...(onlink && !(via && device)
                ? [{ property: "onlink", reason: "needs via and device: it says that the gateway is on that link" }]
                : []),
            ...others.flatMap(([property, value]) =>
                family && value && isKnown(value) && addressFamily(value) !== family
                    ? [{ property, reason: `${value} is not of the same address family as ${to}` }]
                    : [],
            ),
        ];
    },
    identity: (inputs) => `route/${noteOf(inputs)}`,
    called: ({ row, name }) => row ?? name,
    look: (inputs) => [hostRouteLook(inputs)],
    parse(facts, owned) {
        const found = hostRouteIn(facts, owned, owned.owner);
        if (!found) return undefined;
        const { owner, row, via, source, onlink } = found;
        const device = owned.device === undefined ? undefined : found.device;
        return { owner, row, via, source, onlink, device };
    },
    givesBack: true,
    converge(seen, wanted, known) {
        const same = seen !== undefined && isSame(seen, wanted);
        // Of one that is in the state, what is as we made it has only lost its note.
        const adopted = wanted.adopt && !(known && same);
        return {
            demands: same ? [] : [keepsHostRoute(wanted)],
            steps: hostRouteSteps(seen, wanted, wanted.owner, { same, adopted }),
        };
    },
    remove: (seen) => ({ demands: [keepsWithout(seen)], steps: hostRouteGone(seen, seen) }),
});

/** Whether nothing is to be changed; what a daemon put there becomes `proto static`, so that it is the program's. */
const isSame = (seen: State<typeof table>, wanted: Route): boolean =>
    / proto static( |$)/.test(seen.row ?? "") &&
    (["via", "device", "source", "onlink"] as const).every((key) => seen[key] === wanted[key]);
