import { execa, type ResultPromise } from "execa";
import { HOST_PATH } from "./place";

export interface ExecOptions {
    stdin?: string;
    /** Kills the program after that many milliseconds; default 60 000. */
    timeout?: number;
}

export interface ExecResult {
    stdout: string;
    stderr: string;
    exitCode: number;
}

/** Runs a program (array) or an sh script (string) inside a node and gives back whatever came of it. */
export async function execInNode(
    pid: number,
    command: string | string[],
    { stdin = "", timeout = 60_000 }: ExecOptions = {},
): Promise<ExecResult> {
    const argv = typeof command === "string" ? ["sh", "-c", command] : command;
    const result = await execa("nsenter", enter(pid, argv), { ...CLEAN, input: stdin, timeout, reject: false });
    if (result.timedOut) throw new Error(`${argv.join(" ")}: not done after ${timeout} ms`);
    return { stdout: result.stdout, stderr: result.stderr, exitCode: result.exitCode ?? 128 };
}

/** Starts a program inside a node and leaves it running; killing the child kills the program. */
export function spawnInNode(pid: number, argv: string[]): ResultPromise {
    return execa("nsenter", enter(pid, argv), { ...CLEAN, reject: false });
}

/** nsenter forks to enter a PID namespace; the death signal makes killing it kill the program too. */
export function enter(pid: number, argv: string[]): string[] {
    const namespaces = ["--target", String(pid), "--mount", "--uts", "--ipc", "--net", "--pid"];
    return [...namespaces, "--", "setpriv", "--pdeathsig", "KILL", "--", ...argv];
}

/** Nothing of the machine's environment is known on a host. */
export const CLEAN = {
    env: { PATH: HOST_PATH, HOME: "/home/root", LC_ALL: "C.UTF-8", TERM: process.env.TERM ?? "dumb" },
    extendEnv: false,
} as const;
