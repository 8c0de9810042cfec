import { parted } from "../../naming";
import type { Inputs, State } from "../../spec/types";
import type { veth } from "../../spec/veth";
import { type Command, cmd, ip, step } from "../kernel/command";
import { keepsConnection, notManagement } from "../kernel/management";
import { unfinishedGroup } from "../kernel/mark";
import type { Plan } from "../kind";
import { type End, endSteps, overlaps } from "./veth-end";

type Cable = Inputs<typeof veth>;

/**
 * From the cable that is there to the one that is wanted. With `intoNew` its far end goes into a namespace that the same
 * operation makes: nothing is there to ask about.
 */
export function planCable(
    seen: State<typeof veth> | undefined,
    wanted: Cable,
    { intoNew }: { readonly intoNew: boolean } = { intoNew: false },
): Plan {
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
            ...(seen && !whole ? [step(cableGone(seen))] : []),
            ...(whole ? [] : [step(add(wanted), cableGone(wanted))]),
            ...endSteps(before, wanted, !whole),
            ...endSteps(far, { ...peer, owner }, !whole),
        ],
    };
}

/** Takes both ends away. */
export const cableGone = ({ netns, name }: End): Command => cmd`${ip(netns)} link del dev ${name}`;

const pick = ({ name, mac, mtu }: End) => ({ name, mac, mtu });

/** Made from the end that has a namespace to name, so that the other can be in the host's own. */
function add({ peer, ...host }: Cable): Command {
    const [here, there] = peer.netns || !host.netns ? [host, peer] : [peer, host];
    const into = there.netns && there.netns !== here.netns ? ["netns", there.netns] : [];
    return cmd`${ip(here.netns)} link add name ${here.name} group ${unfinishedGroup} address ${here.mac} mtu ${here.mtu} type veth peer name ${there.name} group ${unfinishedGroup} address ${there.mac} mtu ${there.mtu} ${into}`;
}
