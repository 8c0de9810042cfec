import { existsSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { ensurePulumi, pulumiEnv } from "../toolchain/pulumi";
import { root } from "./build";

/** The name of the demo's lab and of its stack (Pulumi.lab.yaml). */
export const demoName = "lab";

/** The folder of the demo's Pulumi state: nothing of the user's own Pulumi takes part. */
const stateDir = join(tmpdir(), "pulumi-hostnet-demo");

export const hasState = (): boolean => existsSync(stateDir);

export const dropState = (): void => rmSync(stateDir, { recursive: true, force: true });

/** The Pulumi CLI with the demo's state, in the root project. */
export async function demoPulumi(): Promise<(args: readonly string[]) => ReturnType<typeof execa>> {
    const { command, env } = await ensurePulumi();
    const settings = { ...env, ...pulumiEnv(stateDir) };
    return (args) => execa(command, [...args], { cwd: root, env: settings, stdio: "inherit" });
}
