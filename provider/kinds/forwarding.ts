import { addressFamily } from "../../addressing";
import { forwarding as table } from "../../spec/forwarding";
import type { Problem } from "../../spec/schema/inputs";
import { isKnown } from "../../spec/schema/unknown";
import type { Inputs } from "../../spec/types";
import { define } from "../define";
import { step } from "../kernel/command";
import { fdbSteps } from "../kernel/fdb";
import {
    forgetCommand,
    freeEntries,
    type Held,
    heldIn,
    heldLook,
    heldOf,
    noteCommand,
    type Place,
    switchSteps,
} from "../kernel/forwarding";
import { neighbourSteps } from "../kernel/neighbour";
import { entriesOf } from "./vxlan-plan";

const placeOf = ({ tunnel, name, bridge }: Inputs<typeof table>): Place => ({
    tunnel,
    name,
    neighboursOn: bridge ?? tunnel,
});

/** Entries of one owner on a tunnel that several share (bridge(8), fdb; ip-neighbour(8)). */
export const forwarding = define(table, {
    problems: ({ peers, forwarding: list }): Problem[] => {
        const vteps: [property: string, vtep: string][] = [
            ...peers.map((item, index): [string, string] => [`peers[${index}]`, item]),
            ...list.map(({ vtep }, index): [string, string] => [`forwarding[${index}].vtep`, vtep]),
        ];
        const known = vteps.filter(([, vtep]) => isKnown(vtep));
        const family = known[0] && addressFamily(known[0][1]);
        return known
            .filter(([, vtep]) => addressFamily(vtep) !== family)
            .map(([property, vtep]) => ({
                property,
                reason: `${vtep} is not of the same address family as the rest of the underlay`,
            }));
    },
    identity: (inputs) => `forwarding/${inputs.tunnel}/${inputs.name}`,
    look: (inputs) => [heldLook(placeOf(inputs))],
    parse(facts, owned) {
        const found = heldIn(facts, placeOf(owned), owned.owner);
        return (
            found && {
                owner: found.owner,
                ...entriesOf(found.fdb, undefined),
                neighbors: found.neighbours,
            }
        );
    },
    converge(seen, wanted) {
        const place = placeOf(wanted);
        const before: Held = seen ? heldOf(seen) : { fdb: [], neighbours: [] };
        const after = heldOf(wanted);
        const back = seen ? noteCommand(place, { ...seen, adopt: false }, before) : forgetCommand(place);
        return {
            demands: [freeEntries(place, wanted.adopt, before, after)],
            steps: [
                // Whoever finds this half-done finds all of it noted: what was, and what was to be.
                step(noteCommand(place, wanted, before, after), back),
                ...entrySteps(place, before, after),
                step(noteCommand(place, wanted, after)),
            ],
        };
    },
    remove: (seen) => ({
        demands: [],
        steps: [
            ...entrySteps(placeOf(seen), heldOf(seen), { fdb: [], neighbours: [] }),
            step(forgetCommand(placeOf(seen))),
        ],
    }),
});

function entrySteps(place: Place, before: Held, after: Held) {
    const { tunnel, neighboursOn } = place;
    const { added, gone } = switchSteps(tunnel, before.fdb, after.fdb);
    return [
        ...fdbSteps(before.fdb, after.fdb, tunnel),
        ...added,
        ...neighbourSteps(before.neighbours, after.neighbours, neighboursOn),
        ...gone,
    ];
}
