import { randomBytes } from "node:crypto";
import { gather } from "./gather";
import type { Exit, Process } from "./process";
import { type Frame, opening, operation, type Reply, release, reply } from "./protocol";

/** A shell that is no more, and what was said on the way. */
export interface Ending extends Exit {
    readonly stderr: string;
    /** What arrived on standard output before the shell was ready. */
    readonly noise: string;
    /** We ended it, because nothing came for too long. */
    readonly silent: boolean;
    /** We ended it, because more came than anybody could have asked for. */
    readonly flooded: boolean;
}

/** A shell of a host that takes operations. */
export interface Shell {
    /** Resolves with `undefined` if the shell ended before its reply. */
    ask(frame: Omit<Frame, "mark">, patienceSeconds: number): Promise<Reply | undefined>;
    /** Lets others have the host's lock. */
    release(): void;
    /** No more operations: it ends after the last one. */
    end(): void;
    kill(): void;
    readonly ended: Promise<Ending>;
    /** What was said on standard error so far. */
    said(): string;
}

interface Asked {
    readonly mark: string;
    readonly patienceSeconds: number;
    resolve(reply: Reply | undefined): void;
}

const keptOfStderr = 4096;
const keptOfNoise = 1024;
/** The largest look, of a host with ten thousand entries, has one. */
export const mostMegabytes = 8;

const newMark = () => `hostnet-${randomBytes(12).toString("hex")}`;

/** Opens the conversation with a shell; resolves when it is ready for operations, or with why it is not. */
export function openShell(
    process: Process,
    prelude: string,
    limitSeconds: number,
    patienceSeconds: number,
): Promise<Shell | Ending> {
    const { stdin, stdout, stderr } = process;
    const hello = newMark();
    const asked: Asked[] = [];
    let said = Buffer.alloc(0);
    const received = gather();
    let ready = false;
    let silent = false;
    let flooded = false;
    /** How far the end of the reply was looked for in vain. */
    let looked = 0;
    let fence: NodeJS.Timeout | undefined;

    const expect = (seconds: number | undefined) => {
        clearTimeout(fence);
        process.hold(seconds !== undefined);
        if (seconds === undefined) return;
        fence = setTimeout(giveUp, seconds * 1000);
        fence.unref();
    };
    const settleAll = () => {
        for (const each of asked.splice(0)) each.resolve(undefined);
    };
    const giveUp = () => {
        silent = !flooded;
        process.kill();
        settleAll();
    };
    const takeReplies = () => {
        for (let first = asked[0]; first; first = asked[0]) {
            const got = reply(received.all(), first.mark, looked);
            looked = got ? 0 : received.all().length;
            if (!got) return;
            received.drop(got.end);
            asked.shift();
            first.resolve(got.reply);
            expect(asked[0]?.patienceSeconds);
        }
        received.drop(received.all().length);
    };
    stderr.on("data", (chunk: Buffer) => {
        said = Buffer.concat([said, chunk]).subarray(-keptOfStderr);
    });
    const ended = process.ended.then((exit): Ending => {
        expect(undefined);
        settleAll();
        const noise = received.all().toString("utf8", 0, keptOfNoise);
        return { ...exit, silent, flooded, stderr: said.toString(), noise };
    });
    const shell: Shell = {
        ask: (frame, seconds) =>
            new Promise((resolve) => {
                const mark = newMark();
                if (asked.push({ mark, patienceSeconds: seconds, resolve }) === 1) expect(seconds);
                stdin.write(operation({ ...frame, mark }));
            }),
        release: () => stdin.write(release),
        end: () => stdin.end(),
        kill: process.kill,
        ended,
        said: () => said.toString(),
    };
    stdin.write(opening(hello, limitSeconds, prelude));
    expect(patienceSeconds);
    return new Promise((resolve) => {
        stdout.on("data", (chunk: Buffer) => {
            if (flooded) return;
            received.add(chunk);
            if (ready) takeReplies();
            flooded = received.all().length > mostMegabytes * 2 ** 20;
            if (flooded) return giveUp();
            if (ready) return;
            const line = `\n${hello} ready\n`;
            const at = received.all().indexOf(line, Math.max(0, looked - line.length));
            looked = at < 0 ? received.all().length : 0;
            if (at < 0) return;
            ready = true;
            received.drop(at + line.length);
            expect(undefined);
            resolve(shell);
        });
        ended.then(resolve);
    });
}
