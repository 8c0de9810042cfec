import { ADDRESS_BITS, type AddressFamily, addressFamily, addressFromNumber, isAddress, parseAddress } from "./address";
import { quoted } from "./quoted";

// Where a network is asked for, an interface address such as "10.0.0.5/24" serves as well and means its network;
// canonicalNetwork is the one that refuses it. Intervals are plain bigints: ip-num parses and prints the addresses,
// but its CIDR ranges take five times as long to compare, which a plan for thousands of attachments would feel.

/** An address and the length of its network prefix. */
export interface Cidr {
    family: AddressFamily;
    /** The canonical address, host bits kept. */
    address: string;
    prefix: number;
}

/** Takes CIDR notation apart; host bits are kept. Throws if the text is not an address, a slash and a prefix length. */
export function parseCidr(text: string): Cidr {
    const { family, number, prefix } = split(text);
    return { family, address: addressFromNumber(number, family), prefix };
}

/** The canonical spelling of an address on an interface; host bits are kept. */
export function canonicalInterfaceAddress(text: string): string {
    return renderCidr(parseCidr(text));
}

/**
 * The canonical spelling of a network, as routes and NAT sources take it. Host bits are refused: the kernel refuses them
 * in an IPv4 route, it and iptables drop them in silence elsewhere, and always one of the two numbers was a mistake.
 */
export function canonicalNetwork(text: string): string {
    const cidr = parseCidr(text);
    const network = networkOf(text);
    if (renderCidr(cidr) !== network) {
        throw new Error(
            `${quoted(text)} is not a network, because bits are set behind its prefix: write "${network}" for the network, or "${cidr.address}/${ADDRESS_BITS[cidr.family]}" for the one address.`,
        );
    }
    return network;
}

/** The network an interface address is in. @example networkOf("10.0.0.5/24") // "10.0.0.0/24" */
export function networkOf(cidr: string): string {
    const { family, first, prefix } = intervalOf(cidr);
    return `${addressFromNumber(first, family)}/${prefix}`;
}

/** Whether an address, or the whole of another network, lies inside the network. Never across families. */
export function contains(network: string, addressOrCidr: string): boolean {
    const outer = intervalOf(network);
    const inner = intervalOf(addressOrCidr.includes("/") ? addressOrCidr : hostCidr(addressOrCidr));
    return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether two networks have an address in common. Never across families. */
export function overlaps(a: string, b: string): boolean {
    const one = intervalOf(a);
    const other = intervalOf(b);
    return one.family === other.family && one.first <= other.last && other.first <= one.last;
}

/**
 * An address of the network by its place: 0 is the network's own address, 1 the first host, -1 the very last address
 * (the broadcast address, in IPv4), -2 the one before it. Throws if the network is too small.
 *
 * @example nthAddress("10.0.0.0/24", 1) // "10.0.0.1"
 */
export function nthAddress(network: string, n: number | bigint): string {
    if (typeof n === "number" && !Number.isSafeInteger(n)) {
        throw new Error(
            `${n} is not a place in ${quoted(network)}: it must be a whole number, and a bigint beyond 2^53.`,
        );
    }
    const { family, first, last } = intervalOf(network);
    const number = BigInt(n) < 0n ? last + 1n + BigInt(n) : first + BigInt(n);
    if (number < first || number > last) {
        throw new Error(`${quoted(network)} has no address number ${n}: it holds ${last - first + 1n}.`);
    }
    return addressFromNumber(number, family);
}

/**
 * How many hosts fit into the network. IPv4 loses the network and the broadcast address, except in a /31 (RFC 3021) and
 * a /32; IPv6 loses the subnet-router anycast address (RFC 4291), except in a /127 (RFC 6164) and a /128.
 */
export function hostCount(network: string): bigint {
    const { family, first, last, prefix } = intervalOf(network);
    const size = last - first + 1n;
    if (ADDRESS_BITS[family] - prefix < 2) {
        return size;
    }
    return family === 4 ? size - 2n : size - 1n;
}

function renderCidr({ address, prefix }: Cidr): string {
    return `${address}/${prefix}`;
}

function hostCidr(address: string): string {
    return `${address}/${ADDRESS_BITS[addressFamily(address)]}`;
}

function intervalOf(cidr: string): { family: AddressFamily; first: bigint; last: bigint; prefix: number } {
    const { family, number, prefix } = split(cidr);
    const size = 1n << BigInt(ADDRESS_BITS[family] - prefix);
    const first = number - (number % size);
    return { family, first, last: first + size - 1n, prefix };
}

function split(text: string): { family: AddressFamily; number: bigint; prefix: number } {
    const [, address, prefix] = /^([^/]+)\/([^/]+)$/.exec(text) ?? [];
    if (address === undefined || prefix === undefined) {
        const example = isAddress(text) ? `${text}/${addressFamily(text) === 4 ? 24 : 64}` : "10.0.0.5/24";
        throw new Error(
            `${quoted(text)} is not an address with a prefix length: write both with one slash between them, such as "${example}".`,
        );
    }
    const { family, number } = parseAddress(address);
    // Netmasks ("/255.255.255.0"), signs and leading zeros have one meaning too many.
    if (!/^(0|[1-9]\d{0,2})$/.test(prefix) || Number(prefix) > ADDRESS_BITS[family]) {
        throw new Error(
            `${quoted(text)} has a wrong prefix length: for IPv${family} it is a whole number from 0 to ${ADDRESS_BITS[family]}, without leading zeros.`,
        );
    }
    return { family, number, prefix: Number(prefix) };
}
