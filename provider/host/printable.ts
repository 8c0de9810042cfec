/** Control characters, and those that turn the direction of writing: a terminal would act on them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const acted = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text that comes from a host, or quotes one, as a terminal may have it: what it would act on is written out. */
export const printable = (text: string): string =>
    text
        .replaceAll("\r\n", "\n")
        // Bytes that are no text (bytes.ts).
        .replace(/\p{Surrogate}/gu, (each) => `\\x${(each.charCodeAt(0) & 0xff).toString(16)}`)
        .replace(acted, (each) => {
            const code = each.charCodeAt(0);
            return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16)}`;
        });
