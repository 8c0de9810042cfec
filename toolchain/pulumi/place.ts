import { homedir } from "node:os";
import { join } from "node:path";

/** The version that is built where there is none; go.mod beside this file names it too. */
export const PULUMI_VERSION = "3.245.0";

/** Where a built CLI is kept: outside the work tree, so that a second clone does not build it again. */
export function pulumiFolder(env: NodeJS.ProcessEnv = process.env): string {
    const cache = env.XDG_CACHE_HOME || join(homedir(), ".cache");
    return join(cache, "pulumi-hostnet", `pulumi-${PULUMI_VERSION}`);
}
