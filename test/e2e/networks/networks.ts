import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Lab, type LabHost, labDown, labUp } from "../../../lab";
import { copyProject, type Stack, uncheckedTypes } from "../../../scripts/project";
import { type Found, runInside } from "../packets";

/** An endpoint as the program's outputs tell it. */
export interface MadeEndpoint extends Found {
    readonly host: string;
    readonly address6?: string;
    readonly mac: string;
}

/** A lab, and a stack whose networks the configuration tells. */
export interface Networks {
    readonly lab: Lab;
    readonly stack: Stack;
    /** Sets which networks there are, on the first `hosts` hosts of the lab, and brings them up. */
    up(networks: readonly object[], hosts?: number, ...args: string[]): Promise<string>;
    configure(networks: readonly object[], hosts?: number): void;
    output<T>(name: string): Promise<T>;
    /** The endpoints of a network, by name. */
    endpoints(network: string): Promise<Record<string, MadeEndpoint>>;
    /** Runs a program in the namespace of an endpoint. */
    inside(
        endpoint: MadeEndpoint,
        ...command: string[]
    ): Promise<{ readonly exitCode?: number; readonly stdout: string }>;
    remove(): Promise<void>;
}

/** Hosts of the lab are `host1`…; the program knows them as `ubuntu1`…, as the ssh aliases need not be its names. */
export const labName = (host: string): string => host.replace("ubuntu", "host");

export async function startNetworks(name: string, count: number): Promise<Networks> {
    const folder = mkdtempSync(join(tmpdir(), `pulumi-hostnet-e2e-${name}-`));
    const networks = await networksOn(await labUp({ name, hosts: count }), folder);
    return {
        ...networks,
        remove: async () => {
            await networks.remove();
            await labDown(name);
        },
    };
}

/** A stack of its own on a lab that is there; `reach` tells how a host of it is reached. */
export async function networksOn(
    lab: Lab,
    folder: string,
    reach: (host: LabHost) => object = ({ name }) => ({ address: name }),
): Promise<Networks> {
    const stack = await copyProject(folder, { "test/e2e/networks/program": "." }, uncheckedTypes);
    const configure = (networks: readonly object[], hosts = lab.hosts.length) =>
        stack.configure({
            "networks:sshConfigFile": join(lab.dir, "ssh_config"),
            "networks:machines": lab.hosts
                .slice(0, hosts)
                .map((host, index) => ({ name: `ubuntu${index + 1}`, ...reach(host) })),
            "networks:networks": networks,
        });
    const output = async <T>(key: string) => JSON.parse(await stack.pulumi("stack", "output", "--json", key)) as T;
    return {
        lab,
        stack,
        configure,
        output,
        up: (networks, hosts, ...args) => {
            configure(networks, hosts);
            return stack.pulumi("up", "--yes", "--skip-preview", ...args);
        },
        endpoints: async (network) => {
            const told = (await output<Record<string, Record<string, MadeEndpoint>>>("endpoints"))[network] ?? {};
            return Object.fromEntries(
                Object.entries(told).map(([name, made]) => [name, { ...made, node: labName(made.host) }]),
            );
        },
        inside: (endpoint, ...command) => runInside(lab, endpoint, ...command),
        remove: async () => rmSync(folder, { recursive: true, force: true }),
    };
}
