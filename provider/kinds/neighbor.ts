import { markOf, ownerIn } from "../../naming";
import { neighbor as table } from "../../spec/neighbor";
import type { Problem } from "../../spec/schema/inputs";
import { derived, isKnown } from "../../spec/schema/unknown";
import type { Inputs, State } from "../../spec/types";
import { define } from "../define";
import { type Command, cmd, ip, type Step, step } from "../kernel/command";
import { section } from "../kernel/facts";

type Neighbor = Inputs<typeof table>;

/** Who has an address on a link (ip-neighbour(8)). */
export const neighbor = define(table, {
    complete: (inputs) => {
        const { address, device } = inputs;
        return { ...inputs, name: derived([address, device], () => `${address} on ${device}`) };
    },
    problems: ({ address }): Problem[] =>
        isKnown(address) && isNobodys(address)
            ? [{ property: "address", reason: `${address} is no address of a neighbour: give that of one interface` }]
            : [],
    identity: ({ netns, device, address }) => `${netns ? `${netns}/` : ""}neighbor/${device}/${address}`,
    called: ({ address, device, row }) => `${address} ${row ?? ""} on ${device}`,
    look: (inputs) => [cmd`neighbor_facts ${place(inputs)}`],
    parse(facts, owned) {
        const [netns, device, address] = place(owned);
        const label = [...(netns ? [netns] : []), device, address].join("@");
        const [mark = "", line = ""] = section(facts, "neighbor", label)?.lines ?? [];
        if (!line) return undefined;
        const row = line.slice(2);
        const mac = /(?:^| )lladdr (\S+)/.exec(row)?.[1] ?? "";
        return { owner: ownerIn(mark.slice("= owner ".length), owned.owner), mac, row };
    },
    givesBack: true,
    converge(seen, wanted, known) {
        const same = seen !== undefined && isSame(seen, wanted);
        // Of one that is in the state, what is as we made it has only lost its note.
        const before = wanted.adopt && !(known && same) && seen?.owner === "" ? seen.row : undefined;
        const { netns, device, address, mac } = wanted;
        return {
            demands: [
                cmd`neighbor_link ${netns ?? ""} ${device}`,
                ...(netns || same ? [] : [cmd`not_hop ${device} ${address}`]),
            ],
            steps: [
                // Whoever finds this half-done finds it noted, and what was there before.
                ...(seen?.owner === wanted.owner
                    ? []
                    : [step(noteCommand(wanted, wanted.owner, before), noteCommand(wanted, seen?.owner ?? ""))]),
                ...(same
                    ? []
                    : [
                          step(
                              cmd`${ip(netns)} neigh replace ${address} lladdr ${mac} dev ${device} nud permanent`,
                              seen ? putBack(seen) : cmd`${ip(netns)} neigh del ${address} dev ${device}`,
                          ),
                      ]),
            ],
        };
    },
    remove: (seen) => ({ demands: [], steps: goneSteps(seen) }),
});

const place = ({ netns, device, address }: Neighbor): string[] => [netns ?? "", device, address];

/** Addresses whose MAC follows from them, or that nobody has. */
const isNobodys = (address: string): boolean =>
    /^(22[4-9]|23\d)\.|^255\.255\.255\.255$|^0\.|^127\.|^ff[0-9a-f]{2}:|^::1?$/.test(address);

/** What a routing daemon put there becomes the program's, though it may say the same. */
const isSame = ({ mac, row = "" }: State<typeof table>, wanted: Neighbor): boolean =>
    mac === wanted.mac && / PERMANENT$/.test(row) && !row.includes("extern_learn");

const noteCommand = (inputs: Neighbor, owner: string, before = ""): Command =>
    owner ? cmd`neighbor_note ${place(inputs)} ${markOf(owner)} ${before}` : cmd`neighbor_forget ${place(inputs)}`;

const putBack = (seen: State<typeof table>): Command =>
    cmd`neighbor_put ${place(seen)} ${seen.row ?? `lladdr ${seen.mac} PERMANENT`}`;

const goneSteps = (seen: State<typeof table>): Step[] => [
    step(cmd`neighbor_give_back ${place(seen)}`, putBack(seen)),
    step(noteCommand(seen, ""), noteCommand(seen, seen.owner)),
];
