import type { Connection } from "./connection";
import { debug } from "./debug";
import { defaultOperationSeconds } from "./defaults";
import { AnswerLost, HostError, toldBefore } from "./errors";
import { lockedOut } from "./locked";
import type { Reply } from "./protocol";
import type { Answer, Session } from "./session";
import { mostMegabytes, type Shell } from "./shell";

interface Operation {
    readonly script: string;
    readonly lock: boolean;
    resolve(answer: Answer): void;
    reject(error: Error): void;
}

/** So many are on their way at once: enough to hide the way, few enough that little is unknown when it breaks. */
const inFlight = 16;
/** The lock is kept for the next operation of a burst, but not from others for longer than this. */
const lockIdleMs = 50;
const lockHeldMs = 1000;
/**
 * A host that could not be reached is not tried again while somebody asks for it at least this often: the rest of the
 * same `up` fails at once, and all of it together waits for one connect timeout.
 */
const failureHoldsMs = 60_000;
/** A connection that nobody asks anything for so long ends; the next operation makes a new one. */
const idleEndsMs = 60_000;
/** Longer than the host's own deadline (the time limit, and 10 seconds to clean up) by this. */
const graceSeconds = 10 + 10;

/** A queue of operations in front of a shell that is made when needed, and made again when it was lost. */
export function queueFor(
    connection: Connection,
    dial: () => Promise<Shell>,
    { endsAfterMs = idleEndsMs }: { readonly endsAfterMs?: number } = {},
): Session {
    const { name, operationTimeoutSeconds: limit = defaultOperationSeconds } = connection;
    const waiting: Operation[] = [];
    let flying = 0;
    let sent = 0;
    let shell: Shell | undefined;
    let dialling = false;
    let failure: { readonly error: Error; readonly until: number } | undefined;
    let lockedSince = 0;
    let lockTimer: NodeJS.Timeout | undefined;
    let idleTimer: NodeJS.Timeout | undefined;
    const whenIdle: (() => void)[] = [];

    const fail = (error: Error) => {
        failure = { error, until: Date.now() + failureHoldsMs };
        for (const each of waiting.splice(0)) each.reject(error);
    };
    const connect = async () => {
        dialling = true;
        try {
            if (failure && Date.now() < failure.until) return fail(failure.error);
            const opened = await dial();
            shell = opened;
            failure = undefined;
            lockedSince = 0;
            opened.ended.then(({ status, stderr }) => {
                debug(name, () => `connection ended with status ${status}: ${stderr.trim()}`);
                if (shell === opened) shell = undefined;
            });
        } catch (thrown) {
            const error = thrown instanceof Error ? thrown : new Error(String(thrown));
            waiting.shift()?.reject(error);
            fail(error instanceof HostError ? toldBefore(error) : error);
        } finally {
            dialling = false;
            pump();
        }
    };
    const releaseLock = () => {
        lockedSince = 0;
        shell?.release();
    };
    const send = async (to: Shell, { script, lock, resolve, reject }: Operation) => {
        flying++;
        sent++;
        clearTimeout(lockTimer);
        clearTimeout(idleTimer);
        if (lockedSince && Date.now() - lockedSince > lockHeldMs) releaseLock();
        if (lock) lockedSince ||= Date.now();
        const begun = Date.now();
        debug(name, () => `run${lock ? "" : " without lock"}:\n${script}`);
        const got = await to.ask({ script, lockSeconds: lock ? limit : 0 }, (lock ? limit : 0) + limit + graceSeconds);
        flying--;
        debug(name, () => `answer after ${Date.now() - begun} ms${got ? `: ${JSON.stringify(got)}` : ": lost"}`);
        if (got) settle(got, resolve, reject);
        else reject(await lost(to));
        if (!got && shell === to) shell = undefined;
        pump();
    };
    const settle = (got: Reply, resolve: Operation["resolve"], reject: Operation["reject"]) => {
        if (got.kind === "locked") {
            lockedSince = 0;
            return reject(
                new HostError(
                    name,
                    got.status === 127 ? "no-flock" : got.status === 1 ? "locked" : "lock-failed",
                    lockedOut(name, got),
                ),
            );
        }
        const { output, said, status, seconds } = got;
        resolve({ output, said, status, seconds, overdue: seconds >= limit });
    };
    const lost = async (from: Shell) => {
        const { silent, flooded, stderr } = await from.ended;
        if (flooded) return new AnswerLost(name, `one operation printed more than ${mostMegabytes} MiB`);
        return new AnswerLost(name, silent ? "it did not answer in time" : stderr.trim() || "the connection ended");
    };
    /** Nothing is under way: whoever asks next connects anew. */
    const end = async () => {
        const last = shell;
        shell = undefined;
        if (last) await endOf(last);
    };
    const pump = () => {
        if (waiting.length > 0 && !shell && !dialling) void connect();
        while (shell && flying < inFlight) {
            const next = waiting.shift();
            if (!next) break;
            void send(shell, next);
        }
        if (flying > 0 || waiting.length > 0 || dialling) return;
        for (const each of whenIdle.splice(0)) each();
        clearTimeout(lockTimer);
        if (shell && lockedSince) lockTimer = setTimeout(releaseLock, lockIdleMs).unref();
        clearTimeout(idleTimer);
        if (shell) idleTimer = setTimeout(end, endsAfterMs).unref();
    };
    return {
        run: (script, { lock = true } = {}) =>
            new Promise((resolve, reject) => {
                if (script.includes("\0")) return reject(new TypeError("a script cannot contain a NUL byte"));
                waiting.push({ script, lock, resolve, reject });
                pump();
            }),
        get roundTrips() {
            return sent;
        },
        close: async () => {
            if (flying > 0 || waiting.length > 0 || dialling) await new Promise<void>((idle) => whenIdle.push(idle));
            failure = undefined;
            await end();
        },
    };
}

/** Ends a shell with nothing to do; one that does not notice is killed. */
async function endOf(shell: Shell): Promise<void> {
    shell.end();
    const timer = setTimeout(shell.kill, 2000);
    await shell.ended;
    clearTimeout(timer);
}
