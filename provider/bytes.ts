import { isUtf8 } from "node:buffer";

/** Sequences that may be UTF-8, and single bytes that are none. */
const parts = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g;
const first = 0xdc00;

/** What a host said, as text. A byte that is no UTF-8 becomes a lone surrogate, so that nothing is lost. */
export function textOf(bytes: Buffer): string {
    if (isUtf8(bytes)) return bytes.toString("utf8");
    return bytes.toString("latin1").replace(parts, (part) => {
        const sequence = Buffer.from(part, "latin1");
        if (isUtf8(sequence)) return sequence.toString("utf8");
        return String.fromCharCode(...[...sequence].map((byte) => first + byte));
    });
}

/** The bytes of such a text as the host has them. */
export const bytesOf = (text: string): Buffer =>
    Buffer.concat(
        text
            .split(/(\p{Surrogate})/u)
            .map((part) =>
                /^\p{Surrogate}$/u.test(part) ? Buffer.of(part.charCodeAt(0) - first) : Buffer.from(part, "utf8"),
            ),
    );
