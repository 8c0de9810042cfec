import { createHash } from "node:crypto";
import { addressFamily, addressToNumber, canonicalAddress } from "./address";
import { quoted } from "./quoted";

/**
 * What a MAC address is for. An `interface` needs a unicast address of its own. `any` also takes multicast and all-zero
 * ones: a VXLAN forwarding entry for 00:00:00:00:00:00 says where unknown and broadcast frames go.
 */
export type MacUse = "interface" | "any";

/** The one spelling of a MAC address: lower case, colons. Takes upper case and dashes. Throws on anything else. */
export function canonicalMac(text: string, use: MacUse = "interface"): string {
    if (!/^[0-9a-f]{2}(?:(?::[0-9a-f]{2}){5}|(?:-[0-9a-f]{2}){5})$/i.test(text)) {
        throw new Error(
            `${quoted(text)} is not a MAC address: write six pairs of hexadecimal digits with colons between them, such as "02:42:0a:00:00:05".`,
        );
    }
    const mac = text.toLowerCase().replaceAll("-", ":");
    if (use === "interface" && isMulticast(mac)) {
        throw new Error(
            `${quoted(text)} cannot be the address of an interface: its first byte is odd, which makes it a multicast address.`,
        );
    }
    if (use === "interface" && mac === "00:00:00:00:00:00") {
        throw new Error(
            `${quoted(text)} cannot be the address of an interface: it is all zeros, which the kernel refuses.`,
        );
    }
    return mac;
}

/**
 * The MAC address of the interface that carries this IP address. Because the two go together, a container that comes back
 * with its address comes back with its MAC as well, and no neighbour is left with a stale entry for half a minute.
 * IPv4: the prefix and the four bytes of the address, as Docker does. IPv6: the prefix and four bytes of a hash.
 *
 * @example macFromAddress("10.0.0.5") // "02:42:0a:00:00:05"
 */
export function macFromAddress(address: string, prefix = "02:42"): string {
    if (!/^[0-9a-f]{2}:[0-9a-f]{2}$/i.test(prefix) || isMulticast(prefix)) {
        throw new Error(
            `${quoted(prefix)} is not a MAC prefix: write two pairs of hexadecimal digits, the first of them even, such as "02:42".`,
        );
    }
    return `${prefix.toLowerCase()}:${pairs(addressFamily(address) === 4 ? hexOfIPv4(address) : hashOf(canonicalAddress(address), 4))}`;
}

/** A MAC address made from a text, always the same one: unicast, locally administered (first byte 02), 40 bits of hash. */
export function macFromText(text: string): string {
    return `02:${pairs(hashOf(text, 5))}`;
}

// The lowest bit of the first byte says that a frame is for a group.
function isMulticast(mac: string): boolean {
    return (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;
}

function hexOfIPv4(address: string): string {
    return addressToNumber(address).toString(16).padStart(8, "0");
}

function hashOf(text: string, bytes: number): string {
    return createHash("sha256")
        .update(text)
        .digest("hex")
        .slice(0, bytes * 2);
}

function pairs(hex: string): string {
    return hex.replace(/(..)(?=.)/g, "$1:");
}
