import { existsSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkName } from "./options";

/** The folder all labs' names start with, so that `status` finds them. */
export const PREFIX = "pulumi-hostnet-lab-";

export function labDir(name: string): string {
    checkName(name);
    return join(realpathSync(tmpdir()), `${PREFIX}${name}`);
}

/** Where programs are looked for on a host, by our own scripts as by sshd. */
export const HOST_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Every path of a program, so that a host can be made to lack it. */
export function pathsOf(program: string): string[] {
    const folders = new Set(HOST_PATH.split(":").map((folder) => realpathSync(folder)));
    return [...folders].map((folder) => join(folder, program)).filter((path) => existsSync(path));
}
