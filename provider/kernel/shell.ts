import { oneWord } from "../one-word";
import type { Command, Step } from "./command";

const plain = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** A word as the POSIX shell reads it back unchanged. */
export const quote = (word: string): string => (plain.test(word) ? word : oneWord(word));

/** A line that ends the input of a command and that the input does not hold. */
function terminator(input: string): string {
    let end = "~";
    while (input.split("\n").includes(end)) end += "~";
    return end;
}

/** A command as one shell command, its input as a here-document; `after` follows the command on its line. */
export function shellText(command: Command, after = ""): string {
    const { words, input } = command;
    const line = words.map(quote).join(" ");
    if (input === undefined) return `${line}${after}`;
    const end = terminator(input);
    return `${line} <<'${end}'${after}\n${input}${input.endsWith("\n") ? "" : "\n"}${end}`;
}

/** Steps that one `ip -batch` or `bridge -batch` process runs, or a single step. */
export interface Run {
    readonly command: Command;
    readonly steps: readonly Step[];
}

/** How a batch of the same tool in the same namespace begins, where the command can be a line of one. */
function batchOf(command: Command): { tool: readonly string[]; line: readonly string[] } | undefined {
    const { words, input } = command;
    if (input !== undefined || (words[0] !== "ip" && words[0] !== "bridge") || words[1] === "netns") return undefined;
    const start = words[1] === "-n" ? 3 : 1;
    const line = words.slice(start);
    // A word that `ip -batch` would split, quote or take for a comment goes through the shell instead.
    if (line.some((word) => !plain.test(word) || word.startsWith("-"))) return undefined;
    return { tool: words.slice(0, start), line };
}

/** Steps as few processes: neighbours of the same tool and namespace become one batch, in the same order. */
export function batches(steps: readonly Step[]): Run[] {
    const runs: { tool?: readonly string[]; steps: Step[]; lines: string[] }[] = [];
    for (const item of steps) {
        const batch = batchOf(item.run);
        const last = runs.at(-1);
        if (batch && last?.tool?.join(" ") === batch.tool.join(" ")) {
            last.steps.push(item);
            last.lines.push(batch.line.join(" "));
        } else runs.push({ tool: batch?.tool, steps: [item], lines: batch ? [batch.line.join(" ")] : [] });
    }
    return runs.map(({ tool, steps: [first, ...rest], lines }) =>
        tool && rest.length > 0 && first
            ? { command: { words: [...tool, "-batch", "-"], input: lines.join("\n") }, steps: [first, ...rest] }
            : { command: (first as Step).run, steps: [first as Step] },
    );
}
