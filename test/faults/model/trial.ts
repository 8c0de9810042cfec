import fc from "fast-check";
import { type Lab, labDown, labUp, type Relay, startRelay } from "../../../lab";
import type { Values } from "../../contract/engine";
import { snapshot } from "../../lab/snapshot";
import { lives } from "./arbitrary";
import { type Counts, live, type StackHost } from "./life";
import { forget, inThisProcess } from "./providers";
import { type Provider, type Stack, stackOf } from "./stack";
import { destination } from "./wish";

/** A lab of two hosts behind relays, where lives are lived. */
export interface Trial {
    readonly lab: Lab;
    readonly relays: readonly Relay[];
    readonly counts: Counts;
    end(): Promise<void>;
}

export async function trial(name: string): Promise<Trial> {
    const lab = await labUp({ name, hosts: 2 });
    const relays = await Promise.all(lab.hosts.map(({ address }) => startRelay({ host: address })));
    return {
        lab,
        relays,
        counts: { steps: 0, faults: 0 },
        end: async () => {
            await forget();
            await Promise.all(relays.map((relay) => relay.close()));
            await labDown(name);
        },
    };
}

/** How to reach a host: values of a connection with its name. */
export type Reached = Values & { readonly name: string };

export interface Lifetimes {
    readonly seed: number;
    readonly runs: number;
    /** What runs the programs of a host. Default: as the engine does, with the provider in this process. */
    readonly stackAt?: (host: Reached, owner: (name: string) => string) => Stack;
    readonly newProcess?: () => Promise<void>;
}

/** Stacks that are run as the engine runs them, by way of a provider. */
export const emulated =
    (provider: Provider) =>
    (host: Reached, owner: (name: string) => string): Stack =>
        stackOf(provider, (name) => ({ host, owner: owner(name), adopt: false }));

/** How the hosts are reached: through their relays. */
export const reached = ({ lab, relays }: Pick<Trial, "lab" | "relays">): Reached[] =>
    lab.hosts.map(({ name, hostKey, user }, index) => ({
        ...{ name, address: "127.0.0.1", port: relays[index]?.port, user, hostKey },
        identityFile: lab.identityFile,
    }));

const clean = `
    ip -all netns delete
    for link in /sys/class/net/*; do
        case \${link##*/} in lo | eth1 | bonding_masters) ;; *) ip link del "\${link##*/}" 2>/dev/null ;; esac
    done
    nft flush ruleset 2>/dev/null; rm -rf /run/hostnet /etc/netns; ip route flush root ${destination}
    echo 0 >/proc/sys/net/ipv4/ip_forward; echo 0 >/proc/sys/net/ipv4/conf/eth1/rp_filter; :`;

/**
 * Lives that many lives; the story of the first that went wrong, or undefined. HOSTNET_SEED and HOSTNET_PATH (both are
 * in the story) live it again; HOSTNET_SHRINK=1 looks for a shorter one, which takes minutes.
 */
export async function lifetimes(
    { lab, relays, counts }: Trial,
    { seed, runs, stackAt = emulated(inThisProcess), newProcess = forget }: Lifetimes,
): Promise<string | undefined> {
    let dirty = true;
    let bases: string[] = [];
    const places = async (): Promise<StackHost[]> => {
        if (dirty) {
            for (const { name } of lab.hosts) await lab.exec(name, clean);
            for (const relay of relays) relay.arm({});
            await newProcess();
            bases = await Promise.all(lab.hosts.map(({ name }) => snapshot(lab, name, { sysctls: false })));
        }
        return reached({ lab, relays }).map((host, index) => {
            const { name: node } = host;
            const relay = relays[index] as Relay;
            const owner = (name: string) => `model/dev/${node}-${name}`;
            return { node, relay, owner, stack: stackAt(host, owner), baseline: bases[index] ?? "" };
        });
    };
    const property = fc.asyncProperty(lives, async (moves) => {
        const stage = await places();
        dirty = true;
        await live(lab, stage, moves, newProcess, counts);
        bases = stage.map(({ baseline }) => baseline);
        dirty = false;
    });
    const details = await fc.check(property, {
        seed,
        numRuns: runs,
        path: process.env.HOSTNET_PATH,
        endOnFailure: !process.env.HOSTNET_SHRINK,
    });
    if (!details.failed) return undefined;
    return `${fc.defaultReportMessage(details)}\nHOSTNET_SEED=${seed}\n${(details.errorInstance as Error)?.message}`;
}
