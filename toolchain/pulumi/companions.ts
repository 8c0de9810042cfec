import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { PULUMI_VERSION } from "./place";

/** Places beside the CLI what it starts by name, the language host and the launcher of dynamic providers, and what those need. */
export async function placeCompanions(folder: string): Promise<void> {
    place(join(__dirname, "language-host.js"), join(folder, "pulumi-language-nodejs"));
    // npm does not keep its run bit. It finds the program's own @pulumi/pulumi from the folder it is started in.
    const sdk = dirname(require.resolve("@pulumi/pulumi/package.json"));
    place(join(sdk, "pulumi-resource-pulumi-nodejs"), join(folder, "pulumi-resource-pulumi-nodejs"));
    await placeStubs(join(folder, "node_modules"));
}

/** A copy, not a link: the folder is shared by clones, and this one may be deleted. Renamed so that nobody sees half of it. */
function place(source: string, target: string): void {
    const text = readFileSync(source);
    if (existsSync(target) && readFileSync(target).equals(text)) return;
    const unfinished = `${target}.${process.pid}`;
    writeFileSync(unfinished, text);
    chmodSync(unfinished, 0o755);
    renameSync(unfinished, target);
}

/** The language host's own stubs and gRPC: a new project has none yet when `pulumi new` asks the host to install its packages. */
async function placeStubs(target: string): Promise<void> {
    if (existsSync(target)) return;
    const unfinished = mkdtempSync(`${target}.`);
    try {
        const options = [
            "--no-save",
            "--no-package-lock",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--prefer-offline",
        ];
        await execa("npm", ["install", "--prefix", unfinished, ...options, `@pulumi/pulumi@${PULUMI_VERSION}`]);
        renameSync(join(unfinished, "node_modules"), target);
    } catch (error) {
        // Somebody else may have been faster.
        if (!existsSync(target)) throw error;
    } finally {
        rmSync(unfinished, { recursive: true, force: true });
    }
}
