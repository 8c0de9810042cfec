import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sshdAnswers } from "./find";
import { type Lab, type LabHost, nodePid } from "./lab";
import { killAll, labProcesses } from "./leftovers";
import { publicHostKey, renewBootId, renewHostKey } from "./prepare";
import { knownHosts } from "./ssh-config";
import { startNodes } from "./start";

/** Prints the numbers of sshd and of all it has started, as the host counts; with `running`, of those that do not stand still. */
const sshdTree = (which: "all" | "running") => `ps -e -o pid=,ppid=,comm=,state= | awk '
    { parent[$1] = $2; command[$1] = $3; state[$1] = $NF }
    END { for (p in parent) if ("${which}" == "all" || state[p] !~ /[TZ]/)
        for (q = p; q > 1; q = parent[q]) if (command[q] ~ /^sshd/) { print p; break } }'`;

/** sshd and everything it has started stand still; the host's kernel goes on answering pings. */
export async function freeze(lab: Lab, host: string): Promise<void> {
    // Until none is left: some end, and others are forked, while the list is read.
    const script = `while p=$(${sshdTree("running")}) && [ "$p" ]; do kill -STOP $p 2>/dev/null || :; done`;
    await run(lab, host, script);
}

export async function thaw(lab: Lab, host: string): Promise<void> {
    await run(lab, host, `kill -CONT $(${sshdTree("all")}) 2>/dev/null || :`);
}

/** Takes no more connections; those that are there go on. */
export async function stopSshd(lab: Lab, host: string): Promise<void> {
    const wait = "while kill -0 $pid 2>/dev/null; do sleep 0.01; done";
    await run(lab, host, `read -r pid </run/lab/sshd.pid; kill $pid; ${wait}; rm -f /run/lab/sshd.pid`);
}

export async function startSshd(lab: Lab, host: string): Promise<void> {
    await run(lab, host, "/usr/sbin/sshd -E /run/lab/sshd.log; until [ -s /run/lab/sshd.pid ]; do sleep 0.01; done");
}

/** Ends every connection from the host's side, as a crash of sshd does: what ran in it is left to notice. */
export async function dropSessions(lab: Lab, host: string): Promise<void> {
    const sessions = `ps -e -o pid=,comm= | awk -v keep="$keep" '$2 ~ /^sshd/ && $1 != keep { print $1 }'`;
    await run(lab, host, `keep=$(cat /run/lab/sshd.pid); set -- $(${sessions}); [ $# = 0 ] || kill -KILL "$@"`);
}

/** Gives a host another key, as a reinstalled one has; `known_hosts` keeps the old one unless `trust` is given. */
export async function rotateHostKey(lab: Lab, host: string, options: { trust?: boolean } = {}): Promise<string> {
    const inHost = "etc/ssh/ssh_host_ed25519_key";
    const file = renewHostKey(lab.dir, host);
    copyFileSync(file, join(lab.dir, host, "seed", inHost));
    copyFileSync(file, join(`/proc/${nodePid(lab.dir, host)}/root`, inHost));
    await stopSshd(lab, host);
    await startSshd(lab, host);
    if (options.trust)
        writeFileSync(
            lab.knownHosts,
            knownHosts(lab.plan, (name) => publicHostKey(lab.dir, name)),
        );
    return publicHostKey(lab.dir, host);
}

/** The host forgets everything but its key and starts anew, with another boot id. */
export async function reboot(lab: Lab, host: string): Promise<void> {
    await run(lab, "underlay", `ip link del ${host} 2>/dev/null || :`);
    await killAll(labProcesses(lab.name, host));
    renewBootId(join(lab.dir, host));
    await startNodes(lab.name, lab.dir, [host]);
}

/** What sshd of a host is doing. */
export async function sshdState(lab: Lab, host: LabHost): Promise<"up" | "frozen" | "down"> {
    if (await sshdAnswers(host.address)) return "up";
    const { stdout } = await lab.exec(host.name, "read -r p </run/lab/sshd.pid && ps -o state= -p $p");
    return stdout.trim() === "T" ? "frozen" : "down";
}

async function run(lab: Lab, node: string, script: string): Promise<void> {
    const { exitCode, stderr } = await lab.exec(node, script);
    if (exitCode !== 0) throw new Error(`${node}: ${script}: status ${exitCode}: ${stderr}`);
}
