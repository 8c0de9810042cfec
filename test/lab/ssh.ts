import { execa } from "execa";
import type { Lab } from "../../lab";

/** Runs a command over plain ssh with the lab's ssh_config. */
export async function ssh(lab: Lab, host: string, command: string, options: { config?: string; input?: string } = {}) {
    const args = ["-F", options.config ?? lab.sshConfig, "-o", "BatchMode=yes", "--", host, command];
    return execa("ssh", args, { reject: false, input: options.input ?? "", timeout: 20_000 });
}
