import { join } from "node:path";
import { execa } from "execa";

/** Starts the named nodes of a prepared lab and returns once every one of them can be used. */
export async function startNodes(name: string, dir: string, nodes: string[]): Promise<void> {
    const script = join(__dirname, "scripts/start.sh");
    const result = await execa("sh", [script, name, dir, ...nodes], { reject: false, stdin: "ignore" });
    if (result.failed) throw new Error(`lab ${name} could not be started: ${result.stderr || result.shortMessage}`);
}
