import { addressFamily, macFromAddress, macFromText, networkOf, physicalName } from "../../sdk/addressing";
import { flag, isKnown, known, object, type Problem } from "../inputs";
import { layer3Steps, lostWhenDown } from "../kernel/address";
import { type Attributes, attributeSteps } from "../kernel/attributes";
import { type Command, cmd, ip, type Step, step } from "../kernel/command";
import { arePeers, type Link, linkIn } from "../kernel/link";
import { ownerIn } from "../kernel/mark";
import { inOrderOf } from "../kernel/order";
import { type Route, routeKey } from "../kernel/route";
import { type Common, type Kind, Taken } from "../kind";
import { addresses, common, gatewayProblems, linkName, mac, mtu, netnsName, routes, sizeProblems } from "./fields";

/** One end of the cable. */
interface End {
    readonly name: string;
    readonly netns?: string;
    readonly master?: string;
    readonly addresses: readonly string[];
    readonly routes: readonly Route[];
    readonly mac: string;
    readonly mtu: number;
    readonly hairpin: boolean;
    readonly isolated: boolean;
    readonly up: boolean;
}

interface Inputs extends Common, End {
    readonly peer: End;
    readonly allowOverlap: boolean;
}

interface State extends Inputs {
    readonly ifindex: number;
}

const end = {
    name: linkName.optional(),
    netns: netnsName.optional(),
    master: linkName.optional(),
    addresses: addresses.default([]),
    routes: routes.default([]),
    mac: mac.optional(),
    mtu: mtu.optional(),
    hairpin: flag.default(false),
    isolated: flag.default(false),
    up: flag.default(true),
};

/** A veth pair: a virtual cable between two namespaces (veth(4)). */
export const veth: Kind<Inputs, State> = {
    type: "Veth",
    noun: "veth",
    shape: { ...common, ...end, peer: known(object(end)), allowOverlap: flag.default(false) },
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
    replaces: ["name", "netns", "peer.name", "peer.netns"],
    identity: ({ netns, name }) => (netns ? `${netns}/link/${name}` : `link/${name}`),
    look: ({ netns, name, peer }) => [cmd`veth_facts ${netns ?? ""} ${name} ${peer.netns ?? ""} ${peer.name}`],
    parse(facts, owned) {
        const found = linkIn(facts, owned.netns, owned.name);
        if (!found) return undefined;
        if (found.kind !== "veth")
            throw new Taken(
                `${owned.name} on host ${owned.host.name} is a ${found.kind || "hardware"} link, not a veth: choose another name`,
            );
        const other = linkIn(facts, owned.peer.netns, owned.peer.name);
        const peer = other && arePeers(found, other) ? other : undefined;
        return {
            ...owned,
            ...endState(owned, found),
            owner: ownerIn(found.alias, owned.owner),
            // Without its peer where it should be, the pair has to be made again.
            peer: peer ? { ...owned.peer, ...endState(owned.peer, peer) } : { ...owned.peer, name: "", up: false },
            ifindex: found.index,
        };
    },
    converge(seen, wanted) {
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
        const before = whole ?? { ...bare, owner: "", peer: { ...bare, ...pick(peer), netns: peer.netns } };
        return {
            demands: [
                ...(whole ? [] : [cmd`free_link ${peer.netns ?? ""} ${peer.name}`]),
                ...(wanted.allowOverlap ? [] : [...overlaps(before, wanted), ...overlaps(before.peer, peer)]),
            ],
            steps: [
                ...(seen && !whole ? [step(del(seen))] : []),
                ...(whole ? [] : [step(add(wanted), del(wanted))]),
                ...endSteps({ ...before, owner: before.owner }, { ...wanted, owner }),
                ...endSteps({ ...before.peer, owner: before.owner }, { ...peer, owner }),
            ],
        };
    },
    // The pair dies as one.
    remove: (seen) => ({ demands: [], steps: [step(del(seen))] }),
};

const pick = ({ name, mac, mtu }: End) => ({ name, mac, mtu });
const del = ({ netns, name }: End): Command => cmd`${ip(netns)} link del dev ${name}`;

/** Made from the end that has a namespace to name, so that the other can be in the host's own. */
function add({ peer, ...host }: Inputs): Command {
    const [here, there] = peer.netns || !host.netns ? [host, peer] : [peer, host];
    const into = there.netns && there.netns !== here.netns ? ["netns", there.netns] : [];
    return cmd`${ip(here.netns)} link add name ${here.name} address ${here.mac} mtu ${here.mtu} type veth peer name ${there.name} address ${there.mac} mtu ${there.mtu} ${into}`;
}

/** From the address where there is one, so that the same address always has the same MAC and no ARP entry is stale. */
function macOf(item: End, seed: string): string {
    if (item.mac) return item.mac;
    const first = item.addresses[0];
    if (!first) return macFromText(seed);
    if (!isKnown(item.addresses)) return String(first);
    const bare = (list: readonly string[]) => list.map((text) => text.split("/")[0] as string);
    return macFromAddress(
        bare(item.addresses).find((text) => addressFamily(text) === 4) ?? (bare([first])[0] as string),
    );
}

const endState = (owned: End, link: Link): End => ({
    name: link.name,
    netns: owned.netns,
    master: link.master,
    addresses: inOrderOf(owned.addresses, link.addresses),
    routes: inOrderOf(
        owned.routes,
        link.routes.filter((route) => owned.routes.some((known) => routeKey(known) === routeKey(route))),
        routeKey,
    ),
    mac: link.mac,
    mtu: link.mtu,
    hairpin: link.port.hairpin === true,
    isolated: link.port.isolated === true,
    up: link.up,
});

const overlaps = (before: End, wanted: End): Command[] =>
    wanted.addresses
        .filter((item) => !before.addresses.includes(item))
        .map((item) => cmd`free_prefix ${wanted.netns ?? ""} ${wanted.name} ${networkOf(item)}`);

function endSteps(seen: End & Attributes, wanted: End & Attributes): Step[] {
    const { netns, name } = wanted;
    const port = (one: End) =>
        cmd`${ip(netns)} link set dev ${name} type bridge_slave hairpin ${onOff(one.hairpin)} isolated ${onOff(one.isolated)}`;
    // A port that changes its bridge starts with the default flags again.
    const at = seen.master === wanted.master ? seen : { ...seen, hairpin: false, isolated: false };
    const flags = wanted.master && (at.hairpin !== wanted.hairpin || at.isolated !== wanted.isolated);
    return [
        ...attributeSteps(seen, wanted, netns, name, { down: lostWhenDown(seen, netns, name), port: [port(seen)] }),
        ...(flags ? [step(port(wanted), ...(seen.master === wanted.master ? [port(seen)] : []))] : []),
        ...layer3Steps(seen, wanted, netns, name),
    ];
}

const onOff = (on: boolean) => (on ? "on" : "off");

function endProblems(prefix: string, item: End): Problem[] {
    const port = isKnown(item.master) && item.master !== undefined;
    return [
        ...gatewayProblems(prefix, item),
        ...sizeProblems(prefix, item),
        ...(item.up === false && item.routes.length > 0
            ? [{ property: `${prefix}routes`, reason: "cannot be given with up: false: a link that is down has no routes" }]
            : []),
        ...(port && item.addresses.length > 0
            ? [
                  {
                      property: `${prefix}addresses`,
                      reason: `a port of bridge ${item.master} takes no addresses: put them on the bridge`,
                  },
              ]
            : []),
        ...(!item.master && (item.hairpin || item.isolated)
            ? [
                  {
                      property: `${prefix}${item.hairpin ? "hairpin" : "isolated"}`,
                      reason: "is a flag of a bridge port: give master too",
                  },
              ]
            : []),
    ];
}
