import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** The processes of a lab or of one node, found by the variable that start.sh gives them: even when the folder is gone. */
export function labProcesses(name: string, node?: string): number[] {
    const mark = `PULUMI_HOSTNET_LAB_NODE=${name}/`;
    const isMark = (entry: string) => (node ? entry === `${mark}${node}` : entry.startsWith(mark));
    return everyProcess().filter((pid) => read(`/proc/${pid}/environ`).split("\0").some(isMark));
}

/** Kills processes, and with a node's first one all that runs in it, and waits until they are gone. */
export async function killAll(pids: number[]): Promise<void> {
    for (const pid of pids) {
        try {
            process.kill(pid, "SIGKILL");
        } catch {
            // It ended by itself.
        }
    }
    for (let tries = 0; pids.some(isAlive); tries++) {
        if (tries > 1000) throw new Error(`processes ${pids.filter(isAlive).join(", ")} do not end`);
        await sleep(5);
    }
}

/** Neither gone nor a zombie, which only waits for its parent. */
export function isAlive(pid: number): boolean {
    const stat = read(`/proc/${pid}/stat`);
    return stat !== "" && !/^\d+ \(.*\) [ZX]/s.test(stat);
}

function everyProcess(): number[] {
    return readdirSync("/proc")
        .filter((entry) => /^\d+$/.test(entry))
        .map(Number);
}

function read(path: string): string {
    try {
        return readFileSync(path, "latin1");
    } catch {
        return "";
    }
}
