import type { DiffResult, ReadResult, ResourceProvider } from "@pulumi/pulumi/dynamic";
import { vi } from "vitest";
import type { Lab } from "../../../lab";
import { provider } from "../../../provider";
import { type MarkedConnection, sessionFor } from "../../../provider/host";
import { prelude } from "../../../provider/kernel/prelude";
import { settings } from "../../../provider/settings";
import type { Values } from "../../values";
import { stepsOf } from "./steps";

export type { Values };

export interface SubjectOptions {
    /** `project/stack/name`; default `shop/dev/it`. */
    readonly owner?: string;
    /** Where in the lab; default `host1`, which the provider knows as `h1`. */
    readonly node?: string;
    /** More of how to reach it. */
    readonly connection?: Partial<MarkedConnection>;
}

/** A resource as its state has it. */
export interface Made {
    readonly id: string;
    readonly outs: Values;
}

/** One resource type driven as Pulumi drives it: program inputs go through check before anything else sees them. */
export interface Subject {
    readonly connection: MarkedConnection;
    /** Canonical inputs of a program's; throws all failures where check has any. */
    check(program: Values, olds?: Values): Promise<Values>;
    /** The failures of check, `property: what is wrong`. */
    failures(program: Values): Promise<string[]>;
    create(program: Values): Promise<Made>;
    diff(
        made: Made,
        program: Values,
    ): Promise<Required<Pick<DiffResult, "changes" | "replaces" | "deleteBeforeReplace">>>;
    update(made: Made, program: Values): Promise<Made>;
    read(made: Made): Promise<ReadResult>;
    delete(made: Made): Promise<void>;
    /** Runs something and says how many round trips to the host it made, and the steps of the last operation that it sent. */
    trips<T>(
        action: () => Promise<T>,
    ): Promise<{ readonly value: T; readonly trips: number; readonly steps: readonly string[] }>;
}

/** What goes through the engine and back comes back as JSON. */
const carried = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

export function subjectOf(
    lab: Lab,
    type: string,
    { owner = "shop/dev/it", node = "host1", connection: more }: SubjectOptions = {},
): Subject {
    const real: ResourceProvider = provider(type);
    const connection: MarkedConnection = {
        name: node.replace("host", "h"),
        address: node,
        sshConfigFile: lab.sshConfig,
        ...more,
    };
    const session = () => sessionFor(connection, settings(), prelude);
    const ask = async (program: Values, olds: Values = {}) => {
        const news = carried({ __provider: "text", owner, host: connection, ...program });
        return (await real.check?.(carried(olds), news)) ?? { inputs: news, failures: [] };
    };
    const check = async (program: Values, olds?: Values): Promise<Values> => {
        const { inputs, failures = [] } = await ask(program, olds);
        if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
        return carried(inputs) as Values;
    };
    return {
        connection,
        check,
        failures: async (program) => ((await ask(program)).failures ?? []).map(({ reason }) => reason),
        create: async (program) => {
            const { id, outs } = await real.create(await check(program));
            return { id, outs: carried(outs) as Values };
        },
        diff: async ({ id, outs }, program) => {
            const result = await real.diff?.(id, outs, await check(program, outs));
            return {
                changes: result?.changes ?? false,
                replaces: result?.replaces ?? [],
                deleteBeforeReplace: result?.deleteBeforeReplace ?? false,
            };
        },
        update: async ({ id, outs }, program) => {
            const result = await real.update?.(id, carried(outs), await check(program, outs));
            return { id, outs: carried(result?.outs) as Values };
        },
        read: async ({ id, outs }) => carried((await real.read?.(id, carried(outs))) ?? {}),
        delete: async ({ id, outs }) => real.delete?.(id, carried(outs)),
        trips: async (action) => {
            const before = session().roundTrips;
            const sent = vi.spyOn(session(), "run");
            try {
                const value = await action();
                const last = sent.mock.lastCall?.[0] ?? "";
                return { value, trips: session().roundTrips - before, steps: stepsOf(last) };
            } finally {
                sent.mockRestore();
            }
        },
    };
}
