import type * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs } from "@pulumi/pulumi/runtime";
import { tables } from "../../spec";

/** What a host would tell of itself or of what is on it, by the logical name of the resource. */
export type Facts = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface MocksOptions {
    /** Outputs that only a host knows, by logical name: `{ ubuntu1: { deviceAddresses: ["10.0.0.11/24"] } }`. */
    readonly facts?: Facts;
    /** The mocks of an earlier run, whose stack this one goes on with: a pool leaves everybody the address it had. */
    readonly before?: Pick<Mocks, "resources">;
    /** What other resources than those of this package become. Default: their inputs. */
    readonly newResource?: (args: MockResourceArgs) => { id: string | undefined; state: Record<string, unknown> };
}

export interface Mocks extends pulumi.runtime.Mocks {
    /** What was made, by logical name: the inputs as `check` leaves them, with defaults, names, MACs and addresses. */
    readonly resources: ReadonlyMap<string, MockResourceArgs>;
    /** What `check` refuses, `Bridge br0: mtu: …`; a preview would end with it. */
    readonly problems: readonly string[];
}

/**
 * Mocks for `pulumi.runtime.setMocks` that do for the resources of this package what Pulumi's engine does in a preview: run
 * their `check`, which fills in everything that follows from a program, and says what is wrong. No host is asked; what
 * only a host knows is made up, or given as `facts`.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { testing } from "pulumi-hostnet";
 *
 * const mocks = testing.mocks();
 * await pulumi.runtime.setMocks(mocks, "shop", "dev");
 * const program = await import("./index.js");
 * await pulumi.runtime.disconnect();
 * console.log(mocks.problems, mocks.resources.get("br0")?.inputs.mac);
 * ```
 */
export function mocks({ facts = {}, before, newResource }: MocksOptions = {}): Mocks {
    const resources = new Map<string, MockResourceArgs>();
    const problems: string[] = [];
    return {
        resources,
        problems,
        call: () => ({}),
        newResource: async (args) => {
            const kind = /^pulumi-nodejs:dynamic\/hostnet:(\w+)$/.exec(args.type)?.[1];
            if (!kind) {
                resources.set(args.name, args);
                return newResource?.(args) ?? { id: `${args.name}-id`, state: args.inputs };
            }
            const { inputs, problems: found } = await checked(kind, args, before?.resources.get(args.name));
            problems.push(...found);
            resources.set(args.name, { ...args, inputs });
            const state = { ...madeUp(kind, inputs), ...inputs, ...facts[args.name] };
            return { id: `${args.name}-id`, state };
        },
    };
}

/** The inputs as the provider's own check leaves them, and what it says is wrong. */
async function checked(
    kind: string,
    { type, name, inputs }: MockResourceArgs,
    before: MockResourceArgs | undefined,
): Promise<{ readonly inputs: Record<string, unknown>; readonly problems: string[] }> {
    // Only tests need the provider's code in the program.
    const { provider } = await import("../../provider/index.js");
    const result = await provider(kind).check?.(before?.type === type ? before.inputs : {}, inputs);
    const problems = (result?.failures ?? []).map((failure) => `${kind} ${name}: ${failure.reason}`);
    const made: Record<string, unknown> = result?.inputs ?? inputs;
    // Made up anew each time, which is nothing for a test.
    const { mark: _, ...host } = (made.host ?? {}) as Record<string, unknown>;
    return { inputs: kind === "Host" ? { ...made, host } : made, problems };
}

/** What only a host knows, as the kind's table has it for a plain host of today. */
function madeUp(kind: string, { host }: Record<string, unknown>): Record<string, unknown> {
    const { properties = {} } = tables.find(({ type }) => type === kind) ?? {};
    const seen = Object.entries(properties).flatMap(([key, { sample }]) =>
        sample === undefined ? [] : [[key, sample]],
    );
    return { ...Object.fromEntries(seen), ...(kind === "Host" && { deviceAddresses: addressesOf(host) }) };
}

/** Of a host that is reached by its address, that address. */
function addressesOf(connection: unknown): string[] {
    const { address = "" } = connection as { readonly address?: string };
    if (/^[0-9.]+$/.test(address)) return [`${address}/24`];
    return /^[0-9a-f:]+$/i.test(address) && address.includes(":") ? [`${address}/64`] : [];
}
