import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { ensurePulumi, pulumiEnv } from "../toolchain/pulumi";
import type { Exported } from "./remote";

/** A stack of a project, its state and configuration in a folder of their own. */
export interface Stack {
    up(): Promise<void>;
    destroy(): Promise<void>;
    resources(): Promise<Exported[]>;
}

export async function stack(project: string, folder: string, config: object): Promise<Stack> {
    const { command, env } = await ensurePulumi();
    mkdirSync(folder, { recursive: true });
    const file = join(folder, "Pulumi.bench.yaml");
    // JSON is YAML.
    writeFileSync(file, JSON.stringify({ config }));
    const settings = { ...env, ...pulumiEnv(folder) };
    const run = (...args: string[]) => execa(command, [...args, "--stack", "bench"], { cwd: project, env: settings });
    await execa(command, ["stack", "select", "--create", "bench", "--config-file", file], {
        cwd: project,
        env: settings,
    }).catch(() => execa(command, ["stack", "init", "bench", "--config-file", file], { cwd: project, env: settings }));
    return {
        up: async () => {
            await run("up", "--yes", "--skip-preview", "--config-file", file);
        },
        destroy: async () => {
            await run("destroy", "--yes", "--skip-preview", "--config-file", file);
        },
        resources: async () => JSON.parse((await run("stack", "export")).stdout).deployment.resources as Exported[],
    };
}
