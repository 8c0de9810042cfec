import { existsSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { execa } from "execa";
import { ensurePulumi, pulumiEnv } from "../toolchain/pulumi";
import { root } from "./build";

/** The name of the demo's lab and of its stack (Pulumi.lab.yaml). */
export const demoName = "lab";

/** The folder of the demo's Pulumi state: nothing of the user's own Pulumi takes part. */
const stateDir = join(tmpdir(), "pulumi-hostnet-demo");

export const hasState = (): boolean => existsSync(stateDir);

/** Takes the demo's state away; throws where somebody has kept a stack of his own there. */
export function dropState(folder = stateDir): void {
    const others = stacksIn(folder).filter((name) => name !== demoName);
    if (others.length > 0)
        throw new Error(
            `${folder} stays: it holds the state of ${others.join(", ")} too. Move that to a backend of your own (pulumi stack export, pulumi stack import), then remove the folder.`,
        );
    rmSync(folder, { recursive: true, force: true });
}

/** The stacks that a folder holds the state of. */
function stacksIn(folder: string): string[] {
    const stacks = join(folder, "state", ".pulumi", "stacks");
    if (!existsSync(stacks)) return [];
    const files = readdirSync(stacks, { recursive: true, encoding: "utf8" });
    return files.flatMap((file) => /^(.+?)\.json(?:\.gz)?$/.exec(basename(file))?.[1] ?? []);
}

/** The Pulumi CLI with the demo's state, in the root project. */
export async function demoPulumi(): Promise<(args: readonly string[]) => ReturnType<typeof execa>> {
    const { command, env } = await ensurePulumi();
    const settings = { ...env, ...pulumiEnv(stateDir) };
    return (args) => execa(command, [...args], { cwd: root, env: settings, stdio: "inherit" });
}
