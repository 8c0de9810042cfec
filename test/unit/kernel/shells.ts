import { execFileSync, spawnSync } from "node:child_process";

/** The POSIX shells that every machine with the project's packages has. */
export const shells = ["dash", "bash"] as const;
export type Shell = (typeof shells)[number];

/** What a script prints; its standard error is ours. */
export const output = (shell: Shell, script: string): string =>
    execFileSync(shell, ["-s"], {
        input: script,
        encoding: "utf8",
        stdio: ["pipe", "pipe", "inherit"],
        env: { PATH: process.env.PATH, LC_ALL: "C" },
    });

/** The same, with how it ended. */
export function run(shell: Shell, script: string): { stdout: string; status: number | null } {
    const { stdout, status } = spawnSync(shell, ["-s"], {
        input: script,
        encoding: "utf8",
        env: { PATH: process.env.PATH, LC_ALL: "C" },
    });
    return { stdout, status };
}
