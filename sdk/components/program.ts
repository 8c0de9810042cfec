import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { type Claim, networkProblems } from "./plan";

// One list a program run: several programs may run in one process (tests with mocks, the Automation API).
const programs = new WeakMap<object, Held[]>();
const alone = {};

interface Held extends Claim {
    /** Its subnets, once they are asked for; also those that are chosen. */
    subnets?: readonly pulumi.Output<string>[];
}

/** The networks that this program has made so far. */
function claims(): Held[] {
    const program: object = pulumi.runtime.getMonitor() ?? alone;
    const found = programs.get(program) ?? [];
    programs.set(program, found);
    return found;
}

/** The subnets that networks made before have on one of these hosts, which do not tell them among their routes. */
export const subnetsOn = (hosts: readonly string[]): pulumi.Output<string[]> =>
    pulumi.all(
        claims().flatMap(({ spec, subnets = [] }) => (spec.hosts.some((host) => hosts.includes(host)) ? subnets : [])),
    );

/** Notes the subnets of a network that was claimed. */
export function holdSubnets(network: string, subnets: readonly pulumi.Output<string>[]): void {
    const held = claims().find(({ spec }) => spec.name === network);
    if (held) held.subnets = subnets;
}

/**
 * Takes a network into the program's list, or throws, saying all that is wrong with it and what it collides with; before
 * any resource of it is made, and so before anything is touched.
 */
export function claim(kind: string, wanted: Claim): void {
    const others = claims();
    const problems = networkProblems(wanted, others);
    if (problems.length > 0) throw refused(kind, wanted.spec.name, problems);
    others.push({ ...wanted });
}

/** An error of the user's program, which Pulumi shows without a stack trace. */
export function refused(kind: string, name: string, problems: readonly string[]): pulumi.RunError {
    const lines = [`${kind} ${name} is refused:`, ...problems.map((problem) => `  - ${problem}`)];
    const error = new pulumi.RunError(lines.join("\n"));
    // Behind an output the failed promise hangs on it, and Pulumi inspects all that can be reached from there: minutes.
    return Object.defineProperty(error, inspect.custom, { value: () => error.message });
}

/** A check that only runs when the host's facts are known; where it throws, the preview or update fails with its reason. */
export function checked<T>(kind: string, name: string, check: () => T): T {
    try {
        return check();
    } catch (error) {
        throw refused(kind, name, [(error as Error).message]);
    }
}
