import fc from "fast-check";
import { type Lab, labDown, labUp, type Relay, startRelay } from "../../../lab";
import { snapshot } from "../../lab/snapshot";
import { lives } from "./arbitrary";
import { type Counts, live, type Place } from "./life";
import { forget, inProcess } from "./providers";
import { type Provider, stackOf } from "./stack";

/** A lab of two hosts behind relays, where lives are lived. */
export interface Trial {
    readonly lab: Lab;
    readonly relays: readonly Relay[];
    readonly counts: Counts;
    end(): Promise<void>;
}

export async function trial(name: string, subnet: string): Promise<Trial> {
    const lab = await labUp({ name, subnet, hosts: 2 });
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

const clean = `
    ip -all netns delete
    for link in /sys/class/net/*; do
        case \${link##*/} in lo | eth1 | bonding_masters) ;; *) ip link del "\${link##*/}" 2>/dev/null ;; esac
    done
    nft flush ruleset 2>/dev/null; rm -rf /run/hostnet
    echo 0 >/proc/sys/net/ipv4/ip_forward; echo 0 >/proc/sys/net/ipv4/conf/eth1/rp_filter; :`;

/**
 * Lives that many lives; the story of the first that went wrong, or undefined. HOSTNET_SEED and HOSTNET_PATH (both are
 * in the story) live it again; HOSTNET_SHRINK=1 looks for a shorter one, which takes minutes.
 */
export async function lifetimes(
    { lab, relays, counts }: Trial,
    {
        seed,
        runs,
        provider = inProcess,
        newProcess = forget,
    }: { seed: number; runs: number; provider?: Provider; newProcess?: () => Promise<void> },
): Promise<string | undefined> {
    let dirty = true;
    let bases: string[] = [];
    const places = async (): Promise<Place[]> => {
        if (dirty) {
            for (const { name } of lab.hosts) await lab.exec(name, clean);
            for (const relay of relays) relay.arm({});
            await newProcess();
            bases = await Promise.all(lab.hosts.map(({ name }) => snapshot(lab, name, { sysctls: false })));
        }
        return lab.hosts.map(({ name: node, hostKey, user }, index) => {
            const relay = relays[index] as Relay;
            const owner = (name: string) => `model/dev/${node}-${name}`;
            const host = {
                ...{ name: node, address: "127.0.0.1", port: relay.port, user, hostKey },
                identityFile: lab.identityFile,
            };
            const stack = stackOf(provider, (name) => ({ host, owner: owner(name), adopt: false }));
            return { node, relay, owner, stack, baseline: bases[index] ?? "" };
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
        interruptAfterTimeLimit: 500_000,
        endOnFailure: !process.env.HOSTNET_SHRINK,
    });
    if (!details.failed) return undefined;
    return `${fc.defaultReportMessage(details)}\nHOSTNET_SEED=${seed}\n${(details.errorInstance as Error)?.message}`;
}
