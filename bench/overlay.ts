import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { type Lab, type Relay, sshConfig, startRelay } from "../lab";
import { copyProject, overlayProject } from "../scripts/project";
import { type Figures, figuresOf } from "./figures";
import { handScript, undoHandScript } from "./hand";
import { seconds } from "./measure";
import { remoteRatio } from "./remote";

/** The overlay on a lab and everything it is compared with, in turn, so that a slow moment of the machine hits all. */
export async function measureOverlay(lab: Lab, folder: string, rttMs: number, runs: number): Promise<Figures> {
    const relays =
        rttMs > 0
            ? await Promise.all(lab.hosts.map(({ address }) => startRelay({ host: address, delayMs: rttMs / 2 })))
            : [];
    try {
        return await measure(lab, join(folder, `rtt-${rttMs}`), relays, runs);
    } finally {
        await Promise.all(relays.map((relay) => relay.close()));
    }
}

async function measure(lab: Lab, folder: string, relays: readonly Relay[], runs: number): Promise<Figures> {
    const overlay = await copyProject(join(folder, "overlay"), overlayProject);
    const floor = await copyProject(join(folder, "floor"), { "bench/floor": "." });
    const config = join(folder, "ssh_config");
    const detours = relays.map(({ port }, index) => [`host${index + 1}`, { address: "127.0.0.1", port }] as const);
    writeFileSync(config, sshConfig(lab.plan, lab.dir, Object.fromEntries(detours)));
    const machines = lab.hosts.map(({ name, address }, index) => ({
        name: `ubuntu${index + 1}`,
        address: name,
        underlay: address,
        ...(index === 0 && { publish: 8080 }),
    }));
    overlay.configure({ "hostnet-quickstart:hosts": machines, "hostnet-quickstart:sshConfigFile": config });

    const up = () => overlay.pulumi("up", "--yes", "--skip-preview");
    const down = () => overlay.pulumi("destroy", "--yes", "--skip-preview");
    const onAll = (command: string, script: (index: number) => string) =>
        Promise.all(
            lab.hosts.map(({ name }, index) => execa("ssh", ["-F", config, name, command], { input: script(index) })),
        );
    const times = { up: [] as number[], floor: [] as number[], hand: [] as number[], handshake: [] as number[] };
    // Once without counting: compilers and file caches are warm afterwards.
    await up();
    const resources = await overlay.resources();
    await down();
    for (let run = 0; run < runs; run++) {
        times.up.push(await seconds(up));
        await down();
        times.floor.push(await seconds(() => floor.pulumi("up", "--yes", "--skip-preview")));
        await floor.pulumi("destroy", "--yes", "--skip-preview");
        times.handshake.push(await seconds(() => onAll("true", () => "")));
        times.hand.push(await seconds(() => onAll("sh", handScript)));
        await onAll("sh", () => undoHandScript);
    }
    return figuresOf(times, await remoteRatio(resources, runs));
}
