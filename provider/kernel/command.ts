/** One command of a host: its words, and what it reads from standard input. */
export interface Command {
    readonly words: readonly string[];
    readonly input?: string;
}

/** A command that changes something, and what takes the change back. */
export interface Step {
    readonly run: Command;
    readonly undo?: readonly Command[];
}

type Word = string | number;
type Value = Word | readonly Word[] | undefined;

/**
 * A command from a template: literal text is split at white space, each interpolated value is one word (an array is
 * several, undefined is none), so nothing that is interpolated can become a second word or shell syntax.
 */
export function cmd(literals: TemplateStringsArray, ...values: readonly Value[]): Command {
    const words: string[] = [];
    let open = false;
    const put = (text: string) => {
        if (open) words.push(`${words.pop() ?? ""}${text}`);
        else words.push(text);
    };
    literals.forEach((literal, index) => {
        literal.split(/(\s+)/).forEach((piece) => {
            if (piece === "") return;
            if (/^\s/.test(piece)) open = false;
            else {
                put(piece);
                open = true;
            }
        });
        if (index >= values.length) return;
        const value = values[index];
        if (Array.isArray(value)) {
            for (const word of value) words.push(String(word));
            open = false;
        } else if (value !== undefined) {
            put(String(value));
            open = true;
        }
    });
    return { words };
}

/** The same command with text on its standard input. */
export const withInput = (command: Command, input: string): Command => ({ ...command, input });

/** `ip`, in a network namespace where one is named. */
export const ip = (netns?: string): readonly string[] => (netns ? ["ip", "-n", netns] : ["ip"]);

/** A step that needs no undo, or one undone by the given commands. */
export const step = (run: Command, ...undo: readonly Command[]): Step => (undo.length > 0 ? { run, undo } : { run });
