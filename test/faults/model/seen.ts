import { z } from "zod";
import type { Lab } from "../../../lab";

/**
 * What is on a host, a thing a line: `link NETNS NAME`, `netns NAME`, `rules NAME`, `names NETNS`, `route TO`, `hold KEY`,
 * with its properties.
 */
export type World = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const space = `
space() {
    echo "@links $1"; ip -j -d addr show
    echo "@routes $1"; ip -4 -j route show table all proto static
    echo "@forwarding $1"; cat /proc/sys/net/ipv4/ip_forward
}`;

const look = `${space}
space -
echo "@fdb -"; bridge fdb show
echo "@neighbors -"; ip neigh show nud permanent
echo "@tables -"; iptables-save
for f in /etc/netns/*/*; do [ ! -e $f ] || { echo "@names $(basename \${f%/*}) \${f##*/}"; cat $f; }; done
for n in $(ip netns list | cut -d' ' -f1); do ip netns exec $n sh -c '${space}
space $0' $n; done
for f in /run/hostnet/sysctl/*; do
    [ -e $f ] || continue
    key=\${f##*/}; echo "@hold $key"; cat "/proc/sys/$(echo $key | tr . /)"
done`;

const links = z.array(
    z.object({
        ifname: z.string(),
        flags: z.array(z.string()),
        mtu: z.number(),
        address: z.string(),
        master: z.string().optional(),
        ifalias: z.string().optional(),
        linkinfo: z
            .object({
                info_kind: z.string().optional(),
                info_data: z.looseObject({}).optional(),
                info_slave_data: z.looseObject({}).optional(),
            })
            .optional(),
        addr_info: z.array(z.object({ local: z.string(), prefixlen: z.number(), scope: z.string() })),
    }),
);
const routes = z.array(
    z.looseObject({ dst: z.string(), gateway: z.string().optional(), dev: z.string(), metric: z.number().default(0) }),
);

/** Whom drift makes a peer of a tunnel. */
export const stranger = "198.51.100.66";

/** Asks a host with its own tools, not by way of ours, and reads their answers here. */
export async function seen(lab: Lab, node: string): Promise<World> {
    const { stdout, stderr, exitCode } = await lab.exec(node, look);
    if (exitCode !== 0) throw new Error(`cannot see ${node}: ${stderr}`);
    const world: Record<string, Record<string, unknown>> = {};
    // Which state it is shows nothing of what was wanted.
    const parts = stdout
        .replace(/@state:\w+/g, "")
        .split(/^@/m)
        .slice(1);
    const told = parts.map((part) => {
        const [head = "", ...lines] = part.trimEnd().split("\n");
        const [label = "", of = "", file = ""] = head.split(" ");
        return { label, of, file, text: lines.join("\n") };
    });
    for (const { label, of, file, text } of told) {
        if (label === "links") for (const link of links.parse(JSON.parse(text || "[]"))) addLink(world, of, link);
        if (label === "routes")
            for (const { dst, gateway, dev, metric } of routes.parse(JSON.parse(text || "[]")))
                if (of === "-") {
                    world[`route ${dst}`] ??= {};
                    push(world[`route ${dst}`], "rows", `via ${gateway} dev ${dev} metric ${metric}`);
                } else push(world[`link ${of} ${dev}`], "routes", `${dst} via ${gateway}`);
        if (label === "forwarding" && of !== "-") world[`netns ${of}`] = { forwarding: text };
        if (label === "fdb") {
            for (const [, mac, dev] of text.matchAll(/^(\S+) dev (\S+) master \S+ static/gm))
                push(world[`link - ${dev}`], "switched", mac);
            for (const [, mac, dev, peer] of text.matchAll(/^(\S+) dev (\S+) dst (\S+) /gm)) {
                const link = world[`link - ${dev}`];
                if (mac !== "00:00:00:00:00:00") push(link, "remote", `${mac} at ${peer}`);
                else for (const key of peer === stranger ? ["peers"] : ["peers", "known"]) push(link, key, peer);
            }
        }
        if (label === "neighbors")
            for (const [, address, dev, mac] of text.matchAll(/^(\S+) dev (\S+) lladdr (\S+) PERMANENT/gm))
                push(world[`link - ${dev}`], "neighbors", `${address} is ${mac}`);
        if (label === "names") world[`names ${of}`] = { ...world[`names ${of}`], [file]: text.split("\n") };
        if (label === "tables") addRules(world, text);
        if (label === "hold") world[`hold ${of}`] = { value: text };
    }
    return world;
}

function push(thing: Record<string, unknown> | undefined, key: string, value: unknown): void {
    if (thing) thing[key] = [...((thing[key] as unknown[] | undefined) ?? []), value].sort();
}

function addLink(
    world: Record<string, Record<string, unknown>>,
    netns: string,
    link: z.infer<typeof links>[number],
): void {
    const { ifname: name, flags, mtu, address: mac, master, ifalias: alias, linkinfo } = link;
    // These are a host's own.
    if (netns === "-" && (name === "lo" || name === "eth1")) return;
    const kind = linkinfo?.info_kind;
    const data = linkinfo?.info_data ?? {};
    const addresses = link.addr_info.filter(({ scope }) => scope === "global");
    world[`link ${netns} ${name}`] = {
        ...{ kind, up: flags.includes("UP"), mtu, mac, master, alias },
        addresses: addresses.map(({ local, prefixlen }) => `${local}/${prefixlen}`).sort(),
        ...(kind === "veth" && netns !== "-" && { routes: [] }),
        neighbors: [],
        ...(kind === "bridge" && { stp: data.stp_state !== 0 }),
        ...(kind === "vxlan" && { vni: data.id, peers: [], known: [], remote: [], switched: [] }),
        ...(linkinfo?.info_slave_data && { hairpin: linkinfo.info_slave_data.hairpin }),
    };
}

/** Chains that carry our mark, by the name of their resource; jumps to them, and the rows in them, words sorted. */
function addRules(world: Record<string, Record<string, unknown>>, text: string): void {
    let table = "";
    for (const line of text.split("\n")) {
        if (line.startsWith("*")) table = line.slice(1);
        const row = /^-A (\S+) (.*)$/.exec(line);
        const ours = row && / -m comment --comment "?hostnet:\S+/.test(` ${row[2]}`);
        if (!row?.[1] || !ours) continue;
        const target = / -j (\S+-(?:post|fwd|dnat|snat|raw|in|allow|drop))\b/.exec(line)?.[1];
        const owner = (target ?? row[1]).replace(/-[^-]+$/, "");
        const rules = world[`rules ${owner}`] ?? { jumps: [], rows: [], dnat: [] };
        world[`rules ${owner}`] = rules;
        if (target) push(rules, "jumps", `${table} ${row[1]}`);
        else push(rules, row[1] === "web-dnat" ? "dnat" : "rows", `${table} ${row[1]} ${sorted(row[2] ?? "")}`);
    }
}

/** The options of a rule without our comment, in the order of the alphabet: versions of iptables have orders of their own. */
const sorted = (row: string): string =>
    row
        .replace(/-m comment --comment (?:"[^"]*"|\S+) ?/, "")
        .trim()
        .split(/ (?=!? ?--?[a-z])(?<!!\s)/)
        .sort()
        .join(" ");
