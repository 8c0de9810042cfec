import type { Lab } from "../../lab";

/** A namespace on a host of the lab. */
export interface Inside {
    readonly node: string;
    readonly netns: string;
}

/** One that others find at an address. */
export type Found = Inside & { readonly address: string };

const enter = ({ netns }: Inside, command: readonly string[]) => ["ip", "netns", "exec", netns, ...command];

/** Runs a program in there. */
export const runInside = (lab: Lab, at: Inside, ...command: string[]) => lab.exec(at.node, enter(at, command));

/** Whether one packet to an address comes back; after a change the first one may still meet a failed neighbour entry. */
export async function pings(lab: Lab, from: Inside, address: string, ...options: string[]): Promise<boolean> {
    const often = ["-c", "3", "-i", "0.2", "-W", "2", "-q"];
    const { exitCode } = await runInside(lab, from, "ping", ...often, ...options, address);
    return exitCode === 0;
}

/** The pairs that cannot reach each other. */
export async function deafPairs(lab: Lab, all: readonly Found[]): Promise<string[]> {
    const pairs = all.flatMap((from) => all.filter((to) => to !== from).map((to) => ({ from, to })));
    const heard = await Promise.all(pairs.map(({ from, to }) => pings(lab, from, to.address)));
    return pairs
        .filter((_, index) => !heard[index])
        .map(({ from, to }) => `${from.netns} of ${from.node} -> ${to.address}`);
}

/** Pings an address from a namespace while something is done, and tells how many of how many were lost. */
export async function lostDuring(
    lab: Lab,
    from: Inside,
    address: string,
    act: () => Promise<unknown>,
): Promise<{ readonly sent: number; readonly lost: number }> {
    const ping = lab.spawn(from.node, enter(from, ["ping", "-i", "0.05", address]));
    let heard = "";
    ping.stdout?.on("data", (data: Buffer) => {
        heard += String(data);
    });
    await act();
    await lab.exec(from.node, "pkill -INT -x ping");
    await ping.catch(() => undefined);
    const [, sent = 0, received = 0] = /(\d+) packets transmitted, (\d+) received/.exec(heard) ?? [];
    return { sent: Number(sent), lost: Number(sent) - Number(received) };
}

/** An HTTP service on port 80 in there that tells who asks; ends with the returned function. */
export async function serve(lab: Lab, at: Inside): Promise<() => Promise<void>> {
    const program =
        'require("http").createServer((q, a) => a.end(q.socket.remoteAddress.replace("::ffff:", ""))).listen(80, "::")';
    const child = lab.spawn(at.node, enter(at, [process.execPath, "-e", program]));
    const wait = "for i in $(seq 100); do ss -Hltn sport = :80 | grep -q . && exit; sleep 0.1; done; exit 1";
    await runInside(lab, at, "sh", "-c", wait);
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
