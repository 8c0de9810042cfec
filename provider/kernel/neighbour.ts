import { z } from "zod";
import { canonicalAddress } from "../../sdk/addressing";
import { type Command, cmd, type Step, step } from "./command";
import { type Facts, section } from "./facts";

/** A permanent neighbour: who has this address on the link. */
export interface Neighbour {
    readonly address: string;
    readonly mac: string;
}

const rows = z.array(z.looseObject({ dst: z.string(), lladdr: z.string().optional() }));

/** The permanent neighbours of a link. */
export function neighboursIn(facts: Facts, dev: string): Neighbour[] {
    const json = section(facts, "neighbours", dev)?.lines[0] ?? "[]";
    return rows
        .parse(JSON.parse(json))
        .map(({ dst, lladdr = "" }) => ({ address: canonicalAddress(dst), mac: lladdr }));
}

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
