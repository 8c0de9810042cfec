import { afterAll, beforeAll } from "vitest";
import { freeSubnet, type HostOptions, type Lab, labDown, labUp, underlayOf } from "../../../lab";
import { closeSessions } from "../../../provider/host";
import { type SnapshotOptions, snapshot } from "../snapshot";
import { type Subject, type SubjectOptions, subjectOf } from "./subject";

export type { Subject, Values } from "./subject";

/** A lab of its own for one test file, and what tests do with it. */
export interface Ground {
    readonly lab: Lab;
    /** What the addresses of the lab begin with, before it is up: `${ground.underlay}.11` and `${ground.underlay6}::11`. */
    readonly underlay: string;
    readonly underlay6: string;
    /** A resource type of the real provider, on a host of this lab (default host1, known to the provider as h1). */
    subject(type: string, options?: SubjectOptions): Subject;
    /** Runs an sh script as root on a host, not through ours; its output, trimmed. Throws where it fails. */
    sh(script: string, node?: string): Promise<string>;
    /** What a command of iproute2 with -j says. */
    json<T>(command: string, node?: string): Promise<T[]>;
    snapshot(options?: SnapshotOptions, node?: string): Promise<string>;
    /** Takes away every link, namespace, rule and record that a test left, and runs `prepare`. */
    reset(prepare?: string, node?: string): Promise<void>;
}

export interface GroundOptions {
    readonly hosts?: number;
    readonly awkward?: Record<string, HostOptions>;
}

/** Nothing but the loopback and the underlay's device is a host's own. */
const clean = `
    ip -all netns delete
    for link in /sys/class/net/*; do
        case \${link##*/} in lo | eth1 | bonding_masters) ;; *) ip link del "\${link##*/}" 2>/dev/null ;; esac
    done
    nft flush ruleset 2>/dev/null
    rm -rf /run/hostnet /usr/local/sbin/* /run/netns/*
    ip link set eth1 up mtu 1500
    # Without it every link with an IPv6 address is another one for its first second or two.
    echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad
    ip neigh flush dev eth1 nud permanent 2>/dev/null
    true`;

/** Brings up a lab before the tests of a file and takes it down behind them. The name is to be the file's own. */
export function onLab(name: string, options: GroundOptions = {}): Ground {
    const subnet = freeSubnet();
    let up: Lab | undefined;
    beforeAll(async () => {
        up = await labUp({ name, subnet, hosts: 1, ...options });
    }, 60_000);
    afterAll(async () => {
        await closeSessions();
        await labDown(name);
    }, 60_000);
    const lab = (): Lab => {
        if (!up) throw new Error("the lab is up only while tests run");
        return up;
    };
    const sh = async (script: string, node = "host1") => {
        const { stdout, stderr, exitCode } = await lab().exec(node, script);
        if (exitCode !== 0) throw new Error(`on ${node}: ${script}: status ${exitCode}: ${stderr}`);
        return stdout.trim();
    };
    return {
        ...underlayOf(subnet),
        get lab() {
            return lab();
        },
        subject: (type, of) => subjectOf(lab(), type, of),
        sh,
        json: async <T>(command: string, node?: string) => JSON.parse((await sh(command, node)) || "[]") as T[],
        snapshot: (of, node) => snapshot(lab(), node, of),
        reset: async (prepare = "", node) => {
            await sh(clean, node);
            if (prepare) await sh(`set -e\n${prepare}`, node);
        },
    };
}
