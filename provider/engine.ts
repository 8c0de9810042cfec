import { connect } from "node:net";
import { closeSessions } from "./host";

const everyMs = 5_000;
/** One refusal may be a moment's; a second one is nobody. */
const enough = 2;
let watched = false;

/**
 * Ends this process once its engine is gone: an engine that was killed tells nobody, and its providers and their
 * connections would stay for good. What runs on hosts goes on to its end first.
 */
export function endWithEngine(): void {
    const address = engineAddress(process.argv);
    if (watched || !address) return;
    watched = true;
    let refusals = 0;
    const timer = setInterval(async () => {
        refusals = (await refuses(address)) ? refusals + 1 : 0;
        if (refusals < enough) return;
        clearInterval(timer);
        await closeSessions();
        process.exit();
    }, everyMs);
    timer.unref();
}

interface Address {
    readonly host: string;
    readonly port: number;
}

/** Where the engine listens, for as long as it lives: Pulumi starts the dynamic-provider process with it, behind options. */
export function engineAddress([, script = "", ...args]: readonly string[]): Address | undefined {
    if (!script.includes("dynamic-provider")) return undefined;
    const [, host, port] = args.map((arg) => /^([\w.]+):(\d+)$/.exec(arg)).find((found) => found !== null) ?? [];
    return host === undefined ? undefined : { host, port: Number(port) };
}

/** Whether nobody listens there. Who does not answer in time may only be slow. */
export const refuses = ({ host, port }: Address): Promise<boolean> =>
    new Promise((resolve) => {
        const socket = connect({ host, port, timeout: everyMs - 1_000 });
        const tell = (refused: boolean) => {
            socket.destroy();
            resolve(refused);
        };
        socket.unref();
        socket.on("connect", () => tell(false));
        socket.on("timeout", () => tell(false));
        socket.on("error", ({ code }: NodeJS.ErrnoException) => tell(code === "ECONNREFUSED"));
    });
