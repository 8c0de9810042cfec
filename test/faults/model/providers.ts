import { provider } from "../../../provider";
import { closeSessions } from "../../../provider/host";
import { providerText } from "../../../sdk/resource";
import { type Engine, startEngine, type Values } from "../../contract/engine";
import type { Provider } from "./stack";

/** What goes through the engine and back comes back as JSON. */
const carried = (value: unknown): Values => JSON.parse(JSON.stringify(value ?? {}));

/** The provider in this process. */
export const inThisProcess: Provider = {
    check: async (kind, olds, news) => {
        const { inputs, failures } = (await provider(kind).check?.(carried(olds), carried(news))) ?? {};
        return { inputs: carried(inputs), failures: failures ?? [] };
    },
    diff: async (kind, id, olds, news) => {
        const { changes, replaces } = (await provider(kind).diff?.(id, carried(olds), carried(news))) ?? {};
        return { changes: changes ?? false, replaces: replaces ?? [] };
    },
    create: async (kind, inputs) => {
        const { id, outs } = await provider(kind).create(carried(inputs));
        return { id, outs: carried(outs) };
    },
    read: async (kind, id, outs) => {
        const read = await provider(kind).read?.(id, carried(outs));
        return {
            id: read?.id ?? "",
            outs: carried(read?.props),
            inputs: carried((read as { inputs?: Values })?.inputs),
        };
    },
    update: async (kind, id, olds, news) =>
        carried((await provider(kind).update?.(id, carried(olds), carried(news)))?.outs),
    delete: async (kind, id, outs) => provider(kind).delete?.(id, carried(outs)),
};

/** As another run of the CLI has it: no session, and no memory of one that failed. */
export const forget = closeSessions;

/** The real dynamic-provider process, one after the other as runs of the CLI start them. */
export async function inEngine(): Promise<{ provider: Provider; newProcess(): Promise<void>; end(): Promise<void> }> {
    let engine: Engine = await startEngine();
    const marked = (kind: string, values: Values): Values => ({ ...values, __provider: providerText(kind) });
    return {
        provider: {
            check: (kind, olds, news) => engine.check(olds, marked(kind, news)),
            diff: (kind, id, olds, news) => engine.diff(id, marked(kind, olds), marked(kind, news)),
            create: (kind, inputs) => engine.create(marked(kind, inputs)),
            read: (kind, id, outs) => engine.read(id, marked(kind, outs)),
            update: (kind, id, olds, news) => engine.update(id, marked(kind, olds), marked(kind, news)),
            delete: (kind, id, outs) => engine.delete(id, marked(kind, outs)),
        },
        newProcess: async () => {
            await engine.end();
            engine = await startEngine();
        },
        end: async () => {
            await engine.end();
        },
    };
}
