import { existsSync, readFileSync } from "node:fs";
import { execa } from "execa";
import { killAll, labProcesses } from "./leftovers";
import { labDir } from "./place";
import { legName } from "./plan";

/** Takes a lab down, or what is left of one; says whether there was anything. */
export async function labDown(name = "lab"): Promise<boolean> {
    const dir = labDir(name);
    const leg = legName(name);
    const processes = labProcesses(name);
    const device = existsSync(`/sys/class/net/${leg}`);
    // The kernel takes a dead namespace's devices away some time later; this end is to be gone on return.
    if (device) await execa("ip", ["link", "del", leg], { reject: false });
    await killAll(processes);
    const folder = existsSync(dir);
    if (folder) await removeFolder(dir);
    return processes.length > 0 || device || folder;
}

/** Its mounts live in the nodes' namespaces only; should one be seen here, deleting could hit what it shows. */
async function removeFolder(dir: string): Promise<void> {
    const mounted = readFileSync("/proc/self/mountinfo", "utf8")
        .split("\n")
        .find((line) => line.split(" ")[4]?.startsWith(`${dir}/`));
    if (mounted) throw new Error(`${dir} holds a mount and is not deleted: ${mounted}`);
    await execa("rm", ["-rf", "--one-file-system", dir]);
}
