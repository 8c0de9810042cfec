import { markOf } from "../../naming";
import { type Command, cmd, ip, type Step, step } from "./command";
import { unfinishedGroup } from "./mark";
import { keepingNeighbours } from "./neighbour";

/** What every link of ours has. */
export interface Attributes {
    readonly owner: string;
    /** It was made, but has no mark yet. */
    readonly unfinished?: boolean;
    readonly mac: string;
    readonly mtu: number;
    readonly up: boolean;
    readonly master?: string;
}

/** What undoing one of these changes has to know. */
export interface Circumstances {
    /** The same operation makes the link: undoing that takes the mark with it, and what is left over stays ours. */
    readonly fresh?: boolean;
    /** What puts back the addresses and routes that it loses when it goes down. */
    readonly down?: readonly Command[];
    /** What puts back the flags of a port, when it leaves its bridge. */
    readonly port?: readonly Command[];
}

/** Steps that mark a link, and set its MAC, MTU, master and administrative state where they are not as wanted. */
export function attributeSteps(
    seen: Attributes,
    wanted: Attributes,
    netns: string | undefined,
    dev: string,
    { fresh = false, down = [], port = [] }: Circumstances = {},
): Step[] {
    const set = (...words: string[]) => cmd`${ip(netns)} link set dev ${dev} ${words}`;
    const enslave = (name: string) => (wanted.owner ? set("master", name) : cmd`rejoin ${netns ?? ""} ${dev} ${name}`);
    const master = (name: string | undefined) => (name ? enslave(name) : set("nomaster"));
    const alias = ({ owner, unfinished }: Attributes, ended: boolean) =>
        set("alias", owner && markOf(owner), ...(ended ? ["group", unfinished ? unfinishedGroup : "default"] : []));
    const ended = fresh || seen.unfinished === true;
    const mac = (address: string) => keepingNeighbours(dev, set("address", address));
    const state = (up: boolean) => (up ? set("up") : keepingNeighbours(dev, set("down")));
    return [
        ...(seen.owner === wanted.owner ? [] : [step(alias(wanted, ended), ...(fresh ? [] : [alias(seen, ended)]))]),
        ...(seen.mac === wanted.mac ? [] : [step(mac(wanted.mac), mac(seen.mac))]),
        ...(seen.mtu === wanted.mtu ? [] : [step(set("mtu", String(wanted.mtu)), set("mtu", String(seen.mtu)))]),
        ...(seen.master === wanted.master
            ? []
            : [step(master(wanted.master), master(seen.master), ...(seen.master ? port : []))]),
        ...(seen.up === wanted.up ? [] : [step(state(wanted.up), state(seen.up), ...(seen.up ? down : []))]),
    ];
}
