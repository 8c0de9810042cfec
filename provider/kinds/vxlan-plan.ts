import { addressFamily } from "../../addressing";
import { vxlanOverhead } from "../../spec/overhead";
import { isKnown } from "../../spec/schema/unknown";
import type { Inputs, State } from "../../spec/types";
import type { vxlanTunnel } from "../../spec/vxlan-tunnel";
import { type Facts, section } from "../kernel/facts";
import { everyone, type FdbEntry } from "../kernel/fdb";
import { toolOf } from "../kernel/rules";

export type TunnelInputs = Inputs<typeof vxlanTunnel>;
export type TunnelState = State<typeof vxlanTunnel>;
export type Plannable = Omit<TunnelInputs, "rules">;

/** Everybody that the tunnel sends to. */
export const vteps = ({ remote, peers, forwarding }: Plannable): string[] => [
    ...new Set([...(remote ? [remote] : []), ...peers, ...forwarding.map(({ vtep }) => vtep)]),
];

/** Everybody that may send to the tunnel, where that is restricted. */
export const senders = (inputs: Plannable): readonly string[] =>
    typeof inputs.allowFrom === "string" ? vteps(inputs) : inputs.allowFrom;

export const underlayFamily = (inputs: Plannable): 4 | 6 => {
    const known = [inputs.local, inputs.group, ...vteps(inputs), ...senders(inputs)].find(
        (item) => item !== undefined && isKnown(item),
    );
    return known === undefined ? 4 : addressFamily(known);
};

/** What the underlay adds to each packet of the tunnel. */
export const overhead = (inputs: Plannable): number => vxlanOverhead(underlayFamily(inputs));

export const underlayTool = (inputs: Plannable): string => toolOf(underlayFamily(inputs));

/** Whether the port of the tunnel has, or had, rules that guard it. */
export const guarded = ({ allowFrom, rules }: Pick<TunnelInputs, "allowFrom" | "rules">): boolean =>
    allowFrom !== "any" || rules.length > 0;

/** The chains that guard the port of the tunnel. */
export const guardName = ({ name }: Plannable): string => `hostnet-${name}`;

/** What carries the tunnel: `= DEVICE MTU`. */
export function underlayIn(facts: Facts): { readonly device: string; readonly mtu: number } {
    const [, device = "", mtu = "0"] = (section(facts, "underlay")?.lines[0] ?? "").split(" ");
    return { device, mtu: Number(mtu) };
}

/** The entries of a tunnel as peers and forwarding; what the kernel made itself for group or remote is left out. */
export function entriesOf(
    entries: readonly FdbEntry[],
    destination: string | undefined,
): { readonly peers: string[]; readonly forwarding: FdbEntry[] } {
    const own = entries.filter(({ mac, vtep }) => !(mac === everyone && vtep === destination));
    const key = ({ mac }: FdbEntry) => mac;
    return {
        peers: own
            .filter(({ mac }) => mac === everyone)
            .map(({ vtep }) => vtep)
            .sort(),
        forwarding: own.filter(({ mac }) => mac !== everyone).sort((a, b) => (key(a) < key(b) ? -1 : 1)),
    };
}

/** Who makes the checksums of the tunnel, as far as a look asked: on means the device. */
export function checksumIn(facts: Facts): "on" | "off" | undefined {
    const [row] = section(facts, "checksum")?.lines ?? [];
    return row === undefined ? undefined : row === "= on" ? "on" : "off";
}
