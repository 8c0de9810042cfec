import { OperationError } from "../errors";

/** The hosts that this process has looked at, by what tells a machine: its boot, and the network namespace that we work in there. */
const known = new Map<string, string>();

/**
 * Refuses a machine that another host is already: two hosts would each make theirs on it, and take it from each other. Where it
 * is not told, nothing is said.
 */
export function onceOnly(machine: string | undefined, host: string): void {
    if (!machine) return;
    const other = known.get(machine);
    if (other !== undefined && other !== host)
        throw new OperationError(
            `Reading host ${host} is refused: it is the same machine as host ${other} (boot id and network namespace ${machine}). ` +
                `Give it one Host, or another address to one of them; if ${other} was renamed ${host}, run \`pulumi up\` without --refresh. Nothing was changed.`,
        );
    known.set(machine, host);
}

/** A host that goes leaves its machine to another one: a rename is a replacement. */
export function leaveMachine(host: string): void {
    for (const [machine, name] of known) if (name === host) known.delete(machine);
}
