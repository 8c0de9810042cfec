import { isDeepStrictEqual } from "node:util";
import { unknownValue } from "@pulumi/pulumi/runtime";
import type { Values } from "../../contract/engine";
import type { Registration } from "./wish";

/** What the engine asks of a provider: in this process, or the real dynamic-provider process behind gRPC. */
export interface Provider {
    check(kind: string, olds: Values, news: Values): Promise<{ inputs: Values; failures: { reason: string }[] }>;
    diff(kind: string, id: string, olds: Values, news: Values): Promise<{ changes: boolean; replaces: string[] }>;
    create(kind: string, inputs: Values): Promise<{ id: string; outs: Values }>;
    read(kind: string, id: string, outs: Values): Promise<{ id: string; outs: Values; inputs: Values }>;
    update(kind: string, id: string, olds: Values, news: Values): Promise<Values>;
    delete(kind: string, id: string, outs: Values): Promise<void>;
}

/** What a failed create or update hands over where something was left behind. */
export interface Left {
    readonly id: string;
    readonly properties: Values;
}

/** A resource as the state file has it. */
interface Resource {
    readonly kind: string;
    readonly name: string;
    readonly id: string;
    readonly inputs: Values;
    readonly outs: Values;
    readonly needs: readonly string[];
    /** Its creation or update failed half-way: the next `up` updates it, whatever its diff says. */
    readonly failed?: boolean;
}

/** What a command did: `create nat`, `replace bridge`... */
export interface Report {
    readonly steps: string[];
    readonly errors: string[];
}

/**
 * One stack on one host, run as Pulumi's engine runs it (pkg/resource/deploy: register in order, check, diff, create or
 * update, delete before replace and those before it that fall with it, then delete what no program names in reverse order). The state is text between commands.
 */
export function stackOf(provider: Provider, identity: (name: string) => Values) {
    let stored = "[]";
    let state: Resource[] = [];

    const command = async (work: (report: Report) => Promise<void>): Promise<Report> => {
        const report: Report = { steps: [], errors: [] };
        state = JSON.parse(stored);
        await work(report).catch((error: Error) => {
            if (!(error instanceof Stop)) throw error;
        });
        stored = JSON.stringify(state);
        return report;
    };
    /** Runs one step; a failure ends the command, as without --continue-on-error. */
    const step = async <T>(report: Report, what: string, work: () => Promise<T>): Promise<T> => {
        try {
            const result = await work();
            report.steps.push(what);
            return result;
        } catch (error) {
            report.errors.push(`${what}: ${(error as Error).message}`);
            throw new Stop(error);
        }
    };
    const put = (resource: Resource) => {
        const at = state.findIndex(({ name }) => name === resource.name);
        if (at < 0) state.push(resource);
        else state[at] = resource;
    };
    const drop = (name: string) => {
        state = state.filter((item) => item.name !== name);
    };

    /** What would be replaced too while what it takes of the replaced one is unknown: it goes before that one. */
    const fallen = async (replaced: Resource): Promise<Resource[]> => {
        const falling: Resource[] = [];
        for (const item of state.filter(({ needs }) => needs.includes(replaced.name))) {
            const inputs = without(item.inputs, replaced.inputs.name);
            const { replaces } = await provider.diff(item.kind, item.id, item.outs, inputs);
            if (replaces.length > 0) falling.unshift(item);
        }
        return falling;
    };
    const register = async (report: Report, { kind, name, args, needs }: Registration, dry: boolean) => {
        const old = state.find((item) => item.name === name);
        const { inputs, failures } = await provider.check(kind, old?.inputs ?? {}, { ...identity(name), ...args });
        if (failures.length > 0) throw new Error(`${name}: ${failures.map(({ reason }) => reason).join("; ")}`);
        const change = old && (await provider.diff(kind, old.id, old.outs, inputs));
        const replace = change && change.replaces.length > 0;
        if (dry) {
            const what = !old ? "create" : replace ? "replace" : change?.changes || old.failed ? "update" : "";
            if (what) report.steps.push(`${what} ${name}`);
            return;
        }
        if (replace) {
            for (const item of await fallen(old)) await remove(report, item);
            await step(report, `delete ${name} to replace it`, () => provider.delete(kind, old.id, old.outs));
            drop(name);
        }
        const fresh = { kind, name, inputs, needs };
        try {
            if (!old || replace) {
                const { id, outs } = await step(report, `create ${name}`, () => provider.create(kind, inputs));
                put({ ...fresh, id, outs });
            } else if (change?.changes || old.failed) {
                const outs = await step(report, `update ${name}`, () =>
                    provider.update(kind, old.id, old.outs, inputs),
                );
                put({ ...fresh, id: old.id, outs });
            } else put({ ...old, inputs, needs });
        } catch (error) {
            const left = leftBy(error instanceof Stop ? error.cause : error);
            if (left) put({ ...fresh, id: left.id, outs: left.properties, failed: true });
            throw error;
        }
    };
    const remove = async (report: Report, resource: Resource) => {
        await step(report, `delete ${resource.name}`, () => provider.delete(resource.kind, resource.id, resource.outs));
        drop(resource.name);
    };
    const reread = async (report: Report) => {
        const before = [...state];
        for (const resource of before) {
            const found = await step(report, `read ${resource.name}`, () =>
                provider.read(resource.kind, resource.id, resource.outs),
            );
            if (found.id === "") drop(resource.name);
            else put({ ...resource, inputs: found.inputs, outs: found.outs });
            if (!isDeepStrictEqual(found.outs, resource.outs))
                report.steps.push(`drift ${resource.name}: ${differing(resource.outs, found.outs)}`);
        }
    };

    return {
        up: (program: readonly Registration[], options: { refresh: boolean }) =>
            command(async (report) => {
                if (options.refresh) await reread(report);
                for (const item of program) await register(report, item, false);
                const named = new Set(program.map(({ name }) => name));
                for (const item of dependentsFirst(state)) if (!named.has(item.name)) await remove(report, item);
            }),
        /** What `up` would do. */
        preview: (program: readonly Registration[]) =>
            command(async (report) => {
                for (const item of program) await register(report, item, true);
                const named = new Set(program.map(({ name }) => name));
                for (const { name } of state) if (!named.has(name)) report.steps.push(`delete ${name}`);
            }),
        /** `drift NAME` for each resource that is not as the state had it. */
        refresh: () => command(reread),
        destroy: () =>
            command(async (report) => {
                for (const item of dependentsFirst(state)) await remove(report, item);
            }),
        /** The state file. */
        text: () => stored,
    };
}

export type Stack = ReturnType<typeof stackOf>;

/** Inputs in which every property that has a name in it is unknown. */
const without = (inputs: Values, name: unknown): Values =>
    Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, has(value, name) ? unknownValue : value]));

const has = (value: unknown, name: unknown): boolean =>
    value === name ||
    (typeof value === "object" && value !== null && Object.values(value).some((item) => has(item, name)));

const differing = (before: Values, after: Values): string =>
    [...new Set([...Object.keys(before), ...Object.keys(after)])]
        .filter((key) => !isDeepStrictEqual(before[key], after[key]))
        .map((key) => `${key} ${JSON.stringify(before[key])} => ${JSON.stringify(after[key])}`)
        .join(", ");

/** In an order in which they can be deleted: nothing before what needs it. */
function dependentsFirst(all: readonly Resource[]): Resource[] {
    const rest = [...all];
    return all.map(() => {
        const at = rest.findLastIndex(({ name }) => !rest.some(({ needs }) => needs.includes(name)));
        return rest.splice(at, 1)[0] as Resource;
    });
}

/** Ends a command behind its first failed step. */
class Stop extends Error {
    constructor(cause: unknown) {
        super("stopped", { cause });
    }
}

/** The partial failure in an error of either provider. */
function leftBy(error: unknown): Left | undefined {
    const { id, properties, initFailed } = error as Partial<Left> & { initFailed?: Left };
    if (initFailed) return initFailed;
    return id !== undefined && properties ? { id, properties: JSON.parse(JSON.stringify(properties)) } : undefined;
}
