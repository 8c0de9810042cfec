import type { ConfigureRequest } from "@pulumi/pulumi/dynamic";
import { type Relay, startRelay } from "../../lab";
import { sessionFor } from "../../provider/host";
import { prelude } from "../../provider/kernel/prelude";
import { settings } from "../../provider/settings";
import type { Ground } from "../lab/kinds/harness";
import type { Subject } from "../lab/kinds/subject";

/** A subject that reaches its host through a relay of its own, over a connection that is open. */
export interface Detour {
    readonly relay: Relay;
    readonly subject: Subject;
    close(): Promise<void>;
}

/** Where the relays are, by the name of the host: `hostnet:hosts` of the stack's configuration. */
const relayed: Record<string, object> = {};

/**
 * Each call is as a new process of the provider: its session knows nothing of earlier ones. The state of the resource
 * names the host and not the relay, so that it stays the same whichever relay leads there.
 */
export async function detour(
    ground: Ground,
    node: string,
    type: string,
    operationTimeoutSeconds?: number,
): Promise<Detour> {
    const host = ground.lab.hosts.find(({ name }) => name === node);
    if (!host) throw new Error(`the lab has no ${node}`);
    const relay = await startRelay({ host: host.address });
    const subject = ground.subject(type, { node, connection: { user: "root", hostKey: host.hostKey } });
    relayed[subject.connection.name] = {
        address: "127.0.0.1",
        port: relay.port,
        connectTimeoutSeconds: 2,
        operationTimeoutSeconds,
    };
    const hosts = JSON.stringify(relayed);
    await settings.configure({
        config: { get: (key: string) => (key === "hostnet:hosts" ? hosts : undefined) },
    } as unknown as ConfigureRequest);
    const session = sessionFor(subject.connection, settings(), prelude);
    await session.run(":", { lock: false });
    return {
        relay,
        subject,
        close: async () => {
            await session.close();
            await relay.close();
        },
    };
}
