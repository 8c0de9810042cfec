import { ownerIn, parted, physicalName } from "../../naming";
import { isKnown } from "../../spec/schema/unknown";
import type { Inputs } from "../../spec/types";
import { veth as table } from "../../spec/veth";
import { type Deeds, define } from "../define";
import { type Command, cmd, ip, step } from "../kernel/command";
import { arePeers, type Link, linkIn } from "../kernel/link";
import { keepsConnection, notManagement } from "../kernel/management";
import { unfinishedGroup } from "../kernel/mark";
import { mustBe } from "./taken-link";
import { type End, endProblems, endState, endSteps, macOf, overlaps } from "./veth-end";

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
    /** With `intoNew` the far end goes into a namespace that the same operation makes: nothing is there to ask about. */
    converge(seen, wanted, _known?: boolean, intoNew = false) {
        const whole = seen && seen.peer.name !== "" ? seen : undefined;
        const { owner, peer } = wanted;
        const bare: End = {
            ...wanted,
            addresses: [],
            routes: [],
            master: undefined,
            hairpin: false,
            isolated: false,
            up: false,
        };
        const before = whole ?? { ...bare, owner: "", peer: { ...bare, ...pick(peer), netns: peer.netns, owner: "" } };
        // With the mark of before states had one of their own, where the whole pair carries that.
        const same = before.owner === parted(owner).owner ? before.owner : owner;
        const far = { ...before.peer, owner: before.peer.owner ?? same };
        return {
            demands: [
                ...(seen && !whole ? [notManagement(seen)] : []),
                ...keepsConnection(whole, wanted, wanted.allowOverlap),
                ...(wanted.allowOverlap ? [] : overlaps(before, wanted)),
                ...(intoNew
                    ? []
                    : [
                          ...keepsConnection(whole && far, { ...peer, owner }, wanted.allowOverlap),
                          ...(whole || seen?.unfinished ? [] : [cmd`free_link ${peer.netns ?? ""} ${peer.name}`]),
                          ...(wanted.allowOverlap ? [] : overlaps(before.peer, peer)),
                      ]),
            ],
            steps: [
                ...(seen && !whole ? [step(del(seen))] : []),
                ...(whole ? [] : [step(add(wanted), del(wanted))]),
                ...endSteps(before, wanted, !whole),
                ...endSteps(far, { ...peer, owner }, !whole),
            ],
        };
    },
    // The pair dies as one.
    remove: (seen) => ({
        demands: [notManagement(seen), ...(seen.peer.name === "" ? [] : [notManagement(seen.peer)])],
        steps: [step(del(seen))],
    }),
} satisfies Deeds<typeof table>;

export const veth = define(table, vethDeeds);

function farEnd({ peer, owner }: Veth, link: Link) {
    const mark = ownerIn(link.alias, owner);
    return { ...endState(peer, link), owner: mark === owner ? undefined : mark };
}

const pick = ({ name, mac, mtu }: End) => ({ name, mac, mtu });
const del = ({ netns, name }: End): Command => cmd`${ip(netns)} link del dev ${name}`;

/** Made from the end that has a namespace to name, so that the other can be in the host's own. */
function add({ peer, ...host }: Veth): Command {
    const [here, there] = peer.netns || !host.netns ? [host, peer] : [peer, host];
    const into = there.netns && there.netns !== here.netns ? ["netns", there.netns] : [];
    return cmd`${ip(here.netns)} link add name ${here.name} group ${unfinishedGroup} address ${here.mac} mtu ${here.mtu} type veth peer name ${there.name} group ${unfinishedGroup} address ${there.mac} mtu ${there.mtu} ${into}`;
}
