import { layer3Steps, lostWhenDown, withoutRoutes } from "../kernel/address";
import { attributeSteps } from "../kernel/attributes";
import { type Command, cmd, type Step, step } from "../kernel/command";
import { everyone, type FdbEntry, fdbSteps } from "../kernel/fdb";
import { switchCommand, switchSteps } from "../kernel/forwarding";
import { unfinishedGroup } from "../kernel/mark";
import { neighbourSteps } from "../kernel/neighbour";
import { rulesSteps } from "../kernel/rules";
import { guarded, guardName, overhead, type TunnelInputs, type TunnelState, underlayTool } from "./vxlan-plan";

/** Steps from the tunnel that is there, or what is left of one, to the wanted one. */
export function tunnelSteps(there: TunnelState | undefined, before: Port, wanted: TunnelInputs): Step[] {
    const { name } = wanted;
    const fitting = there ? there.underlayMtu - overhead(wanted) : 0;
    const size = wanted.mtu === "auto" ? fitting : wanted.mtu;
    const stays = before.master === wanted.master;
    const shielded = stays && suppresses(before);
    const { added, gone } = switchSteps(name, stays ? switched(before) : [], wanted.master ? switched(wanted) : []);
    const moved = neighboursOn(before) !== neighboursOn(wanted);
    return [
        ...(there ? [] : [step(add(wanted), cmd`ip link del dev ${name}`)]),
        ...(there || wanted.device || wanted.mtu !== "auto"
            ? []
            : [step(cmd`fit_mtu ${name} ${wanted.local} ${overhead(wanted)}`)]),
        ...attributeSteps({ ...before, mtu: there?.linkMtu ?? size }, { ...wanted, mtu: size }, undefined, name, {
            fresh: !there,
            down: lostWhenDown(withoutRoutes(before), undefined, name),
            port: [suppress(before), switchCommand("replace", name, switched(before))],
        }),
        ...(wanted.master && shielded !== wanted.suppressNeighbors
            ? [step(suppress(wanted), ...(there ? [suppress(there)] : []))]
            : []),
        ...fdbSteps(allEntries(before), allEntries(wanted), name),
        ...added,
        // What other stacks hold on a tunnel outlives it.
        ...(there || wanted.entries !== "shared" ? [] : [step(cmd`forwarding_restore ${name}`)]),
        ...neighbourSteps(moved ? [] : before.neighbors, wanted.neighbors, neighboursOn(wanted)),
        ...(moved ? neighbourSteps(before.neighbors, [], neighboursOn(before)) : []),
        ...gone,
        ...layer3Steps(withoutRoutes(before), withoutRoutes(wanted), undefined, name),
        ...checksumSteps(there, wanted),
        ...(isGuarded(before, wanted)
            ? []
            : rulesSteps(
                  underlayTool(wanted),
                  guardName(wanted),
                  wanted.owner || before.owner,
                  before.rules,
                  wanted.rules,
              )),
    ];
}

/** Whether the rules are as wanted. Those of another owner may be there unseen; what is given back has none. */
function isGuarded(before: TunnelInputs, wanted: TunnelInputs): boolean {
    if (wanted.owner === "") return !guarded(before);
    const same = before.rules.join("\n") === wanted.rules.join("\n") && guarded(before) === guarded(wanted);
    return same && (before.owner === wanted.owner || before.owner === "");
}

/** Last of what is done to the link: it is no line of an `ip -batch`, and would cut one in two. */
function checksumSteps(there: TunnelState | undefined, { name, txChecksum }: TunnelInputs): Step[] {
    const set = (value: string) => cmd`set_checksum ${name} ${value}`;
    if (!there) return [step(set(txChecksum ?? "new"))];
    return there.txChecksum === txChecksum ? [] : [step(set(txChecksum ?? "auto"), set(there.txChecksum ?? "auto"))];
}

/** What a tunnel has whose link is gone, but not the rules that guarded its port. */
export const nothing = {
    owner: "",
    mac: "",
    up: false,
    master: undefined,
    suppressNeighbors: false,
    peers: [],
    forwarding: [],
    neighbors: [],
    addresses: [],
    rules: [],
    txChecksum: undefined,
    ifindex: 0,
    linkMtu: 0,
    underlayMtu: 0,
} as const;

/** Where the neighbours are looked up: the bridge that the tunnel is a port of, else the tunnel. */
export const neighboursOn = ({ master, name, neighborsOn }: TunnelInputs & { neighborsOn?: string }): string =>
    neighborsOn ?? master ?? name;

/** What it sends to everyone, and what to one. */
export const allEntries = ({ peers, forwarding }: Pick<TunnelInputs, "peers" | "forwarding">): FdbEntry[] => [
    ...peers.map((vtep) => ({ mac: everyone, vtep })),
    ...forwarding,
];

type Port = TunnelInputs & Pick<TunnelState, "unswitched">;

/** Whether the port has the flag, though the bridge may not answer for all. */
const suppresses = ({ suppressNeighbors, unswitched = [] }: Port): boolean =>
    suppressNeighbors || unswitched.length > 0;

/** The entries that the bridge has too, so that it answers ARP for them. */
const switched = (port: Port): FdbEntry[] =>
    suppresses(port) ? port.forwarding.filter(({ mac }) => !port.unswitched?.includes(mac)) : [];

const suppress = (port: Port): Command =>
    cmd`ip link set dev ${port.name} type bridge_slave neigh_suppress ${suppresses(port) ? "on" : "off"}`;

/** The port is always sent: the kernel's own default is 8472, not the standard's 4789. */
function add(inputs: TunnelInputs): Command {
    const option = (key: string, value: string | undefined) => (value === undefined ? [] : [key, value]);
    const via = [
        ...option("dev", inputs.device),
        ...option("local", inputs.local),
        ...option("group", inputs.group),
        ...option("remote", inputs.remote),
    ];
    const size = inputs.mtu === "auto" ? [] : ["mtu", inputs.mtu];
    return cmd`ip link add name ${inputs.name} group ${unfinishedGroup} address ${inputs.mac} ${size} type vxlan id ${inputs.vni} dstport ${inputs.port} ${via} ${inputs.learning ? "learning" : "nolearning"}`;
}
