import { createHash } from "node:crypto";
import { addressFromNumber } from "../address";
import { intervalOf, lowestGap, meet, merged } from "./intervals";

/** The private networks of IPv4 (RFC 1918). */
const privateSpace = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

/**
 * A private IPv4 network of this length that overlaps none of these; undefined where there is none. The search begins
 * at a place in 10.0.0.0/8 made from a text, so that stacks that know nothing of each other hardly choose the same.
 */
export function privateNetwork(text: string, prefix: number, avoid: readonly string[]): string | undefined {
    const taken = merged(avoid.map(intervalOf).filter(({ family }) => family === 4));
    const size = 1n << BigInt(32 - prefix);
    const ten = intervalOf("10.0.0.0/8");
    const start = ten.first + (BigInt(`0x${hash(text).slice(0, 12)}`) % (1n << BigInt(prefix - 8))) * size;
    for (const space of [{ ...ten, first: start }, ...privateSpace.map(intervalOf)]) {
        const found = lowestGap(space, taken, size);
        if (found !== undefined) return `${addressFromNumber(found, 4)}/${prefix}`;
    }
    return undefined;
}

/** A unique local IPv6 network, fd…::/64, made from a text (RFC 4193 asks for 40 bits of chance), overlapping none of these. */
export function localNetwork(text: string, avoid: readonly string[]): string {
    const taken = avoid.map(intervalOf).filter(({ family }) => family === 6);
    for (let attempt = 0; ; attempt++) {
        const id = hash(`${attempt}/${text}`).slice(0, 10);
        const network = `${addressFromNumber(BigInt(`0xfd${id}`) << 80n, 6)}/64`;
        if (!taken.some((item) => meet(item, intervalOf(network)))) return network;
    }
}
