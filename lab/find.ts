import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createConnection } from "node:net";
import { dirname, join } from "node:path";
import { type Lab, openLab } from "./lab";
import { isAlive } from "./leftovers";
import { labDir, PREFIX } from "./place";
import { legName } from "./plan";

/** The lab of that name if it was brought up completely, healthy or not. */
export function findLab(name = "lab"): Lab | undefined {
    const dir = labDir(name);
    return existsSync(join(dir, "up")) ? openLab(dir) : undefined;
}

/** Every lab of this machine that was brought up completely. */
export function findLabs(): Lab[] {
    const folders = readdirSync(dirname(labDir("lab"))).filter((entry) => entry.startsWith(PREFIX));
    return folders.flatMap((folder) => findLab(folder.slice(PREFIX.length)) ?? []);
}

/** Whether every node runs and every host's sshd answers. */
export async function isHealthy(lab: Lab): Promise<boolean> {
    const nodes = ["underlay", "outside", ...lab.hosts.map((host) => host.name)];
    if (!existsSync(`/sys/class/net/${legName(lab.name)}`)) return false;
    if (!nodes.every((node) => nodeRuns(lab, node))) return false;
    const answers = await Promise.all(lab.hosts.map((host) => sshdAnswers(host.address)));
    return answers.every(Boolean);
}

/** A process number may have been taken by another process since; the mark tells. */
export function nodeRuns(lab: Lab, node: string): boolean {
    try {
        const pid = Number(readFileSync(join(lab.dir, node, "pid"), "utf8"));
        const environ = readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
        return isAlive(pid) && environ.includes(`PULUMI_HOSTNET_LAB_NODE=${lab.name}/${node}`);
    } catch {
        return false;
    }
}

/** Whether sshd greets within a second. */
export function sshdAnswers(address: string): Promise<boolean> {
    return new Promise((resolve) => {
        const socket = createConnection({ host: address, port: 22, timeout: 1000 });
        const done = (answer: boolean) => {
            socket.destroy();
            resolve(answer);
        };
        socket.once("data", (data) => done(data.toString("latin1").startsWith("SSH-")));
        socket.once("error", () => done(false));
        socket.once("end", () => done(false));
        socket.once("timeout", () => done(false));
    });
}
