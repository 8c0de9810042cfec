import { collapseIPv6Number, IPv4, IPv6 } from "ip-num";
import { quoted } from "./quoted";

/** The IP version of an address. */
export type AddressFamily = 4 | 6;

/** How many bits an address of each family has. */
export const ADDRESS_BITS: Readonly<Record<AddressFamily, number>> = { 4: 32, 6: 128 };

/**
 * The one spelling of an address that is stored, compared and sent to a host: dotted decimal for IPv4, RFC 5952 for IPv6.
 * Canonicalise what a host prints as well: iproute2 agrees but for the obsolete v4-compatible ::a.b.c.d, where its C
 * library decides. Throws if the text is not an address.
 *
 * @example canonicalAddress("FD00:0:0::01") // "fd00::1"
 */
export function canonicalAddress(text: string): string {
    const { family, number } = parseAddress(text);
    return render(number, family);
}

/** Whether the text is an IPv4 or IPv6 address alone: no prefix length, zone id or white space. */
export function isAddress(text: string): boolean {
    try {
        parseAddress(text);
        return true;
    } catch {
        return false;
    }
}

/** The IP version of an address. Throws if the text is not an address. */
export function addressFamily(text: string): AddressFamily {
    return parseAddress(text).family;
}

/** An address as a number, for arithmetic and comparison. Throws if the text is not an address. */
export function addressToNumber(text: string): bigint {
    return parseAddress(text).number;
}

/** The canonical address with that number. Throws if the family has no such number. */
export function addressFromNumber(number: bigint, family: AddressFamily): string {
    // A negative number keeps its sign bits when shifted, so this refuses both ends.
    if (number >> BigInt(ADDRESS_BITS[family]) !== 0n) {
        throw new Error(
            `${number} is not the number of an IPv${family} address: it must be from 0 to 2^${ADDRESS_BITS[family]} - 1.`,
        );
    }
    return render(number, family);
}

/** The family and the number of an address in one parse. @internal */
export function parseAddress(text: string): { family: AddressFamily; number: bigint } {
    const family: AddressFamily = text.includes(":") ? 6 : 4;
    const problem = commonMistake(text);
    if (problem !== undefined) {
        throw new Error(`${quoted(text)} is not an IP address: ${problem}`);
    }
    try {
        return { family, number: family === 4 ? new IPv4(text).getValue() : new IPv6(text).getValue() };
    } catch {
        // ip-num speaks of octets and hexadecatets without naming the value, and partly throws bare strings.
        throw new Error(`${quoted(text)} is not an IPv${family} address: ${FORM[family]}`);
    }
}

const FORM: Readonly<Record<AddressFamily, string>> = {
    4: 'write four numbers from 0 to 255 with dots between them, such as "10.0.0.5".',
    6: 'write eight groups of up to four hexadecimal digits with colons between them, where "::" may stand once for a run of zeros, such as "fd00::5".',
};

// What people do write, told more helpfully than by the general rule.
function commonMistake(text: string): string | undefined {
    if (text === "") {
        return "it is empty.";
    }
    if (/\s/.test(text)) {
        return "it contains white space.";
    }
    if (text.includes("/")) {
        return "it has a prefix length, and only the address itself is expected here.";
    }
    if (text.includes("%")) {
        return 'it has a zone id ("%" and a device), and a device is named in a field of its own.';
    }
    // inet_aton reads 010 as octal 8, inet_pton refuses it, others read 10: the same text must not mean three hosts.
    if (/(^|[.:])0\d+(\.|$)/.test(text) && text.includes(".")) {
        return "a number with a leading zero is decimal to some programs and octal to others; leave the zero out.";
    }
    return undefined;
}

const MAPPED = 0xffffn;

function render(number: bigint, family: AddressFamily): string {
    if (family === 4) {
        return new IPv4(number).toString();
    }
    // RFC 5952, section 5: a v4-mapped address keeps its dots. iproute2 prints it so; ip-num does not.
    if (number >> 32n === MAPPED) {
        return `::ffff:${new IPv4(number & 0xffffffffn).toString()}`;
    }
    return collapseIPv6Number(new IPv6(number).toString());
}
