import { createConnection, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Relay, type RelayOptions, startRelay } from "../../lab";

let echo: Server;
let relay: Relay;

beforeEach(async () => {
    echo = createServer({ allowHalfOpen: true }, (socket) => socket.on("error", () => {}).pipe(socket));
    await new Promise<void>((resolve) => echo.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
    await relay.close();
    echo.close();
});

async function start(options: Omit<RelayOptions, "host" | "port"> = {}): Promise<void> {
    const address = echo.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    relay = await startRelay({ host: "127.0.0.1", port: address.port, ...options });
}

/** A connection through the relay, what came back so far, and its end. */
function dial(): {
    socket: Socket;
    received: () => string;
    closed: Promise<void>;
    until: (text: string) => Promise<void>;
} {
    const socket = createConnection({ host: "127.0.0.1", port: relay.port });
    let received = "";
    socket.setEncoding("utf8").on("data", (data) => {
        received += data;
    });
    socket.on("error", () => {});
    const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
    const until = async (text: string) => {
        while (received !== text) await pause(2);
    };
    return { socket, received: () => received, closed, until };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("a relay", { timeout: 30_000 }, () => {
    it("passes bytes and ends unchanged, and counts", async () => {
        await start();
        const { socket, received, closed } = dial();
        const text = "x".repeat(300_000);
        socket.end(text);
        await closed;
        expect(received().length).toBe(text.length);
        expect(relay.counts).toEqual({ connections: 1, up: 300_000, down: 300_000 });
    });

    it("delays each direction, and a new connection by a round trip", async () => {
        await start({ delayMs: 25 });
        const { socket, until } = dial();
        const started = performance.now();
        socket.write("a");
        await until("a");
        const first = performance.now() - started;
        socket.write("b");
        await until("ab");
        const second = performance.now() - started - first;
        expect(first).toBeGreaterThanOrEqual(98);
        expect(second).toBeGreaterThanOrEqual(49);
        expect(second).toBeLessThan(90);
    });

    it("keeps the order of what it delays", async () => {
        await start({ delayMs: 5 });
        const { socket, until } = dial();
        const parts = Array.from({ length: 50 }, (_, index) => `${index};`);
        for (const part of parts) {
            socket.write(part);
            await pause(1);
        }
        await until(parts.join(""));
    });

    it("cuts after exactly that many bytes, once", async () => {
        await start({ cutAfterBytes: { down: 3 } });
        const first = dial();
        first.socket.write("abcdef");
        await first.closed;
        expect(first.received()).toBe("abc");
        const second = dial();
        second.socket.write("abcdef");
        await second.until("abcdef");
        relay.arm({ cutAfterBytes: { up: 2 } });
        second.socket.write("xyz");
        await second.closed;
        expect(relay.counts.up).toBe(6 + 6 + 2);
    });

    it("cuts all connections on demand and takes new ones", async () => {
        await start();
        const first = dial();
        first.socket.write("a");
        await first.until("a");
        relay.cut();
        await first.closed;
        const second = dial();
        second.socket.write("b");
        await second.until("b");
        expect(relay.counts.connections).toBe(2);
    });

    it("stalls without a word and resumes with nothing lost", async () => {
        await start({ stallAfterBytes: { up: 2 } });
        const { socket, received, until } = dial();
        socket.write("abcd");
        await pause(50);
        expect(["", "ab"]).toContain(received());
        expect(socket.closed).toBe(false);
        relay.resume();
        await until("abcd");
    });
});
