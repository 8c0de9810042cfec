import type { Readable, Writable } from "node:stream";

/** How a process ended; `missing` if there is no such program. */
export interface Exit {
    readonly status?: number;
    readonly missing?: boolean;
}

/** A running program that we talk to. */
export interface Process {
    readonly stdin: Writable;
    readonly stdout: Readable;
    readonly stderr: Readable;
    readonly ended: Promise<Exit>;
    /** Whether it keeps our own process alive. */
    hold(held: boolean): void;
    kill(): void;
}

export interface StartOptions {
    readonly env: NodeJS.ProcessEnv;
    /** What it reads on descriptor 3. */
    readonly secret?: string;
    /** Killing it leaves its children alone. */
    readonly alone?: boolean;
}

type Reference = { ref?(): void; unref?(): void };

/**
 * Starts a program in a session of its own: without a terminal nothing can prompt, and Ctrl-C does not reach it.
 * When our process is gone, it sees the end of its standard input.
 */
export async function start(file: string, args: readonly string[], options: StartOptions): Promise<Process> {
    // Loading execa takes 100 ms, and a run that changes nothing needs none of it.
    const { execa } = await import("execa");
    const { env, secret, alone = false } = options;
    const input = secret === undefined ? [] : [new TextEncoder().encode(secret)];
    const child = execa(file, args, {
        env: withoutPulumi(env),
        extendEnv: false,
        detached: true,
        cleanup: false,
        buffer: false,
        reject: false,
        stdio: ["pipe", "pipe", "pipe", ...input],
    });
    const { pid, stdin, stdout, stderr } = child as unknown as Pipes;
    for (const stream of [stdin, stdout, stderr]) stream.on("error", () => {}); // the exit tells
    const all: Reference[] = [child, stdin, stdout, stderr] as Reference[];

    let resolveEnd: (exit: Exit) => void = () => {};
    const ended = new Promise<Exit>((resolve) => {
        resolveEnd = resolve;
    });
    let gone = false;
    child.then(({ exitCode, code }) => resolveEnd({ status: exitCode, missing: code === "ENOENT" }), resolveEnd);
    child.on("exit", (status) => {
        gone = true;
        // What it said last is still to come, but a grandchild may keep the pipes open for long.
        setTimeout(() => resolveEnd({ status: status ?? undefined }), 300).unref();
    });
    const signal = (name: NodeJS.Signals) => {
        if (pid !== undefined && !gone) send(alone ? pid : -pid, name);
    };
    return {
        stdin,
        stdout,
        stderr,
        ended,
        hold: (held) => {
            for (const each of all) held ? each.ref?.() : each.unref?.();
        },
        kill: () => {
            stdin.destroy();
            signal("SIGTERM");
            setTimeout(() => signal("SIGKILL"), 1000).unref();
            setTimeout(() => resolveEnd({}), 1500).unref();
        },
    };
}

/** The passphrase of the stack, tokens and configuration are nobody's who is started from here: a ProxyCommand, say. */
const withoutPulumi = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
    Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("PULUMI_")));

type Pipes = { readonly pid?: number; readonly stdin: Writable; readonly stdout: Readable; readonly stderr: Readable };

function send(target: number, signal: NodeJS.Signals): void {
    try {
        process.kill(target, signal);
    } catch {
        // It is gone, or runs as root through sudo; then it ends with its standard input.
    }
}
