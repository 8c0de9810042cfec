import { ownerIn, physicalName } from "../../naming";
import { isKnown } from "../../spec/schema/unknown";
import type { Inputs } from "../../spec/types";
import { veth as table } from "../../spec/veth";
import { type Deeds, define } from "../define";
import { cmd, step } from "../kernel/command";
import { arePeers, type Link, linkIn } from "../kernel/link";
import { notManagement } from "../kernel/management";
import { cableGone, planCable } from "./cable-plan";
import { mustBe } from "./taken-link";
import { endProblems, endState, macOf } from "./veth-end";

type Veth = Inputs<typeof table>;

/** A veth pair: a virtual cable between two namespaces (veth(4)). */
export const vethDeeds = {
    complete(inputs) {
        const owner = inputs.owner;
        const size = inputs.mtu ?? 1500;
        const host = { ...inputs, name: inputs.name ?? physicalName(owner, { prefix: "veth" }), mtu: size };
        const inside = inputs.peer.netns ? "eth0" : physicalName(`${owner}/peer`, { prefix: "vp" });
        const peer = { ...inputs.peer, name: inputs.peer.name ?? inside, mtu: inputs.peer.mtu ?? size };
        const seed = `${inputs.host.name}/${host.netns ?? ""}/${host.name}`;
        return { ...host, mac: macOf(host, seed), peer: { ...peer, mac: macOf(peer, `${seed}/peer`) } };
    },
    problems: (inputs) => [
        ...endProblems("", inputs),
        ...endProblems("peer.", inputs.peer),
        ...(isKnown(inputs.name, inputs.netns, inputs.peer) &&
        inputs.name === inputs.peer.name &&
        inputs.netns === inputs.peer.netns
            ? [
                  {
                      property: "peer.name",
                      reason: `${inputs.name} is the name of the other end too, in the same namespace`,
                  },
              ]
            : []),
    ],
    identity: ({ netns, name }) => (netns ? `${netns}/link/${name}` : `link/${name}`),
    links: ({ netns, name, peer }) => [
        [netns ?? "", name],
        [peer.netns ?? "", peer.name],
    ],
    look: ({ netns, name, peer }) => [cmd`veth_facts ${netns ?? ""} ${name} ${peer.netns ?? ""} ${peer.name}`],
    parse(facts, owned) {
        const found = linkIn(facts, owned.netns, owned.name);
        if (!found) return undefined;
        mustBe("veth", "veth", found, owned);
        const other = linkIn(facts, owned.peer.netns, owned.peer.name);
        const half = found.unfinished || other?.unfinished;
        const peer = other && arePeers(found, other) ? other : undefined;
        // Whoever lives in a namespace can change the end in there: where there is one on the host, that one decides.
        const decisive = owned.netns && !owned.peer.netns && peer ? peer : found;
        const owner = ownerIn(decisive.alias, owned.owner);
        return {
            ...endState(owned, found),
            owner,
            unfinished: (half && (decisive.unfinished || owner === owned.owner)) || undefined,
            // Without its peer where it should be, or half-made, the pair has to be made again.
            peer:
                peer && !half
                    ? farEnd(owned, peer)
                    : { netns: undefined, master: undefined, owner: undefined, ...owned.peer, name: "", up: false },
            ifindex: found.index,
        };
    },
    converge(seen, wanted, known) {
        if (seen && !known && seen.peer.name === "" && seen.owner === "" && !seen.unfinished)
            return { demands: [notManagement(seen), cmd`refuse ${elsewhere(wanted)}`], steps: [] };
        return planCable(seen, wanted);
    },
    // Without its peer where that was, the end that is there.
    giveBack: (seen, before) => planCable(seen.peer.name === "" ? { ...seen, peer: before.peer } : seen, before),
    // The pair dies as one.
    remove: (seen) => ({
        demands: [notManagement(seen), ...(seen.peer.name === "" ? [] : [notManagement(seen.peer)])],
        steps: [step(cableGone(seen))],
    }),
} satisfies Deeds<typeof table>;

export const veth = define(table, vethDeeds);

/** A pair that has to be made anew is none that could be given back. */
export const elsewhere = ({ name, netns, peer }: Pick<Veth, "name" | "netns" | "peer">): string =>
    `the other end of ${name} is not ${peer.name}${peer.netns ? ` in namespace ${peer.netns}` : ""}, and a cable is adopted as a whole: ` +
    `say as peer where its end is, or remove it with: ip ${netns ? `-n ${netns} ` : ""}link del ${name}`;

function farEnd({ peer, owner }: Veth, link: Link) {
    const mark = ownerIn(link.alias, owner);
    return { ...endState(peer, link), owner: mark === owner ? undefined : mark };
}
