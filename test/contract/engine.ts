import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import { Status } from "@pulumi/pulumi/proto/status_pb.js";
import type { Message } from "google-protobuf";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { build, root } from "../../scripts/build";
import type { Values } from "../values";

export type { Values };

/** What a failed create or update says beside its message, where something was left behind. */
export interface InitFailed {
    readonly id: string;
    readonly properties: Values;
    readonly reasons: string[];
}

export class RpcError extends Error {
    constructor(
        message: string,
        readonly initFailed: InitFailed | undefined,
    ) {
        super(message);
    }
}

/** The part of Pulumi's engine that talks to a dynamic provider: the real server process, driven over gRPC. */
export interface Engine {
    readonly process: ChildProcess;
    /** Every byte the process sent or printed. */
    said(): string;
    check(olds: Values, news: Values): Promise<{ inputs: Values; failures: { property: string; reason: string }[] }>;
    diff(
        id: string,
        olds: Values,
        news: Values,
    ): Promise<{ changes: boolean; replaces: string[]; deleteBeforeReplace: boolean }>;
    create(inputs: Values): Promise<{ id: string; outs: Values }>;
    read(id: string, outs: Values): Promise<{ id: string; outs: Values; inputs: Values }>;
    update(id: string, olds: Values, news: Values): Promise<Values>;
    delete(id: string, outs: Values): Promise<void>;
    /** Is no more, as an engine that was killed: nobody ends the process. */
    vanish(): Promise<void>;
    /** Ends the process as the engine does, and says how it ended. */
    end(): Promise<number | string>;
}

const struct = (values: Values) => Struct.fromJavaScript(values as Record<string, JavaScriptValue>);
const values = (message: Struct | undefined): Values => (message?.toJavaScript() ?? {}) as Values;

type Config = Readonly<Record<string, string>>;

/** Starts the dynamic-provider process in the repository with a stack's configuration, as `pulumi` does in a project that has the package installed. */
export async function startEngine(config: Config = {}, env: NodeJS.ProcessEnv = {}): Promise<Engine> {
    await build();
    const script = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
    // A provider whose engine does not listen any more ends.
    const listener = createServer((socket) => socket.destroy());
    await once(listener.listen(0, "127.0.0.1"), "listening");
    listener.unref();
    const { port } = listener.address() as AddressInfo;
    // A group of its own: the engine signals all of it.
    const child = spawn(process.execPath, [script, `127.0.0.1:${port}`], {
        cwd: root,
        detached: true,
        env: { ...process.env, ...env },
    });
    const heard: string[] = [];
    const hear = (data: Buffer | Uint8Array) => heard.push(Buffer.from(data).toString("latin1"));
    for (const stream of [child.stdout, child.stderr]) stream.on("data", hear);
    while (!/^\d+\n/.test(heard.join(""))) await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
    const client = new ResourceProviderClient(`127.0.0.1:${heard.join("").trim()}`, credentials.createInsecure());

    const call = <R extends Message>(
        method: (done: (error: ServiceError | null, response: R) => void) => void,
    ): Promise<R> =>
        new Promise((resolve, reject) => {
            method((error, response) => {
                if (error) {
                    for (const all of Object.values(error.metadata?.getMap() ?? {})) hear(Buffer.from(all));
                    hear(Buffer.from(error.message));
                    reject(rpcError(error));
                } else {
                    hear(response.serializeBinary());
                    resolve(response);
                }
            });
        });
    await call<proto.ConfigureResponse>((done) =>
        client.configure(new proto.ConfigureRequest().setArgs(struct(config)), done),
    );
    return {
        process: child,
        said: () => heard.join(""),
        async check(olds, news) {
            const request = new proto.CheckRequest().setOlds(struct(olds)).setNews(struct(news));
            const response = await call<proto.CheckResponse>((done) => client.check(request, done));
            const failures = response
                .getFailuresList()
                .map((each) => ({ property: each.getProperty(), reason: each.getReason() }));
            return { inputs: values(response.getInputs()), failures };
        },
        async diff(id, olds, news) {
            const request = new proto.DiffRequest().setId(id).setOlds(struct(olds)).setNews(struct(news));
            const response = await call<proto.DiffResponse>((done) => client.diff(request, done));
            return {
                changes: response.getChanges() === proto.DiffResponse.DiffChanges.DIFF_SOME,
                replaces: response.getReplacesList(),
                deleteBeforeReplace: response.getDeletebeforereplace(),
            };
        },
        async create(inputs) {
            const response = await call<proto.CreateResponse>((done) =>
                client.create(new proto.CreateRequest().setProperties(struct(inputs)), done),
            );
            return { id: response.getId(), outs: values(response.getProperties()) };
        },
        async read(id, outs) {
            const request = new proto.ReadRequest().setId(id).setProperties(struct(outs));
            const response = await call<proto.ReadResponse>((done) => client.read(request, done));
            return {
                id: response.getId(),
                outs: values(response.getProperties()),
                inputs: values(response.getInputs()),
            };
        },
        async update(id, olds, news) {
            const request = new proto.UpdateRequest().setId(id).setOlds(struct(olds)).setNews(struct(news));
            return values((await call<proto.UpdateResponse>((done) => client.update(request, done))).getProperties());
        },
        async delete(id, outs) {
            await call<Empty>((done) =>
                client.delete(new proto.DeleteRequest().setId(id).setProperties(struct(outs)), done),
            );
        },
        async vanish() {
            client.close();
            await new Promise((closed) => listener.close(closed));
        },
        async end() {
            client.close();
            listener.close();
            if (child.exitCode === null && child.signalCode === null && child.pid) {
                process.kill(-child.pid, "SIGINT");
                await once(child, "exit");
            }
            return child.exitCode ?? child.signalCode ?? "?";
        },
    };
}

/** What stands in an error's details: the engine records such a resource, with its errors. */
function rpcError(error: ServiceError): RpcError {
    const [packed] = error.metadata?.get("grpc-status-details-bin") ?? [];
    const detail = packed === undefined ? undefined : Status.deserializeBinary(Buffer.from(packed)).getDetailsList()[0];
    if (!detail) return new RpcError(error.details, undefined);
    const failed = proto.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
    const properties = values(failed.getProperties());
    return new RpcError(error.details, { id: failed.getId(), properties, reasons: failed.getReasonsList() });
}
