import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { Stack } from "../../../scripts/project";
import type { StackGround } from "./ground";

/** Who is struck while a change is made on the host, and how. */
export interface Strike {
    readonly whom: "the CLI" | "the provider" | "ssh" | "the remote shell";
    readonly signals: readonly NodeJS.Signals[];
}

/** How long an orphan may live: two looks for its engine, five seconds apart, and what a host had been sent. */
const orphanSeconds = 15;

/**
 * Sends the signals when a command of the CLI has come to that change. Gives back what the command said, and how to find
 * out which of its providers and their ssh outlive it: nobody tells them that it is gone.
 */
export async function strike(
    { lab, sh }: StackGround,
    command: ReturnType<Stack["start"]>,
    call: number,
    { whom, signals }: Strike,
): Promise<{ said: string; orphans(): Promise<string[]> }> {
    let ended = false;
    const end = command.finally(() => {
        ended = true;
    });
    while (!ended && Number(await sh("cat /run/shim")) < call) await wait(20);
    const helpers = (["the provider", "ssh"] as const).flatMap((each) => victims(each, Number(command.pid), 0));
    if (helpers.length < 2) throw new Error(`${command.pid} has no provider with an ssh`);
    let sent = 0;
    for (const [index, signal] of signals.entries()) {
        // Two of a kind that are not yet delivered are one.
        if (index > 0) await wait(200);
        const struck = ended ? [] : victims(whom, Number(command.pid), Number(lab.hosts[0]?.pid));
        sent += struck.filter((pid) => kill(pid, signal)).length;
    }
    const { all } = await end;
    if (sent < signals.length) throw new Error(`${whom} got ${sent} signals; and the CLI said: ${all}`);
    const orphans = async () => {
        const left = () => helpers.filter((pid) => isProvider(pid) || isSsh(pid)).map(commandOf);
        for (let tries = 0; left().length > 0 && tries < orphanSeconds * 10; tries++) await wait(100);
        return left();
    };
    return { said: String(all), orphans };
}

const commandOf = (pid: number) => read(`/proc/${pid}/cmdline`);
const like = (command: RegExp) => (pid: number) => command.test(commandOf(pid));
const isProvider = like(/dynamic-provider/);
const isSsh = like(/^ssh\0/);

/** The CLI, some of its descendants, or the host's shells of a session; what these run at the moment goes on. */
function victims(whom: Strike["whom"], cli: number, host: number): number[] {
    return {
        "the CLI": () => [cli],
        "the provider": () => descendants(cli).filter(isProvider),
        ssh: () => descendants(cli).filter(isSsh),
        "the remote shell": () => descendants(host).filter(like(/^sh\0$/)),
    }[whom]();
}

function descendants(pid: number): number[] {
    const children = readdirSync("/proc")
        .filter((entry) => /^\d+$/.test(entry))
        .map(Number)
        .filter((each) => Number(read(`/proc/${each}/stat`).split(") ").at(-1)?.split(" ")[1]) === pid);
    return children.flatMap((child) => [child, ...descendants(child)]);
}

function read(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return ""; // it is gone
    }
}

function kill(pid: number, signal: NodeJS.Signals): boolean {
    try {
        return process.kill(pid, signal);
    } catch {
        return false; // it ended by itself
    }
}
