import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type Lab, labDown, labUp, startRelay } from "../../lab";
import { closeSessions, connectionsOpened, type Session, sessionFor } from "../../provider/host";

const NAME = "test-session";
let lab: Lab;
let count = 0;

/** A session of its own, because its name is. */
const open = (host: string, more: object = {}): Session =>
    sessionFor({ name: `${host}-${count++}`, address: host, sshConfigFile: lab.sshConfig, ...more });
const now = async (host: string, command: string) => (await lab.exec(host, command)).stdout.trim();
/** How many processes there are with exactly these arguments. */
const running = async (host: string, args: string) => Number(await now(host, `ps -e -o args= | grep -cxE '${args}'`));

beforeAll(async () => {
    lab = await labUp({
        name: NAME,
        hosts: 2,
        awkward: { host2: { sshdOptions: ["MaxSessions 1"] } },
    });
}, 30_000);

afterAll(async () => {
    await closeSessions();
    await labDown(NAME);
});

describe("a session", { timeout: 30_000 }, () => {
    it.each(["host1", "host2"])("answers a hundred operations in order over one connection: %s", async (host) => {
        const before = connectionsOpened;
        const session = open(host);
        const order: number[] = [];
        const answers = await Promise.all(
            Array.from({ length: 100 }, async (_, i) => {
                const answer = await session.run(`echo ${i}; exit ${i}`, { lock: i % 3 > 0 });
                order.push(i);
                return answer;
            }),
        );
        expect(answers).toMatchObject(answers.map((_, i) => ({ output: String(i), status: i, overdue: false })));
        expect(order).toEqual(answers.map((_, i) => i));
        expect(connectionsOpened - before).toBe(1);
        expect(session.roundTrips).toBe(100);
        expect(await running(host, "sshd: root@notty")).toBe(1);
    });

    it("is the same for the same way to a host, and another for another", () => {
        const way = { name: "h", address: "a" };
        expect(sessionFor(way)).toBe(sessionFor({ address: "a", name: "h", port: undefined }));
        expect(sessionFor(way)).not.toBe(sessionFor({ ...way, port: 23 }));
        expect(sessionFor(way)).not.toBe(sessionFor(way, { privateKey: "x" }));
        expect(sessionFor(way, { hosts: { h: { address: "b" } } })).toBe(sessionFor({ ...way, address: "b" }));
        expect(sessionFor(way, { hosts: { other: { address: "b" } } })).toBe(sessionFor(way));
    });

    it("opens nothing before it is used, and a new connection after it was closed", async () => {
        const before = connectionsOpened;
        const session = open("host1");
        expect(connectionsOpened).toBe(before);
        await session.run(":");
        await session.close();
        expect((await session.run("echo again")).output).toBe("again");
        expect(connectionsOpened).toBe(before + 2);
    });

    it("has operations on their way together: a burst takes little more than one round trip", async () => {
        const [host] = lab.hosts;
        const relay = await startRelay({ host: host?.address ?? "", delayMs: 100 });
        onTestFinished(() => relay.close());
        const { identityFile } = lab;
        const way = { address: "127.0.0.1", port: relay.port, hostKey: host?.hostKey, user: "root", identityFile };
        const session = sessionFor({ name: "far", ...way });
        await session.run(":");
        const begun = Date.now();
        await Promise.all(Array.from({ length: 12 }, () => session.run(":")));
        expect(Date.now() - begun).toBeLessThan(1200);
        await session.close();
    });

    it("carries a large answer and a large script", async () => {
        const session = open("host1");
        const large = "0123456789abcde\n".repeat(30_000);
        expect((await session.run("seq 200000")).output).toHaveLength(1_288_894);
        expect((await session.run(`cat <<'E'\n${large}E`)).output).toBe(large.trimEnd());
        await expect(session.run("a\0b")).rejects.toThrow("NUL");
    });

    it("ends an answer that does not end, and goes on with the next one", async () => {
        const session = open("host1");
        const flood = "dd if=/dev/zero bs=1M count=40 2>/dev/null | tr '\\0' x";
        await expect(session.run(flood)).rejects.toThrow(
            /host host1-\d+ was lost \(one operation printed more than 8 MiB\)/,
        );
        expect((await session.run("echo next")).output).toBe("next");
    });

    it("works without ssh, on this machine", async () => {
        const session = sessionFor({ name: "here", transport: "local" });
        expect(await session.run("id -u")).toMatchObject({ output: "0", status: 0 });
    });

    it("leaves nothing on the host", async () => {
        const files = "ls -A /run /tmp /dev/shm";
        // The sessions of the tests before have the lock's file there.
        await closeSessions();
        await expect.poll(() => running("host2", "sh|sshd: root@notty")).toBe(0);
        const before = await now("host2", files);
        await open("host2").run(":");
        expect(await running("host2", "sleep 4")).toBeGreaterThan(0);
        await closeSessions();
        await expect.poll(() => running("host2", "sleep 4|sh|sshd: root@notty")).toBe(0);
        expect(await now("host2", files)).toBe(before);
    });
});

describe("the deadline", { timeout: 40_000 }, () => {
    it("stops a stuck script and its children, after its trap has cleaned up", async () => {
        const session = open("host1", { operationTimeoutSeconds: 2 });
        const begun = Date.now();
        const script = "trap 'echo undone; exit 9' TERM; echo begun; sleep 1; (sleep 77 & sleep 77)";
        const [stuck, next] = await Promise.all([session.run(script), session.run("echo next")]);
        expect(stuck).toMatchObject({
            output: expect.stringMatching(/^begun\n(.*\n)*undone$/),
            status: 9,
            overdue: true,
        });
        expect(next).toMatchObject({ output: "next", overdue: false });
        expect(Date.now() - begun).toBeLessThan(5000);
        expect(await running("host1", "sleep 77")).toBe(0);
    });

    it("kills what does not want to stop, 10 seconds later", async () => {
        const session = open("host1", { operationTimeoutSeconds: 1 });
        const other = open("host1");
        const stuck = session.run("trap '' TERM; sleep 78; sleep 78");
        await expect.poll(() => running("host1", "sleep 78")).toBe(1);
        const waiting = other.run("echo free");
        expect(await stuck).toMatchObject({ status: 137, overdue: true });
        expect(await waiting).toMatchObject({ output: "free" });
        expect(await running("host1", "sleep 78")).toBe(0);
    });
});

describe("the host's lock", { timeout: 30_000 }, () => {
    const enter = "mkdir /run/inside || exit 1; sleep 0.02; rmdir /run/inside";

    it("lets one in at a time, from two sessions", async () => {
        const sessions = [open("host1"), open("host1")];
        const runs = sessions.flatMap((session) => Array.from({ length: 30 }, () => session.run(enter)));
        expect((await Promise.all(runs)).map(({ status }) => status)).toEqual(runs.map(() => 0));
    });

    it("is not waited for by who only looks", async () => {
        const [holder, looker] = [open("host1"), open("host1")];
        const held = holder.run("sleep 2; echo held");
        await expect.poll(() => running("host1", "sleep 2")).toBe(1);
        const begun = Date.now();
        expect((await looker.run("echo seen", { lock: false })).output).toBe("seen");
        expect(Date.now() - begun).toBeLessThan(1500);
        expect((await held).output).toBe("held");
    });

    it("says who has it when it cannot be had", async () => {
        const [holder, waiter] = [open("host1"), open("host1", { operationTimeoutSeconds: 2 })];
        for (const session of [holder, waiter]) await session.run(":");
        const held = holder.run("sleep 5");
        await expect.poll(() => running("host1", "sleep 5")).toBe(1);
        await expect(waiter.run("touch /run/ran")).rejects.toMatchObject({
            reason: "locked",
            message: expect.stringMatching(
                /another hostnet operation holds its lock, since [23] s \(process \d+ there\)/,
            ),
        });
        expect(existsSync(`${lab.hosts[0]?.root}/run/ran`)).toBe(false);
        await held;
        expect((await waiter.run("echo mine")).output).toBe("mine");
    });

    it("is not kept from others by who has always more to do", async () => {
        const [busy, other] = [open("host1"), open("host1")];
        await other.run(":");
        const ended: string[] = [];
        const note = (name: string) => () => ended.push(name);
        const burst = Array.from({ length: 100 }, () => busy.run("sleep 0.05").then(note("busy")));
        await burst[0];
        await Promise.all([other.run(":").then(note("other")), ...burst]);
        // The lock is let go once a second; who waits for it may miss one of these moments on a busy machine, not each.
        expect(ended.indexOf("other")).toBeLessThan(burst.length);
    });

    it("is let go soon after the last operation", async () => {
        const session = open("host1");
        await session.run(":");
        await expect.poll(async () => (await lab.exec("host1", "flock -n /run/hostnet.lock true")).exitCode).toBe(0);
    });
});
