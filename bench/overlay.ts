import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { type Lab, sshConfig, startRelay } from "../lab";
import { root } from "../scripts/build";
import { handScript, undoHandScript } from "./hand";
import { median, seconds } from "./measure";
import { remoteRatio } from "./remote";
import { stack } from "./stack";

/** Seconds and plain ratios. */
export interface Figures {
    readonly up: number;
    readonly floor: number;
    readonly hand: number;
    readonly handshake: number;
    readonly ratioToFloor: number;
    readonly remoteRatioToHand: number;
}

/** The overlay on a lab, everything it is compared with in turn, so that a slow moment of the machine hits all. */
export async function measureOverlay(lab: Lab, folder: string, rttMs: number, runs: number): Promise<Figures> {
    const relays = await Promise.all(lab.hosts.map(({ address }) => startRelay({ host: address, delayMs: rttMs / 2 })));
    const detours = Object.fromEntries(
        lab.hosts.map(({ name }, index) => [name, { address: "127.0.0.1", port: relays[index]?.port ?? 0 }]),
    );
    const config = join(folder, `ssh_config-${rttMs}`);
    writeFileSync(config, sshConfig(lab.plan, lab.dir, rttMs > 0 ? detours : {}));
    const ssh = (host: string, command: string, input: string) =>
        execa("ssh", ["-F", config, host, command], { input });
    const onAll = (work: (host: string, index: number) => Promise<unknown>) =>
        Promise.all(lab.hosts.map(({ name }, index) => work(name, index)));

    const hosts = lab.hosts.map(({ name, address }, index) => ({
        name: `ubuntu${index + 1}`,
        address: name,
        underlay: address,
        ...(index === 0 && { publish: 8080 }),
    }));
    const overlay = await stack(root, join(folder, `overlay-${rttMs}`), {
        "hostnet-quickstart:hosts": hosts,
        "hostnet-quickstart:sshConfigFile": config,
    });
    const floor = await stack(join(root, "bench", "floor"), join(folder, `floor-${rttMs}`), {});
    const times = { up: [] as number[], floor: [] as number[], hand: [] as number[], handshake: [] as number[] };
    try {
        await overlay.up();
        const resources = await overlay.resources();
        await overlay.destroy();
        for (let run = 0; run < runs; run++) {
            times.up.push(await seconds(() => overlay.up()));
            await overlay.destroy();
            times.floor.push(await seconds(() => floor.up()));
            await floor.destroy();
            times.handshake.push(await seconds(() => onAll((host) => ssh(host, "true", ""))));
            times.hand.push(await seconds(() => onAll((host, index) => ssh(host, "sh", handScript(index)))));
            await onAll((host) => ssh(host, "sh", undoHandScript));
        }
        const [up, bottom, hand, handshake] = [times.up, times.floor, times.hand, times.handshake].map(median) as [
            number,
            number,
            number,
            number,
        ];
        const ratios = times.up.map((value, run) => (value - (times.handshake[run] ?? 0)) / (times.floor[run] ?? 1));
        return {
            up,
            floor: bottom,
            hand,
            handshake,
            ratioToFloor: median(ratios),
            remoteRatioToHand: await remoteRatio(resources, runs),
        };
    } finally {
        await Promise.all(relays.map((relay) => relay.close()));
    }
}
