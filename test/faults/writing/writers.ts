import { providerText } from "../../../sdk/resource";
import { type Engine, RpcError, startEngine } from "../../contract/engine";
import type { Ground } from "../../lab/kinds/harness";
import type { Values } from "../../lab/kinds/subject";
import type { Driven } from "../one-resource";

/** Somebody with resources of stacks of their own. */
export interface Writer {
    resource(type: string): Driven;
    end(): Promise<unknown>;
}

export type Open = (ground: Ground, writer: number) => Promise<Writer>;

const owner = (writer: number) => `shop/dev${writer}/it`;

/** A session of its own to the host, in this process. */
export const inSession: Open = async (ground, writer) => ({
    resource: (type) =>
        ground.subject(type, { owner: owner(writer), connection: { connectTimeoutSeconds: 60 + writer } }),
    end: async () => {},
});

/** A provider's process of its own, as each run of the CLI has it. */
export const inOwnProcess: Open = async ({ lab }, writer) => {
    const engine = await startEngine();
    const host = { name: "h1", address: "host1", sshConfigFile: lab.sshConfig };
    return { resource: (type) => driven(engine, type, { host, owner: owner(writer) }), end: engine.end };
};

function driven(engine: Engine, type: string, always: Values): Driven {
    const __provider = providerText(type);
    const check = async (program: Values, olds: Values = {}) => {
        const { inputs, failures } = await engine.check(olds, { __provider, ...always, ...program });
        if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
        return { ...inputs, __provider };
    };
    return {
        create: async (program) => partly(engine.create(await check(program))),
        diff: async ({ id, outs }, program) => engine.diff(id, outs, await check(program, outs)),
        update: async ({ id, outs }, program) =>
            partly(engine.update(id, outs, await check(program, outs)).then((updated) => ({ id, outs: updated }))),
        read: async ({ id, outs }) => {
            const read = await engine.read(id, outs);
            return { id: read.id, props: read.outs };
        },
        delete: ({ id, outs }) => engine.delete(id, outs),
    };
}

/** What was left behind stands on the error itself, where a provider in this process has it. */
const partly = <T>(operation: Promise<T>): Promise<T> =>
    operation.catch((error) => {
        throw error instanceof RpcError ? Object.assign(error, error.initFailed) : error;
    });
