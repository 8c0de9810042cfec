import { layer3Steps, lostWhenDown, withoutRoutes } from "../kernel/address";
import { attributeSteps } from "../kernel/attributes";
import { type Command, cmd, type Step, step } from "../kernel/command";
import { everyone, type FdbEntry, fdbSteps } from "../kernel/fdb";
import { neighbourSteps } from "../kernel/neighbour";
import { rulesSteps } from "../kernel/rules";
import { guardName, overhead, type TunnelInputs, type TunnelState, underlayTool } from "./vxlan-plan";

/** Steps from the tunnel that is there, or what is left of one, to the wanted one. */
export function tunnelSteps(there: TunnelState | undefined, before: TunnelInputs, wanted: TunnelInputs): Step[] {
    const { name } = wanted;
    const fitting = there ? there.underlayMtu - overhead(wanted) : 0;
    const size = wanted.mtu === "auto" ? fitting : wanted.mtu;
    const shielded = before.master === wanted.master && before.suppressNeighbors;
    const moved = neighboursOn(before) !== neighboursOn(wanted);
    // A link that goes down forgets its neighbours, the permanent ones too.
    const forgets = before.up && !wanted.up && !before.master;
    const known = forgets ? [] : before.neighbors;
    return [
        ...(there ? [] : [step(add(wanted), cmd`ip link del dev ${name}`)]),
        ...(there || wanted.device || wanted.mtu !== "auto"
            ? []
            : [step(cmd`fit_mtu ${name} ${wanted.local} ${overhead(wanted)}`)]),
        ...attributeSteps({ ...before, mtu: there?.linkMtu ?? size }, { ...wanted, mtu: size }, undefined, name, {
            fresh: !there,
            down: [
                ...lostWhenDown(withoutRoutes(before), undefined, name),
                ...(forgets ? neighbourSteps([], before.neighbors, name).map(({ run }) => run) : []),
            ],
            port: [suppress(before)],
        }),
        ...(wanted.master && shielded !== wanted.suppressNeighbors
            ? [step(suppress(wanted), ...(there ? [suppress(there)] : []))]
            : []),
        ...fdbSteps(allEntries(before), allEntries(wanted), name),
        ...neighbourSteps(moved ? [] : known, wanted.neighbors, neighboursOn(wanted)),
        ...(moved ? neighbourSteps(known, [], neighboursOn(before)) : []),
        ...layer3Steps(withoutRoutes(before), withoutRoutes(wanted), undefined, name),
        ...(before.rules.join("\n") === wanted.rules.join("\n")
            ? []
            : rulesSteps(underlayTool(wanted), guardName(wanted), wanted.owner, before.rules, wanted.rules)),
    ];
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
    ifindex: 0,
    linkMtu: 0,
    underlayMtu: 0,
} as const;

/** Where the neighbours are looked up: the bridge that the tunnel is a port of, else the tunnel. */
export const neighboursOn = ({ master, name }: TunnelInputs): string => master ?? name;

/** What it sends to everyone, and what to one. */
export const allEntries = ({ peers, forwarding }: Pick<TunnelInputs, "peers" | "forwarding">): FdbEntry[] => [
    ...peers.map((vtep) => ({ mac: everyone, vtep })),
    ...forwarding,
];

const suppress = ({ name, suppressNeighbors }: TunnelInputs): Command =>
    cmd`ip link set dev ${name} type bridge_slave neigh_suppress ${suppressNeighbors ? "on" : "off"}`;

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
    return cmd`ip link add name ${inputs.name} address ${inputs.mac} ${size} type vxlan id ${inputs.vni} dstport ${inputs.port} ${via} ${inputs.learning ? "learning" : "nolearning"}`;
}
