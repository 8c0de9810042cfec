import type { Command, Step } from "./command";
import { batches, quote, shellText } from "./shell";

/** What one round trip does on a host. */
export interface Operation {
    /** The fingerprint of what should be there; "" for nothing. Where it is not so, nothing is changed. */
    readonly expected: string;
    readonly look: readonly Command[];
    readonly demands: readonly Command[];
    readonly steps: readonly Step[];
    /** The look after the steps: what is there now. */
    readonly settle: readonly Command[];
}

/** How an operation ended. */
export interface Outcome {
    readonly kind: "done" | "differs" | "refused" | "failed" | "unclear" | "seen";
    /** How many steps were, or may have been, done before the failure. */
    readonly step: number;
    /** Which step failed, as far as its tool says. */
    readonly at: number;
    readonly status: number;
    /** What the last look printed. */
    readonly seen: string;
    /** What the failing command, the refusal or the look said. */
    readonly why: string;
}

const body = (name: string, lines: readonly string[]) => [`${name}() {`, ...(lines.length > 0 ? lines : [":"]), "}"];

const rendered = (command: Command): string => shellText(command);

/** An operation as a script over the prelude. */
export function renderOperation({ expected, look, demands, steps, settle }: Operation): string {
    const runs = batches(steps).map((run) => `run ${run.steps.length} ${shellText(run.command, " || return")}`);
    const undo = [...steps.entries()]
        .reverse()
        .flatMap(([index, item]) =>
            (item.undo ?? []).map((command) => `[ "$1" -le ${index} ] || apart ${shellText(command)}`),
        );
    return [
        ...body("observe", look.map(rendered)),
        ...body("demand", demands.map(rendered)),
        ...body("steps", runs),
        ...body("undo", undo),
        ...body("settle", settle.map(rendered)),
        `operate ${quote(expected)}`,
    ].join("\n");
}

/** A look alone. */
export const renderLook = (look: readonly Command[]): string =>
    [...body("observe", look.map(rendered)), "look"].join("\n");

/** The outcome an operation or a look told, or undefined where the text is not one. */
export function parseOutcome(text: string): Outcome | undefined {
    // A shell may say first that a process of the operation was terminated.
    const all = text.split("\n");
    const head = /^# (done|differs|refused|failed|unclear|seen) (\d+) (\d+) (\d+)$/;
    const first = all.findIndex((line) => head.test(line));
    const told = head.exec(all[first] ?? "");
    const lines = all.slice(first + 1);
    const end = lines.indexOf("# why");
    if (!told || end < 0) return undefined;
    return {
        kind: told[1] as Outcome["kind"],
        step: Number(told[2]),
        status: Number(told[3]),
        at: Number(told[4]),
        seen: lines.slice(0, end).join("\n"),
        why: lines
            .slice(end + 1)
            .join("\n")
            .trim(),
    };
}
