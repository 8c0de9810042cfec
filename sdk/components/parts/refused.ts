import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { formProblems, type Shape } from "../plan";

/** An error of the user's program, which Pulumi shows without a stack trace. */
export function refused(kind: string, name: string, problems: readonly string[]): pulumi.RunError {
    const lines = [`${kind} ${name} is refused:`, ...problems.map((problem) => `  - ${problem}`)];
    const error = new pulumi.RunError(lines.join("\n"));
    // Behind an output the failed promise hangs on it, and Pulumi inspects all that can be reached from there: minutes.
    return Object.defineProperty(error, inspect.custom, { value: () => error.message });
}

/** Throws, saying all that is wrong with the form of args, before anything looks into them. */
export function demandForm(kind: string, name: string, shape: Shape, value: unknown, at?: string): void {
    const problems = formProblems(shape, value, at);
    if (problems.length > 0) throw refused(kind, name, problems);
}

/** A check that only runs when the host's facts are known; where it throws, the preview or update fails with its reason. */
export function checked<T>({ kind, name }: { kind: string; name: string }, check: () => T): T {
    try {
        return check();
    } catch (error) {
        throw refused(kind, name, [(error as Error).message]);
    }
}
