import { contains, networkOf } from "../../../addressing";
import type { Command, Step } from "../../../provider/kernel/command";

/** What a model of the kernel holds: the entries of a link, in the order in which they came. */
export interface Link {
    addresses: string[];
    /** By family, destination and metric. */
    routes: Map<string, string>;
    /** `MAC VTEP` */
    fdb: string[];
    neighbours: Map<string, string>;
}

export const emptyLink = (): Link => ({ addresses: [], routes: new Map(), fdb: [], neighbours: new Map() });

const everyone = "00:00:00:00:00:00";
const isV4 = (address: string) => !address.includes(":");
const after = (words: readonly string[], key: string) => words[words.indexOf(key) + 1] ?? "";

/** Runs one command of iproute2 on a link; false where the kernel would refuse it. */
export function apply(link: Link, command: Command): boolean {
    const words = command.words[0] === "keep_neighbours" ? command.words.slice(2) : command.words;
    const [object = "", verb = "", what = "", ...more] = words.slice(words[1] === "-n" ? 3 : 1);
    switch (object) {
        case "addr":
            return address(link, verb, what);
        case "route":
            return route(link, verb, what, more);
        case "fdb":
            return forwarding(link, verb, what, after(more, "dst"));
        default:
            return neighbour(link, verb, what, after(more, "lladdr"));
    }
}

function address(link: Link, verb: string, item: string): boolean {
    const there = link.addresses.includes(item);
    if (verb === "del") return there && removeAddress(link, item);
    if (verb === "add" && there) return false;
    if (!there) link.addresses.push(item);
    return true;
}

/** With the first IPv4 address of a network its others go (promote_secondaries is 0), and routes that need one of them. */
function removeAddress(link: Link, item: string): true {
    const siblings = link.addresses.filter(
        (other) => isV4(item) && isV4(other) && networkOf(other) === networkOf(item),
    );
    const lost = siblings[0] === item ? siblings : [item];
    link.addresses = link.addresses.filter((other) => !lost.includes(other));
    for (const [key, text] of link.routes) {
        const [via, source] = [after(text.split(" "), "via"), after(text.split(" "), "src")];
        const reached =
            !text.includes("via ") || text.includes("onlink") || link.addresses.some((other) => contains(other, via));
        if (!reached || (text.includes("src ") && !link.addresses.some((other) => other.split("/")[0] === source)))
            link.routes.delete(key);
    }
    return true;
}

function route(link: Link, verb: string, to: string, more: readonly string[]): boolean {
    const text = more.join(" ");
    const via = text.includes("via ") ? after(more, "via") : undefined;
    const source = text.includes("src ") ? after(more, "src") : undefined;
    const metric = text.includes("metric ") ? after(more, "metric") : "0";
    const key = `${isV4(via ?? to) ? 4 : 6} ${to} ${metric}`;
    if (verb === "del") return link.routes.get(key) === text && link.routes.delete(key);
    if (via && !text.includes("onlink") && !link.addresses.some((item) => contains(item, via))) return false;
    if (source && !link.addresses.some((item) => item.split("/")[0] === source)) return false;
    link.routes.set(key, text);
    return true;
}

function forwarding(link: Link, verb: string, mac: string, vtep: string): boolean {
    const entry = `${mac} ${vtep}`;
    const there = link.fdb.includes(entry);
    if (verb === "del") link.fdb = link.fdb.filter((item) => item !== entry);
    else if (verb === "append") link.fdb.push(entry);
    else link.fdb = [...link.fdb.filter((item) => !item.startsWith(mac)), entry];
    return verb === "del" ? there : verb === "append" ? mac === everyone && !there : mac !== everyone;
}

function neighbour(link: Link, verb: string, item: string, mac: string): boolean {
    if (verb === "del") return link.neighbours.delete(item);
    link.neighbours.set(item, mac);
    return true;
}

const sorted = (link: Link) => ({
    addresses: [...link.addresses].sort(),
    routes: [...link.routes].sort(),
    fdb: [...link.fdb].sort(),
    neighbours: [...link.neighbours].sort(),
});

/** What a link holds after all of some steps, and after the undo of each prefix of them, as the operation does it. */
export function played(make: () => Link, steps: readonly Step[]) {
    const through = (count: number) => {
        const link = make();
        const held = [sorted(link)];
        for (const { run } of steps.slice(0, count)) {
            if (!apply(link, run)) throw new Error(`the kernel refuses ${run.words.join(" ")}`);
            held.push(sorted(link));
        }
        return { link, held };
    };
    const undone = steps.map((_, count) => {
        const { link } = through(count + 1);
        // An undo that fails does not keep the others from being done.
        for (const { undo = [] } of steps.slice(0, count + 1).reverse())
            for (const command of undo) apply(link, command);
        return sorted(link);
    });
    const { link, held } = through(steps.length);
    return { before: sorted(make()), after: sorted(link), held, undone };
}
