import { readFileSync } from "node:fs";
import { join } from "node:path";
import { textOf } from "../bytes";
import { oneWord } from "../one-word";

const read = (name: string) =>
    readFileSync(join(__dirname, "scripts", `${name}.sh`), "utf8").replace(/^\s*#.*\n/gm, "");

/** What the shell of a host is sent first, once: its side of the session, and the functions that scripts use. */
export const opening = (mark: string, limitSeconds: number, prelude = ""): string =>
    `${read("session")}${read("watch")}${prelude}\nhostnet_open ${mark} ${limitSeconds}\n`;

export interface Frame {
    /** Random, so that nothing a script prints is taken for it. */
    readonly mark: string;
    readonly script: string;
    /** How long to wait for the host's lock; 0 does without it. */
    readonly lockSeconds: number;
}

/**
 * One operation as it is sent. A shell runs a compound command only when it has read its `}`, so a connection that is
 * cut anywhere before runs nothing; and the script is data up to then, so that its syntax cannot harm the session.
 */
export const operation = ({ mark, script, lockSeconds }: Frame): string =>
    `{ hostnet_run ${mark} ${lockSeconds} ${oneWord(script)}; }\n`;

/** Lets others have the host's lock; without an answer. */
export const release = "{ hostnet_drop; }\n";

export type Reply =
    | {
          readonly kind: "answer";
          readonly output: string;
          /** The end of what was said on standard error. */
          readonly said: string;
          readonly status: number;
          readonly seconds: number;
      }
    | { readonly kind: "locked"; readonly holders: string; readonly said: string; readonly status: number };

/** What the last line of a reply is shorter than, its mark aside. */
const lastLine = 80;

/**
 * The reply to one mark, and how many bytes it and whatever was before it took; undefined while it is not whole. Its end is
 * not before the byte `from`, because that far it was looked for already.
 */
export function reply(
    received: Buffer,
    mark: string,
    from = 0,
): { readonly reply: Reply; readonly end: number } | undefined {
    const tail = received.indexOf(`\n${mark} `, Math.max(0, from - mark.length - lastLine));
    const head = tail < 0 ? -1 : received.indexOf(`${mark}\n`);
    const end = tail < 0 ? -1 : received.indexOf("\n", tail + 1);
    if (head < 0 || end < 0) return undefined;
    const text = textOf(received.subarray(head + mark.length + 1, Math.max(tail, head + mark.length + 1)));
    const [output = "", said = ""] = text.split(new RegExp(`\n?${mark}-said\n`));
    const [status = "", since = "", until = ""] = received.toString("latin1", tail + mark.length + 2, end).split(" ");
    if (status === "locked")
        return { reply: { kind: "locked", holders: output, said, status: Number(since) }, end: end + 1 };
    const seconds = Math.round((Number(until) - Number(since)) * 100) / 100;
    return { reply: { kind: "answer", output, said, status: Number(status), seconds }, end: end + 1 };
}
