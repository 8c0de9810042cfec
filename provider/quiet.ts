import type { ResourceProvider } from "@pulumi/pulumi/dynamic";
import { OperationError } from "./errors";
import { AnswerLost, HostError } from "./host";
import { printable } from "./host/printable";
import { Taken } from "./kind";

type Method = (...args: readonly unknown[]) => Promise<unknown>;

const forPeople = (error: unknown): error is Error =>
    [OperationError, HostError, AnswerLost, Taken].some((type) => error instanceof type);

/** What the dynamic-provider process prints of an error that read or delete throws: `${error}: ${error.stack}`. */
const printed = new Set<string>();
let print: typeof console.error | undefined;

/** The engine shows the error at its resource: what the process prints of it would stand there a second time. */
function silence(error: Error): void {
    error.stack = "";
    printed.add(`${error}: `);
    if (print) return;
    print = console.error;
    console.error = (...args: unknown[]) => {
        if (!printed.has(String(args[0]))) print?.(...args);
    };
}

/** What a host said is in it, and the engine brings it to a terminal. */
function written(error: Error & { reasons?: readonly string[] }): void {
    error.message = printable(error.message);
    if (error.reasons) error.reasons = error.reasons.map(printable);
}

/** The same provider, whose errors meant for people are told once and carry no stack. */
export function quiet(provider: ResourceProvider): ResourceProvider {
    const wrap =
        (method: Method): Method =>
        async (...args) => {
            try {
                return await method(...args);
            } catch (error) {
                if (error instanceof Error) written(error);
                if (forPeople(error) && !process.env.HOSTNET_DEBUG) silence(error);
                throw error;
            }
        };
    return Object.fromEntries(
        Object.entries(provider).map(([name, method]) => [name, wrap(method as Method)]),
    ) as unknown as ResourceProvider;
}
