import { createConnection, createServer, type Socket } from "node:net";

type Direction = "up" | "down";

/** Bytes a direction may still pass before something happens; `up` is towards the host. */
export type Limits = Partial<Record<Direction, number>>;

export interface RelayOptions {
    /** Where to relay to. */
    host: string;
    /** Default 22. */
    port?: number;
    /** Delay of each direction, that is half the round trip. Default 0. */
    delayMs?: number;
    cutAfterBytes?: Limits;
    stallAfterBytes?: Limits;
}

export interface Relay {
    /** On 127.0.0.1. */
    port: number;
    /** Over all connections. */
    counts: { connections: number; up: number; down: number };
    /** Ends every connection abruptly; new ones are taken. */
    cut(): void;
    /** Nothing passes any more and nobody is told, as when a cable is pulled. */
    stall(): void;
    /** What was held back goes on its way. */
    resume(): void;
    /** Cuts or stalls once that many more bytes have passed; each limit acts once. */
    arm(limits: { cutAfterBytes?: Limits; stallAfterBytes?: Limits }): void;
    close(): Promise<void>;
}

/** A TCP relay that delays, cuts and stalls, for the connections that real networks have. */
export function startRelay(options: RelayOptions): Promise<Relay> {
    const { host, port = 22, delayMs = 0 } = options;
    const counts = { connections: 0, up: 0, down: 0 };
    const sockets = new Set<Socket>();
    let cutAt: Limits = {};
    let stallAt: Limits = {};
    let stalled = false;
    let held: (() => void)[] = [];

    const after = (ms: number, action: () => void) => (ms > 0 ? setTimeout(action, ms) : action());
    const whenOpen = (action: () => void) => (stalled ? held.push(action) : action());
    const cut = () => {
        for (const socket of sockets) socket.destroy();
    };
    const arm: Relay["arm"] = ({ cutAfterBytes = {}, stallAfterBytes = {} }) => {
        cutAt = absolute(counts, cutAfterBytes);
        stallAt = absolute(counts, stallAfterBytes);
    };

    const pass = (direction: Direction, data: Buffer, to: Socket): void => {
        const stops = [cutAt[direction], stallAt[direction]].filter((stop) => stop !== undefined);
        const room = Math.min(...stops, Number.POSITIVE_INFINITY) - counts[direction];
        const part = data.subarray(0, Math.max(0, Math.min(room, data.length)));
        counts[direction] += part.length;
        const cutNow = counts[direction] === cutAt[direction];
        if (counts[direction] === stallAt[direction]) {
            stallAt = { ...stallAt, [direction]: undefined };
            stalled = true;
        }
        if (cutNow) cutAt = { ...cutAt, [direction]: undefined };
        // What is passed before a cut arrives; the rest of it never does.
        to.write(part, () => cutNow && cut());
        const rest = data.subarray(part.length);
        if (rest.length > 0 && !cutNow) whenOpen(() => pass(direction, rest, to));
    };
    const join = (from: Socket, to: Socket, direction: Direction): void => {
        from.on("data", (data) => after(delayMs, () => whenOpen(() => to.writable && pass(direction, data, to))));
        from.on("end", () => after(delayMs, () => whenOpen(() => to.end())));
        from.on("error", () => to.destroy());
        from.on("close", (broken) => {
            sockets.delete(from);
            if (broken) to.destroy();
        });
    };

    const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true }, (client) => {
        counts.connections++;
        sockets.add(client);
        client.on("error", () => client.destroy());
        // Setting up a connection takes a round trip too.
        after(2 * delayMs, () => {
            if (client.destroyed) return;
            const target = createConnection({ host, port, allowHalfOpen: true, noDelay: true });
            sockets.add(target);
            join(client, target, "up");
            join(target, client, "down");
            client.resume();
        });
    });
    arm(options);
    return new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            if (address === null || typeof address === "string") return reject(new Error("the relay has no port"));
            resolve({
                port: address.port,
                counts,
                cut,
                arm,
                stall: () => {
                    stalled = true;
                },
                resume: () => {
                    stalled = false;
                    const waiting = held;
                    held = [];
                    for (const action of waiting) whenOpen(action);
                },
                close: () => {
                    cut();
                    return new Promise((closed) => server.close(() => closed()));
                },
            });
        });
    });
}

function absolute(counts: Record<Direction, number>, limits: Limits): Limits {
    const at = (direction: Direction) => {
        const limit = limits[direction];
        return limit === undefined ? undefined : counts[direction] + limit;
    };
    return { up: at("up"), down: at("down") };
}
