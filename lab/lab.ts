import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ResultPromise } from "execa";
import { type ExecOptions, type ExecResult, execInNode, spawnInNode } from "./exec";
import { completeOptions, type LabOptions } from "./options";
import { type LabPlan, OUTSIDE, planLab, underlayOf } from "./plan";
import { publicHostKey } from "./prepare";

export interface LabHost {
    name: string;
    address: string;
    address6: string;
    port: 22;
    /** Its first process, as the machine numbers it; another one after `reboot`. */
    readonly pid: number;
    /** `ssh-ed25519 AAAA...`, as it is now. */
    readonly hostKey: string;
    /** Its root folder seen from the machine: reading and writing there is doing so on the host. */
    readonly root: string;
    /** Who ssh logs in as. */
    user: string;
}

export interface Lab {
    name: string;
    /** The lab's folder: keys, ssh_config, and what its nodes are started from. */
    dir: string;
    sshConfig: string;
    identityFile: string;
    knownHosts: string;
    subnet: string;
    /** The first three bytes of its addresses, as in `${lab.underlay}.11`, and in IPv6 `${lab.underlay6}::11`. */
    underlay: string;
    underlay6: string;
    hosts: LabHost[];
    outside: {
        address: string;
        address6: string;
        exec(command: Command, options?: ExecOptions): Promise<ExecResult>;
        spawn(argv: string[]): ResultPromise;
    };
    /** Runs a program (array) or an sh script (string) as root on `host1`..., `outside` or `underlay`; no ssh involved. */
    exec(node: string, command: Command, options?: ExecOptions): Promise<ExecResult>;
    /** Starts a program that goes on; it ends with the returned child, and with its host. */
    spawn(node: string, argv: string[]): ResultPromise;
    plan: LabPlan;
}

export type Command = string | string[];

/** The lab in a folder that `prepareLab` filled. Everything that can change is looked up when asked for. */
export function openLab(dir: string): Lab {
    const options: LabOptions = JSON.parse(readFileSync(join(dir, "options.json"), "utf8"));
    const plan = planLab(completeOptions(options));
    const exec: Lab["exec"] = (node, command, settings) => execInNode(nodePid(dir, node), command, settings);
    const spawn: Lab["spawn"] = (node, argv) => spawnInNode(nodePid(dir, node), argv);
    return {
        name: plan.options.name,
        dir,
        sshConfig: join(dir, "ssh_config"),
        identityFile: join(dir, "id_ed25519"),
        knownHosts: join(dir, "known_hosts"),
        subnet: plan.options.subnet,
        ...underlayOf(plan.options.subnet),
        hosts: plan.hosts.map(({ name, address, address6, options: { user } }) => ({
            name,
            address,
            address6,
            port: 22,
            user: user?.name ?? "root",
            get pid() {
                return nodePid(dir, name);
            },
            get hostKey() {
                return publicHostKey(dir, name);
            },
            get root() {
                return `/proc/${nodePid(dir, name)}/root`;
            },
        })),
        outside: {
            address: OUTSIDE.address,
            address6: OUTSIDE.address6,
            exec: (command, settings) => exec("outside", command, settings),
            spawn: (argv) => spawn("outside", argv),
        },
        exec,
        spawn,
        plan,
    };
}

/** The first process of a node. */
export function nodePid(dir: string, node: string): number {
    try {
        return Number(readFileSync(join(dir, node, "pid"), "utf8"));
    } catch {
        throw new Error(`the lab in ${dir} has no node ${node} that runs`);
    }
}
