import { quoted } from "./quoted";

/** A range of ports, both ends included; a single port is a range of one. */
export interface PortRange {
    first: number;
    last: number;
}

/**
 * Reads one port (`8080`, `"8080"`) or a range of them (`"8000-8010"`). Throws if it is neither.
 * Port 0 is refused: it means "any free port" to a program and nothing to a packet.
 */
export function parsePorts(ports: string | number): PortRange {
    const text = String(ports);
    const [, start, end = start] = /^([1-9]\d*)(?:-([1-9]\d*))?$/.exec(text) ?? [];
    const [first, last] = [Number(start), Number(end)];
    if (start === undefined || first > MAX_PORT || last > MAX_PORT) {
        throw new Error(
            `${quoted(text)} is not a port or a range of ports: write a whole number from 1 to ${MAX_PORT}, or two of them such as "8000-8010".`,
        );
    }
    if (first > last) {
        throw new Error(`${quoted(text)} is not a range of ports: it ends before it starts; write "${last}-${first}".`);
    }
    return { first, last };
}

/** The one spelling of a port or a range: `"8080"`, `"8000-8010"`. Throws as `parsePorts` does. */
export function canonicalPorts(ports: string | number): string {
    return portsText(parsePorts(ports));
}

/** A range as text; a range of one prints as the port alone. */
export function portsText({ first, last }: PortRange): string {
    return first === last ? `${first}` : `${first}-${last}`;
}

/** Whether two ranges have a port in common. */
export function portsOverlap(a: PortRange, b: PortRange): boolean {
    return a.first <= b.last && b.first <= a.last;
}

const MAX_PORT = 65535;
