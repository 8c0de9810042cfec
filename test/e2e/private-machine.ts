import { once } from "node:events";
import { execa } from "execa";
import type { Lab } from "../../lab";

/** This machine once more with the network of a simulated host and a /run of its own: what "local" may change. */
export interface PrivateMachine {
    /** The command that runs what follows it in there, in that folder. */
    enter(folder: string): string[];
    /** As `exec` of a lab, whatever the node. */
    readonly exec: Lab["exec"];
    remove(): Promise<void>;
}

// The namespaces live as long as the process that holds them. /etc is read-only: nothing there is to be written.
const hold = `
    mount -t tmpfs tmpfs /run && mkdir -p /run/netns /run/lock
    mount -t sysfs sysfs /sys
    mount --bind /etc /etc && mount -o remount,bind,ro /etc
    echo ready
    exec sleep infinity`;

export async function startPrivateMachine(network: number): Promise<PrivateMachine> {
    const join = ["--net", "--target", String(network), "unshare", "--mount", "--propagation", "private"];
    const holder = execa("nsenter", [...join, "sh", "-ec", hold], { reject: false });
    if (!holder.stdout) throw new Error("the holder of the namespaces has no output");
    await Promise.race([once(holder.stdout, "data"), holder.then(({ stderr }) => Promise.reject(new Error(stderr)))]);
    const nsenter = ["nsenter", "--net", "--mount", "--target", String(holder.pid), "env"];
    const enter = (folder: string) => [...nsenter, `--chdir=${folder}`];
    return {
        enter,
        exec: async (_, command) => {
            const argv = typeof command === "string" ? ["sh", "-c", command] : command;
            const [program = "", ...args] = [...enter("/"), ...argv];
            const { stdout, stderr, exitCode } = await execa(program, args, { reject: false });
            return { stdout, stderr, exitCode: exitCode ?? 128 };
        },
        remove: async () => {
            holder.kill("SIGKILL");
            await holder;
        },
    };
}
