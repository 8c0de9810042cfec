import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "./connection";
import { debug } from "./debug";
import { defaultConnectSeconds, defaultOperationSeconds } from "./defaults";
import { HostError } from "./errors";
import { explain } from "./explain";
import { connectionProblems } from "./grammar";
import { otherKeyTaken, unreadable } from "./identity-file";
import { startLocal } from "./local";
import { notice } from "./notice";
import { privateKeyProblem } from "./private-key";
import { openShell, type Shell } from "./shell";
import { forgo, startSsh } from "./ssh";

/** How many processes were started so far to reach hosts. */
export let connectionsOpened = 0;

/** Authentication is not covered by ssh's own ConnectTimeout. */
const loginSeconds = 5;

/** Who waits this long wants to know for what. */
const wordAfterMs = 1000;

/**
 * Connects to a host. What fails before anything ran, and may go better in a moment, is tried again after a random
 * pause, within one connect timeout altogether. Rejects with `HostError`.
 */
export async function dial(connection: Connection, prelude: string, privateKey?: string): Promise<Shell> {
    refuse(connection, privateKey);
    const {
        name,
        connectTimeoutSeconds = defaultConnectSeconds,
        operationTimeoutSeconds = defaultOperationSeconds,
    } = connection;
    const begun = Date.now();
    const until = begun + connectTimeoutSeconds * 1000;
    let told = false;
    for (let attempt = 1; ; attempt++) {
        const seconds = Math.max(1, Math.ceil((until - Date.now()) / 1000));
        connectionsOpened++;
        debug(name, () => `connecting, attempt ${attempt}`);
        const process =
            connection.transport === "local"
                ? await startLocal(connection)
                : await startSsh(connection, seconds, privateKey);
        const opened = await openShell(process, prelude, operationTimeoutSeconds, seconds + loginSeconds);
        if ("ask" in opened) return admitted(connection, opened);
        const foreign = /^command-line:? line 0: Bad configuration option: (\w+)/m.exec(opened.stderr)?.[1];
        if (foreign && forgo(foreign)) continue;
        const { reason, sentence, attempts, passes } = explain(connection, opened);
        debug(name, () => `no connection: ${reason}: ${opened.stderr.trim()}`);
        const wait = pauseMs(Math.min(attempt, 4));
        if (attempt >= attempts || Date.now() + wait >= until) throw new HostError(name, reason, sentence);
        if (passes && !told && Date.now() - begun >= wordAfterMs) {
            told = true;
            notice(`waiting up to ${connectTimeoutSeconds} s for host ${name}: ${passes}, which may pass`);
        }
        await pause(wait);
    }
}

/** Twice as long each time; random, because whoever was turned away together would come back together. */
export const pauseMs = (attempt: number): number => 100 * 2 ** attempt * (0.5 + Math.random());

function refuse(connection: Connection, privateKey: string | undefined): void {
    const { name, identityFile } = connection;
    for (const { property, rule } of connectionProblems(connection)) {
        const value = JSON.stringify(connection[property]) ?? "missing";
        throw new HostError(name, "invalid", `Host ${name}: ${property} is ${value}, but must be ${rule}.`);
    }
    if (connection.transport === "local") return;
    const why = identityFile === undefined ? undefined : unreadable(identityFile);
    if (why)
        throw new HostError(
            name,
            "bad-key",
            `Host ${name}: the private key ${identityFile} cannot be read (${why}); check \`identityFile\`.`,
        );
    const problem = privateKey === undefined ? undefined : privateKeyProblem(privateKey);
    if (problem)
        throw new HostError(
            name,
            "bad-key",
            `Host ${name}: the private key of the configuration (hostnet:privateKey) ${problem}.`,
        );
}

/** ssh cannot be kept from the keys that ssh_config names for a host, but it tells whose turn it was. */
function admitted({ name, identityFile }: Connection, shell: Shell): Shell {
    const other = identityFile === undefined ? undefined : otherKeyTaken(identityFile, shell.said());
    if (other === undefined) return shell;
    shell.kill();
    throw new HostError(
        name,
        "refused-key",
        `Host ${name}: it does not take the key ${identityFile}, but took ${other}, which ssh_config names for it; put the public key of \`identityFile\` into ~/.ssh/authorized_keys there, or leave \`identityFile\` out.`,
    );
}
