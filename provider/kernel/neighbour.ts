import { canonicalAddress } from "../../addressing";
import type { neighborEntry } from "../../spec/entries";
import type { Out } from "../../spec/fields";
import { type Command, cmd, type Step, step } from "./command";
import { type Facts, section } from "./facts";

/** A permanent neighbour: who has this address on the link. */
export type Neighbour = Out<typeof neighborEntry>;

/** The permanent neighbours of a link that a look was asked for: rows like `= 10.9.0.5 02:…`. */
export const neighboursIn = (facts: Facts, dev: string): Neighbour[] =>
    (section(facts, "neighbours", dev)?.lines ?? [])
        .map((line) => line.split(" "))
        .map(([, address = "", mac = ""]) => ({ address: canonicalAddress(address), mac }))
        .sort((a, b) => (a.address < b.address ? -1 : 1));

/**
 * An `ip` command at which the kernel forgets all neighbours of a link, the permanent ones too (another MAC, the last IPv4
 * address gone, the link down: arp_netdev_event, fib_disable_ip): they are put back at once, whoever put them there.
 */
export const keepingNeighbours = (dev: string, { words }: Command): Command => cmd`keep_neighbours ${dev} ${words}`;

/** Steps from the neighbours that are there to those wanted, new ones first. */
export function neighbourSteps(seen: readonly Neighbour[], wanted: readonly Neighbour[], dev: string): Step[] {
    const put = ({ address, mac }: Neighbour): Command =>
        cmd`ip neigh replace ${address} lladdr ${mac} dev ${dev} nud permanent`;
    const del = ({ address }: Neighbour): Command => cmd`ip neigh del ${address} dev ${dev}`;
    const at = (list: readonly Neighbour[], address: string) => list.find((item) => item.address === address);
    return [
        ...wanted.flatMap((item) => {
            const old = at(seen, item.address);
            return old?.mac === item.mac ? [] : [step(put(item), old ? put(old) : del(item))];
        }),
        ...seen.filter((item) => !at(wanted, item.address)).map((item) => step(del(item), put(item))),
    ];
}
