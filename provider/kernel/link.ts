import { canonicalAddress } from "../../addressing";
import { type Facts, type Section, section } from "./facts";
import { unfinishedGroup } from "./mark";
import { type Route, routes } from "./route";
import { type Row, rowsOf } from "./rows";

/** A link as `ip -j -d addr show` tells it, in our terms. */
export interface Link {
    readonly name: string;
    readonly index: number;
    /** The other end of a veth: its index where it is in another namespace, its name where it is in the same one. */
    readonly peer?: number | string;
    readonly up: boolean;
    readonly mtu: number;
    readonly mac: string;
    readonly alias: string;
    /** It was made by us, and never got its mark. */
    readonly unfinished: boolean;
    readonly master?: string;
    /** `bridge`, `veth`, `vxlan`; "" for hardware. */
    readonly kind: string;
    readonly data: Row<"link">["linkinfo"]["info_data"];
    /** Attributes as a port of a bridge. */
    readonly port: Row<"link">["linkinfo"]["info_slave_data"];
    /** Interface addresses with their prefixes that somebody put there, not the kernel. */
    readonly addresses: readonly string[];
    readonly routes: readonly Route[];
}

/** The link of a section `@link NETNS NAME`, where it is there. */
export function linkIn(facts: Facts, netns: string | undefined, name: string): Link | undefined {
    const found = section(facts, "link", netns || "-", name);
    return found && link(found);
}

/** The link a section tells: its addresses, its static routes, and last the link itself. */
export function link({ lines }: Section): Link | undefined {
    const answers = lines.filter((line) => line.startsWith("["));
    const row = rowsOf("link", answers.at(-1))[0];
    if (!row) return undefined;
    const [addressed] = rowsOf("addresses", answers[0]);
    return {
        name: row.ifname,
        index: row.ifindex,
        peer: row.link_index ?? row.link,
        up: row.flags.includes("UP"),
        mtu: row.mtu,
        mac: row.address,
        alias: row.ifalias,
        unfinished: row.group === unfinishedGroup && row.ifalias === "",
        master: row.master,
        kind: row.linkinfo.info_kind,
        data: row.linkinfo.info_data,
        port: row.linkinfo.info_slave_data,
        addresses: (addressed?.addr_info ?? []).flatMap(({ local, prefixlen, dynamic }) =>
            local && !dynamic ? [`${canonicalAddress(local)}/${prefixlen}`] : [],
        ),
        routes: answers.length > 1 ? routes(answers[1]) : [],
    };
}

/** Whether two links are the ends of one veth pair: an index alone may be another link's in a third namespace. */
export const arePeers = (one: Link, other: Link): boolean => {
    const leadsTo = (from: Link, to: Link) => from.peer === to.index || from.peer === to.name;
    return leadsTo(one, other) && leadsTo(other, one);
};
