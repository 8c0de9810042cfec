import { createHash } from "node:crypto";
import type { Connection, MarkedConnection } from "./connection";
import { dial } from "./dial";
import { queueFor } from "./queue";
import type { Override, Session, Settings } from "./session";

export type { Connection, MarkedConnection } from "./connection";
export { connectionsOpened } from "./dial";
export { AnswerLost, HostError, type Reason } from "./errors";
export { connectionProblems, type Problem } from "./grammar";
export type { Answer, RunOptions, Session, Settings } from "./session";

const sessions = new Map<string, Session>();

/**
 * The one session of this process to a host, as the configuration says it is reached now; `prelude` is what its scripts use.
 * Connects when first used.
 */
export function sessionFor(connection: MarkedConnection, settings: Settings = {}, prelude = ""): Session {
    const way = overridden(connection, settings.hosts?.[connection.name]);
    const key = `${identity(way, settings.privateKey)}\n${prelude}`;
    const known = sessions.get(key);
    if (known) return known;
    const session = queueFor(way, () => dial(way, prelude, settings.privateKey));
    sessions.set(key, session);
    return session;
}

function overridden(connection: MarkedConnection, override: Override = {}): Connection {
    const { mark: _, ...reach } = connection;
    const way = Object.entries({ ...reach, ...override, name: connection.name });
    return Object.fromEntries(way.filter(([, value]) => value !== null)) as unknown as Connection;
}

/** Ends all sessions, each after its last operation. */
export async function closeSessions(): Promise<void> {
    const all = [...sessions.values()];
    sessions.clear();
    await Promise.all(all.map((session) => session.close()));
}

/** The same for every way of writing down the same connection. */
function identity(way: Connection, privateKey: string | undefined): string {
    const fields = Object.entries(way).filter(([, value]) => value !== undefined);
    const key = privateKey && createHash("sha256").update(privateKey).digest("hex");
    return JSON.stringify([fields.sort(([a], [b]) => (a < b ? -1 : 1)), key]);
}
