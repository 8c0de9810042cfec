import { accessSync, constants } from "node:fs";
import { userInfo } from "node:os";

/** A path as ssh opens it, where that does not turn on another user or on tokens. */
const opened = (file: string): string | undefined =>
    /^~[^/]|[%$]/.test(file) ? undefined : file.replace(/^~(?=\/|$)/, userInfo().homedir);

/** Why an identity file cannot be read, if so: ssh would go on with the keys of ssh_config. */
export function unreadable(file: string): string | undefined {
    const path = opened(file);
    if (path === undefined) return undefined;
    try {
        accessSync(path, constants.R_OK);
        return undefined;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code ?? String(error);
    }
}

/** The file of another key that the host took, as ssh tells; a certificate is of no use without the right key. */
export function otherKeyTaken(file: string, said: string): string | undefined {
    const path = opened(file);
    if (path === undefined) return undefined;
    const taken = [...said.matchAll(/Server accepts key: (.+) (\S+) SHA256:/g)];
    return taken.find(([, by, type]) => by !== path && !type?.endsWith("-CERT"))?.[1];
}
