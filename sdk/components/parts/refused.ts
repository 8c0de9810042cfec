import type * as pulumi from "@pulumi/pulumi";
import { sentence } from "../../sentence";
import { formProblems, type Shape } from "../plan";

/** All that is wrong with a network, as one error. */
export const refused = (kind: string, name: string, problems: readonly string[]): pulumi.RunError =>
    sentence([`${kind} ${name} is refused:`, ...problems.map((problem) => `  - ${problem}`)].join("\n"));

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
