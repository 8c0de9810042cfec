import type { Outcome } from "./kernel/operation";
import { kinOf } from "./whose";

/** An operation that failed on a host; the message is whole sentences for the user. */
export class OperationError extends Error {
    override readonly name = "OperationError";
}

/** Something was left half-done and could not be undone: the next `up` repairs. */
export class PartialError extends OperationError {}

/** A shell tells a signal as 128 and its number, of which Linux has 64; iproute2 ends with 255 where it is not understood. */
const lastSignal = 128 + 64;

const said = (outcome: Outcome): string => (outcome.why ? `: ${outcome.why}` : "");

/** What was attempted on which host, the command, its status and what it said, and what to do now. */
export function failure(
    what: string,
    host: string,
    command: string,
    outcome: Outcome,
    undone: boolean,
): OperationError {
    const status =
        outcome.status === 124 || outcome.status === 143
            ? "did not end before the deadline (operationTimeoutSeconds)"
            : outcome.status > 128 && outcome.status <= lastSignal
              ? `was killed by signal ${outcome.status - 128}`
              : `failed with status ${outcome.status}`;
    const attempt = `${what} on host ${host}: \`${command}\` ${status}${said(outcome)}.`;
    return undone
        ? new OperationError(`${attempt} What had been done was undone; the host is as before.`)
        : new PartialError(`${attempt} Undoing it failed too; the next \`pulumi up\` looks again and repairs.`);
}

/** A question that the host answered with no; `owner` is whose thing was wanted. */
export const refusal = (what: string, host: string, outcome: Outcome, owner: string): OperationError =>
    new OperationError(
        `${what} on host ${host} is refused${said(outcome)}. Nothing was changed.${kinOf(outcome.why, owner)}`,
    );

/** A look that could not tell; behind steps that were done, the state cannot stay as it is. */
export function unclear(what: string, host: string, outcome: Outcome): OperationError {
    const attempt = `${what} on host ${host}: cannot tell what is there (status ${outcome.status})${said(outcome)}.`;
    return outcome.step > 0
        ? new PartialError(`${attempt} It had been changed; the next \`pulumi up\` looks again.`)
        : new OperationError(`${attempt} The state stays as it is.`);
}

/** Every step was done, and yet the host is not as wanted. */
export const vain = (what: string, host: string, rest: string, attempts: number): OperationError =>
    new OperationError(
        `${what} on host ${host} did not take effect: ${rest}, after ${attempts} attempts. ` +
            "Either the kernel or a driver does not take it: declare what it takes. " +
            "Or something else on the host (NetworkManager, networkd, another stack) changes it back: make that leave it alone.",
    );

/** Whatever was planned, the host had changed before it could be done. */
export const restless = (what: string, host: string, attempts: number): OperationError =>
    new OperationError(
        `${what} on host ${host}: something else on the host kept changing it, ${attempts} times between a look and what was to follow. Find out what does, and make that leave it alone.`,
    );

/** What a look printed is nothing that its parser knows: whose fault that is, nobody can tell. */
export const unreadable = (what: string, host: string, { message }: Error): OperationError =>
    new OperationError(
        `${what} on host ${host}: cannot tell what is there: what the host says of it is not understood (${message.split("\n")[0]?.slice(0, 200)}).`,
    );

/** Something is wanted on a host that the configuration calls gone for good. */
export const letGo = (what: string, host: string): OperationError =>
    new OperationError(
        `${what} on host ${host}: the stack's configuration says that this host is gone for good (gone: true in hostnet:hosts, for ${host}). ` +
            "If it is back, take that out and run `pulumi up` again; else take the host and what is on it out of the program.",
    );

/** Fails as the second of two ways did, and tells of the first. */
export function bothFailed(first: Error, last: Error): never {
    last.message += ` The other way had failed too: ${first.message}`;
    throw last;
}
