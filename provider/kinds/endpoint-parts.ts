import { markOf, parted } from "../../naming";
import type { endpoint as table } from "../../spec/endpoint";
import type { netns as netnsTable } from "../../spec/netns";
import type { Inputs, Seen, State } from "../../spec/types";
import type { veth } from "../../spec/veth";
import { type Command, cmd } from "../kernel/command";
import { belongsTo } from "../whose";

type Endpoint = Inputs<typeof table>;

/**
 * Whose the parts of an endpoint are, each by its mark: "" for none, `unfinished` for one of ours that was not marked yet, and
 * `missing`. Of a cable without its far end the interface is missing. A namespace that is not the endpoint's own is no part of it.
 */
export interface Parts {
    readonly netns?: string;
    readonly cable: string;
    readonly interface: string;
}

/** A state names them only where they differ: otherwise all are there, and carry its mark. */
export const partsIn = ({ own, owner, parts }: State<typeof table>): Parts => ({
    ...(own && { netns: owner }),
    cable: owner,
    interface: owner,
    ...parts,
});

/** The namespace of an endpoint, as `Netns` has it. */
export const netnsOf = ({ host, owner, adopt, netns, loopback, sysctls, killProcesses }: Endpoint) => ({
    host,
    owner,
    adopt,
    name: netns,
    loopback,
    sysctls,
    killProcesses,
});

/** The cable of an endpoint, as `Veth` has it. */
export function cableOf(inputs: Endpoint) {
    const { host, owner, adopt, port, bridge, hairpin, isolated, allowOverlap } = inputs;
    const { interface: name, netns, addresses, routes, mac, mtu, up } = inputs;
    const peer = { name, netns, addresses, routes, mac, mtu, up, hairpin: false, isolated: false };
    return {
        ...{ host, owner, adopt, ...port, master: bridge || undefined, addresses: [], routes: [], hairpin, isolated },
        ...{ allowOverlap, peer },
    };
}

/** What was there of the namespace. */
export const netnsThere = (seen: State<typeof table>, mark: string) => ({
    ...netnsOf(seen),
    before: seen.before,
    ...(mark === "unfinished" ? { unfinished: true } : { owner: mark }),
});

/** What was there of the cable; without a far end it has to be made again. */
export function cableThere(seen: State<typeof table>, mark: string, far: string): State<typeof veth> {
    const cable = cableOf(seen);
    const unfinished = mark === "unfinished";
    const half = unfinished || far === "missing";
    return {
        ...cable,
        ...(unfinished ? { owner: "", unfinished } : { owner: mark }),
        peer: { ...cable.peer, ...(half ? { name: "", up: false } : { owner: far }) },
        ifindex: seen.ifindex,
    };
}

export function partsOf(
    { own, owner }: Endpoint,
    netns: Seen<typeof netnsTable> | undefined,
    cable: Seen<typeof veth> | undefined,
): Parts {
    const markOfPart = (part: { readonly owner: string; readonly unfinished?: boolean } | undefined) =>
        part ? (part.unfinished ? "unfinished" : part.owner) : "missing";
    return {
        ...(own && { netns: markOfPart(netns) }),
        cable: markOfPart(cable),
        interface: cable?.peer.name ? (cable.peer.owner ?? owner) : "missing",
    };
}

export const isThere = (mark: string | undefined): mark is string => mark !== undefined && mark !== "missing";

/** Whether a part is a stranger's: neither unmarked nor under our name, be that of another state of ours. */
export const isStrange = (mark: string | undefined, owner: string): mark is string =>
    isThere(mark) && mark !== "" && mark !== "unfinished" && markOf(parted(mark).owner) !== markOf(parted(owner).owner);

/**
 * Whose the endpoint is: that of its parts; ours where a stranger has but one of them, "" where one carries no mark. The interface
 * has no say, as whoever lives in the namespace can change its mark.
 */
export function whose({ netns, cable }: Parts, owner: string): string {
    const marks = [netns, cable].filter(isThere).map((mark) => (mark === "unfinished" ? owner : mark));
    const [first = owner] = marks;
    if (marks.every((mark) => mark === first) || marks.every((mark) => isStrange(mark, owner))) return first;
    return marks.includes("") ? "" : owner;
}

/** Refused where a part is a stranger's, whom nobody takes anything from without being told to. */
export function noStrangers({ netns, cable }: Parts, { port, owner, adopt, ...wanted }: Endpoint): Command[] {
    if (adopt) return [];
    return [
        ...(isStrange(netns, owner) ? [cmd`refuse ${`namespace ${wanted.netns} ${belongsTo(netns, owner)}`}`] : []),
        ...(isStrange(cable, owner) ? [cmd`refuse ${`the link ${port.name} ${belongsTo(cable, owner)}`}`] : []),
    ];
}
