import type { ResourceProvider } from "@pulumi/pulumi/dynamic";
import { OperationError } from "./errors";
import { AnswerLost, HostError } from "./host";
import { Taken } from "./kind";

type Method = (...args: readonly unknown[]) => Promise<unknown>;

const forPeople = (error: unknown): error is Error =>
    [OperationError, HostError, AnswerLost, Taken].some((type) => error instanceof type);

/**
 * The same provider, whose errors meant for people carry no stack: the dynamic-provider process prints the stacks of
 * what read and delete throw between the user's diagnostics.
 */
export function quiet(provider: ResourceProvider): ResourceProvider {
    const wrap =
        (method: Method): Method =>
        async (...args) => {
            try {
                return await method(...args);
            } catch (error) {
                if (forPeople(error) && !process.env.HOSTNET_DEBUG) error.stack = "";
                throw error;
            }
        };
    return Object.fromEntries(
        Object.entries(provider).map(([name, method]) => [name, wrap(method as Method)]),
    ) as unknown as ResourceProvider;
}
