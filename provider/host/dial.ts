import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "./connection";
import { debug } from "./debug";
import { HostError } from "./errors";
import { explain } from "./explain";
import { connectionProblems } from "./grammar";
import { startLocal } from "./local";
import { privateKeyProblem } from "./private-key";
import { openShell, type Shell } from "./shell";
import { startSsh } from "./ssh";

export const defaultConnectSeconds = 15;
export const defaultOperationSeconds = 60;

/** How many processes were started so far to reach hosts. */
export let connectionsOpened = 0;

/** Authentication is not covered by ssh's own ConnectTimeout. */
const loginSeconds = 5;

/**
 * Connects to a host. What fails before anything ran, and may go better in a moment, is tried again after a random
 * pause, within one connect timeout altogether. Rejects with `HostError`.
 */
export async function dial(connection: Connection, privateKey?: string): Promise<Shell> {
    refuse(connection, privateKey);
    const {
        name,
        connectTimeoutSeconds = defaultConnectSeconds,
        operationTimeoutSeconds = defaultOperationSeconds,
    } = connection;
    const until = Date.now() + connectTimeoutSeconds * 1000;
    for (let attempt = 1; ; attempt++) {
        const seconds = Math.max(1, Math.ceil((until - Date.now()) / 1000));
        connectionsOpened++;
        debug(name, () => `connecting, attempt ${attempt}`);
        const process =
            connection.transport === "local"
                ? await startLocal(connection)
                : await startSsh(connection, seconds, privateKey);
        const opened = await openShell(process, operationTimeoutSeconds, seconds + loginSeconds);
        if ("ask" in opened) return opened;
        const { reason, sentence, attempts } = explain(connection, opened);
        debug(name, () => `no connection: ${reason}: ${opened.stderr.trim()}`);
        const wait = pauseMs(attempt);
        if (attempt >= attempts || Date.now() + wait >= until) throw new HostError(name, reason, sentence);
        await pause(wait);
    }
}

/** Twice as long each time; random, because whoever was turned away together would come back together. */
export const pauseMs = (attempt: number): number => 100 * 2 ** attempt * (0.5 + Math.random());

function refuse(connection: Connection, privateKey: string | undefined): void {
    const { name } = connection;
    for (const { property, rule } of connectionProblems(connection)) {
        const value = JSON.stringify(connection[property]) ?? "missing";
        throw new HostError(name, "invalid", `Host ${name}: ${property} is ${value}, but must be ${rule}.`);
    }
    if (connection.transport === "local" || privateKey === undefined) return;
    const problem = privateKeyProblem(privateKey);
    if (problem)
        throw new HostError(
            name,
            "bad-key",
            `Host ${name}: the private key of the configuration (hostnet:privateKey) ${problem}.`,
        );
}
