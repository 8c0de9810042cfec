import {
    ADDRESS_BITS,
    addressFamily,
    canonicalAddress,
    canonicalInterfaceAddress,
    canonicalMac,
    canonicalNetwork,
    canonicalPorts,
    isAddress,
} from "../../addressing";
import { nameProblem } from "../../naming";
import { digits, text, whole } from "./field";

/** A name of the one grammar, at most `max` bytes. */
export const name = (max?: number) =>
    text(`a letter, then letters, digits and \`_ . -\`, at most ${max ?? 15} bytes`, (value) => {
        const problem = nameProblem(value, max);
        if (problem) throw new Error(problem);
        return value;
    });

/** The name of a link: 15 bytes. */
export const linkName = name();
/** The name of a network namespace: a file name. */
export const netnsName = name(64);
export const address = text("an IP address", canonicalAddress);
export const interfaceAddress = text(
    "an address with the prefix of its network, `10.0.0.5/24`",
    canonicalInterfaceAddress,
);
export const network = text("a network without host bits, `10.0.0.0/24`", canonicalNetwork);
/** An address or a network, in the one spelling; all addresses would be no condition, and iptables forgets such a one. */
export const selection = text("an address or a network", (value) => {
    if (isAddress(value)) return canonicalAddress(value);
    const found = canonicalNetwork(value);
    const [bare = "", prefix] = found.split("/");
    if (prefix === "0") throw new Error(`${JSON.stringify(value)} is every address: leave it out`);
    return Number(prefix) === ADDRESS_BITS[addressFamily(bare)] ? bare : found;
});
export const mac = text("a MAC address", (value) => canonicalMac(value));
export const ports = digits("a port, or a range as `8000-8010`", canonicalPorts);
/** The kernel's own limits: IPv6 needs 1280, an Ethernet-like device takes 68 to 65535. */
export const mtu = whole(68, 65535, "bytes");
export const metric = whole(1, 4294967295);

const leadsTo = (value: string): string => {
    if (value === "default") return value;
    const to = canonicalNetwork(isAddress(value) ? `${value}/${value.includes(":") ? 128 : 32}` : value);
    return to === "0.0.0.0/0" ? "default" : to;
};

/** Where a route leads. */
export const destination = text("a network without host bits, an address, or `default`", leadsTo);
