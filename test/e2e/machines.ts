import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Lab, labDown, labUp, type Relay, sshConfig, startRelay } from "../../lab";
import { copyProject, overlayProject, type Stack, uncheckedTypes } from "../../scripts/project";
import type { Found, Inside } from "./packets";

/** A lab whose hosts are reached through counting relays, and the root project on it. */
export interface Overlay {
    readonly lab: Lab;
    readonly relays: readonly Relay[];
    readonly stack: Stack;
    /** Configures the first `count` hosts as machines of the overlay; the first publishes port 8080. `more`: other keys. */
    machines(count: number, more?: Readonly<Record<string, unknown>>): void;
    up(...args: string[]): Promise<string>;
    remove(): Promise<void>;
}

export const containerAddress = (index: number): string => `10.233.0.${2 + index}`;

/** The container of a host. */
export const container = (node: string): Inside => ({ node, netns: "ns1" });

/** The containers of the first hosts. */
export const containersOf = ({ hosts }: Lab, count: number): Found[] =>
    hosts.slice(0, count).map(({ name }, index) => ({ ...container(name), address: containerAddress(index) }));

export async function startOverlay(name: string, hosts: number): Promise<Overlay> {
    const folder = mkdtempSync(join(tmpdir(), `pulumi-hostnet-e2e-${name}-`));
    const lab = await labUp({ name, hosts });
    const relays = await Promise.all(lab.hosts.map(({ address }) => startRelay({ host: address })));
    const detours = lab.hosts.map(
        (host, index) => [host.name, { address: "127.0.0.1", port: relays[index]?.port ?? 0 }] as const,
    );
    const sshConfigFile = join(folder, "ssh_config");
    writeFileSync(sshConfigFile, sshConfig(lab.plan, lab.dir, Object.fromEntries(detours)));
    const stack = await copyProject(folder, overlayProject, uncheckedTypes);
    return {
        lab,
        relays,
        stack,
        machines: (count, more) =>
            stack.configure({
                ...more,
                "hostnet-quickstart:sshConfigFile": sshConfigFile,
                "hostnet-quickstart:hosts": lab.hosts
                    .slice(0, count)
                    .map(({ name: address, address: underlay }, index) => ({
                        name: `ubuntu${index + 1}`,
                        address,
                        underlay,
                        ...(index === 0 && { publish: 8080 }),
                    })),
            }),
        up: (...args) => stack.pulumi("up", "--yes", "--skip-preview", ...args),
        remove: async () => {
            await Promise.all(relays.map((relay) => relay.close()));
            await labDown(name);
            rmSync(folder, { recursive: true, force: true });
        },
    };
}
