import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Lab, type LabHost, labDown, labUp } from "../../../lab";
import { copyProject, type Stack, uncheckedTypes } from "../../../scripts/project";

/** An endpoint as the program's outputs tell it. */
export interface Made {
    readonly host: string;
    readonly netns: string;
    readonly address: string;
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
    endpoints(network: string): Promise<Record<string, Made>>;
    /** Runs a program in the namespace of an endpoint. */
    inside(endpoint: Made, ...command: string[]): Promise<{ readonly exitCode?: number; readonly stdout: string }>;
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
        endpoints: async (network) => (await output<Record<string, Record<string, Made>>>("endpoints"))[network] ?? {},
        inside: (endpoint, ...command) =>
            lab.exec(labName(endpoint.host), ["ip", "netns", "exec", endpoint.netns, ...command]),
        remove: async () => rmSync(folder, { recursive: true, force: true }),
    };
}

/** Whether an address answers pings from an endpoint. */
export async function reaches(networks: Networks, from: Made, address: string): Promise<boolean> {
    const { exitCode } = await networks.inside(from, "ping", "-c", "2", "-i", "0.2", "-W", "2", "-q", address);
    return exitCode === 0;
}

/** Pairs of endpoints that cannot reach each other. */
export async function deafPairs(networks: Networks, all: readonly Made[]): Promise<string[]> {
    const pairs = all.flatMap((from) => all.filter((to) => to !== from).map((to) => [from, to] as const));
    const heard = await Promise.all(pairs.map(([from, to]) => reaches(networks, from, to.address)));
    return pairs.filter((_, index) => !heard[index]).map(([from, to]) => `${from.netns} -> ${to.address}`);
}

/** Pings from one endpoint to another while something is done, and tells how many were lost of how many. */
export async function lostDuring(
    networks: Networks,
    from: Made,
    to: Made,
    act: () => Promise<unknown>,
): Promise<{ sent: number; lost: number }> {
    const host = labName(from.host);
    const ping = networks.lab.spawn(host, ["ip", "netns", "exec", from.netns, "ping", "-i", "0.05", to.address]);
    let heard = "";
    ping.stdout?.on("data", (data: Buffer) => {
        heard += String(data);
    });
    await act();
    await networks.lab.exec(host, "pkill -INT -x ping");
    await ping.catch(() => undefined);
    const [, sent = 0, received = 0] = /(\d+) packets transmitted, (\d+) received/.exec(heard) ?? [];
    return { sent: Number(sent), lost: Number(sent) - Number(received) };
}

/** An HTTP service on port 80 of an endpoint that tells who asks; ends with the returned function. */
export async function serve({ lab }: Networks, { host, netns }: Made): Promise<() => Promise<void>> {
    const program = 'require("http").createServer((q, a) => a.end(q.socket.remoteAddress)).listen(80, "::")';
    const enter = ["ip", "netns", "exec", netns];
    const child = lab.spawn(labName(host), [...enter, process.execPath, "-e", program]);
    const wait = "for i in $(seq 100); do ss -Hltn sport = :80 | grep -q . && exit; sleep 0.1; done; exit 1";
    await lab.exec(labName(host), [...enter, "sh", "-c", wait]);
    return async () => {
        child.kill();
        await child.catch(() => undefined);
    };
}
