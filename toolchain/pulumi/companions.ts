import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Places beside the CLI what it starts by name: the language host and the launcher of dynamic providers. */
export function placeCompanions(folder: string): void {
    place(join(__dirname, "language-host.js"), join(folder, "pulumi-language-nodejs"));
    // npm does not keep its run bit. It finds the program's own @pulumi/pulumi from the folder it is started in.
    const sdk = dirname(require.resolve("@pulumi/pulumi/package.json"));
    place(join(sdk, "pulumi-resource-pulumi-nodejs"), join(folder, "pulumi-resource-pulumi-nodejs"));
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
