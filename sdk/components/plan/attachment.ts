import { contains } from "../../../addressing";

/** What an attachment has to know of the network that another program exports. */
interface Attached {
    readonly name: string;
    readonly slices: readonly string[];
    readonly hosts: Readonly<Record<string, unknown>>;
}

/** Why these hosts and slices do not fit that network; undefined where they do. */
export function attachmentProblem(
    network: Attached,
    wanted: { readonly hosts: readonly string[]; readonly slices: readonly string[] },
): string | undefined {
    const there = Object.keys(network.hosts);
    const stranger = wanted.hosts.find((host) => !there.includes(host));
    if (stranger !== undefined)
        return `hosts: ${stranger} is not a host of network ${network.name}, which has ${there.join(", ")}`;
    const missing = there.find((host) => !wanted.hosts.includes(host));
    if (missing !== undefined)
        return `hosts: network ${network.name} is on ${missing} too, which is missing here and would not know where the endpoints are`;
    const taken = wanted.slices.find((slice) => !network.slices.some((free) => contains(free, slice)));
    return taken === undefined
        ? undefined
        : `slice: ${taken} is not left to others by network ${network.name}, whose slices are ${network.slices.join(", ") || "none"}`;
}
