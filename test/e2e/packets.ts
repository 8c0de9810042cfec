import type { Lab } from "../../lab";
import { containerAddress } from "./machines";

/** Runs a program in the container of a host. */
export const inContainer = (lab: Lab, host: string, ...command: string[]) =>
    lab.exec(host, ["ip", "netns", "exec", "ns1", ...command]);

/** Whether one packet to an address comes back; after a change the first one may still meet a failed neighbour entry. */
export async function pings(lab: Lab, host: string, address: string, ...options: string[]): Promise<boolean> {
    const { exitCode } = await inContainer(
        lab,
        host,
        "ping",
        "-c",
        "3",
        "-i",
        "0.2",
        "-W",
        "2",
        "-q",
        ...options,
        address,
    );
    return exitCode === 0;
}

/** The pairs of containers that cannot reach each other. */
export async function deafPairs(lab: Lab, count: number): Promise<string[]> {
    const pairs = lab.hosts
        .slice(0, count)
        .flatMap(({ name }) => Array.from({ length: count }, (_, to) => ({ name, to: containerAddress(to) })));
    const heard = await Promise.all(pairs.map(({ name, to }) => pings(lab, name, to)));
    return pairs.filter((_, index) => !heard[index]).map(({ name, to }) => `${name} -> ${to}`);
}

/** An HTTP service in the container of a host that tells who asks; ends with the returned function. */
export async function serve(lab: Lab, host: string): Promise<() => Promise<void>> {
    const program = 'require("http").createServer((q, a) => a.end(q.socket.remoteAddress)).listen(80, "0.0.0.0")';
    const child = lab.spawn(host, ["ip", "netns", "exec", "ns1", process.execPath, "-e", program]);
    await inContainer(
        lab,
        host,
        "sh",
        "-c",
        "for i in $(seq 100); do ss -Hltn sport = :80 | grep -q . && exit; sleep 0.1; done; exit 1",
    );
    return async () => {
        child.kill();
        await child.catch(() => undefined);
    };
}

/** A program that prints what a URL answers, or fails after three seconds. */
export const fetcher = (url: string): string[] => [
    process.execPath,
    "-e",
    `fetch(${JSON.stringify(url)}, { signal: AbortSignal.timeout(3000) }).then((a) => a.text()).then(console.log, (e) => { console.error(String(e)); process.exit(1); })`,
];
