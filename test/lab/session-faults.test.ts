import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dropSessions, freeze, type Lab, labDown, labUp, startRelay, startSshd, stopSshd, thaw } from "../../lab";
import { AnswerLost, closeSessions, connectionsOpened, sessionFor } from "../../provider/host";

const NAME = "test-session-faults";
let lab: Lab;
let count = 0;

const open = (host: string, more: object = {}) =>
    sessionFor({
        name: `${host}-${count++}`,
        address: host,
        sshConfigFile: lab.sshConfig,
        connectTimeoutSeconds: 5,
        ...more,
    });
const now = async (command: string) => (await lab.exec("host1", command)).stdout.trim();
const running = async (args: string) => Number(await now(`ps -e -o args= | grep -cxE '${args}'`));
/** The ssh processes of this machine to that host. */
const clients = (host: string) =>
    execFileSync("ps", ["-e", "-o", "pid=,args="], { encoding: "utf8" })
        .split("\n")
        .filter((line) => line.includes(lab.sshConfig) && line.includes(`-- ${host} sh -c`))
        .map((line) => Number.parseInt(line, 10));
const signal = (host: string, name: NodeJS.Signals) => {
    for (const pid of clients(host)) process.kill(pid, name);
};

beforeAll(async () => {
    lab = await labUp({ name: NAME, hosts: 1 });
}, 30_000);

afterAll(async () => {
    await closeSessions();
    await labDown(NAME);
});

describe("a connection that is lost", { timeout: 60_000 }, () => {
    it.each<[string, () => unknown]>([
        ["because ssh is killed", () => signal("host1", "SIGKILL")],
        ["because sshd is killed", () => dropSessions(lab, "host1")],
        [
            "because the host's shell is killed",
            () => now(`up() { ps -o ppid= -p "$1"; }; kill -KILL $(up $(up $(pgrep -xf 'sleep 4'))) 2>&1`),
        ],
    ])("%s: the script goes on to its end, and the next one comes after it", async (_, cut) => {
        await closeSessions();
        const session = open("host1");
        await session.run("rm -f /run/log");
        const script = (name: string) =>
            `echo begin ${name} >>/run/log; sleep 1; echo said; echo end ${name} >>/run/log`;
        const lost = session.run(script("a")).catch((error: unknown) => error);
        await expect.poll(() => now("cat /run/log")).toBe("begin a");
        await cut();
        expect(await lost).toBeInstanceOf(AnswerLost);
        const next = await session.run("cat /run/log");
        expect(next.output).toBe("begin a\nend a");
    });

    it("loses what was sent, and sends the rest anew in order", async () => {
        const session = open("host1");
        const before = connectionsOpened;
        await session.run("rm -f /run/log");
        const runs = Array.from({ length: 40 }, (_, i) => session.run(`echo ${i} >>/run/log; sleep 0.05; echo ${i}`));
        const settled = Promise.allSettled(runs);
        await expect.poll(() => now("wc -l </run/log").then(Number)).toBeGreaterThan(4);
        signal("host1", "SIGKILL");
        const results = await settled;
        const kinds = results.map(({ status }) => (status === "fulfilled" ? "." : "x")).join("");
        expect(kinds).toMatch(/^\.+x{1,16}\.+$/);
        // What was lost ran once or not at all: what the host had not begun when nobody listened was not begun.
        const ran = (await now("cat /run/log")).split("\n").map(Number);
        expect(ran).toEqual([...new Set(ran)].sort((a, b) => a - b));
        expect(ran).toEqual(
            expect.arrayContaining(results.flatMap(({ status }, i) => (status === "fulfilled" ? [i] : []))),
        );
        expect(ran.length - kinds.replaceAll("x", "").length).toBeLessThanOrEqual(3);
        expect(connectionsOpened - before).toBe(2);
    });

    it("is noticed when the network is silent, and does not keep others out", async () => {
        const host = lab.hosts[0];
        const relay = await startRelay({ host: host?.address ?? "" });
        const session = open("127.0.0.1", {
            port: relay.port,
            hostKey: host?.hostKey,
            user: "root",
            identityFile: lab.identityFile,
        });
        await session.run(":");
        relay.stall();
        const begun = Date.now();
        await expect(session.run("echo never arrives")).rejects.toThrow(/Timeout, server 127.0.0.1 not responding/);
        expect(Date.now() - begun).toBeLessThan(25_000);
        relay.resume();
        expect((await session.run("echo back")).output).toBe("back");
        await session.close();
        await relay.close();
    });

    it("is noticed when sshd stands still, and a new one is not waited for beyond its time", async () => {
        const session = open("host1", { connectTimeoutSeconds: 2 });
        await session.run(":");
        await freeze(lab, "host1");
        await expect(session.run(":")).rejects.toBeInstanceOf(AnswerLost);
        const begun = Date.now();
        await expect(session.run(":")).rejects.toMatchObject({ reason: "timeout" });
        expect(Date.now() - begun).toBeLessThan(3000);
        await thaw(lab, "host1");
    });

    it("does not keep the lock when its client fell silent", async () => {
        const silent = open("host1");
        await silent.run(":");
        // Before the client could let go of it.
        signal("host1", "SIGSTOP");
        expect((await lab.exec("host1", "flock -n /run/hostnet.lock true")).exitCode).not.toBe(0);
        const begun = Date.now();
        await lab.exec("host1", "flock /run/hostnet.lock true");
        expect(Date.now() - begun).toBeLessThan(15_000);
        signal("host1", "SIGCONT");
        // The first may still go to the shell that is no more.
        await expect.poll(() => silent.run("echo again").then(({ output }) => output, String)).toBe("again");
    });

    it("is tried again when sshd starts late, and nothing is left of it all", async () => {
        await stopSshd(lab, "host1");
        setTimeout(() => void startSshd(lab, "host1"), 150);
        expect((await open("host1").run("echo up")).output).toBe("up");
        await closeSessions();
        await expect.poll(() => clients("host1")).toEqual([]);
        await expect.poll(() => running("sh|sshd: root@notty|sleep 1"), { timeout: 5000 }).toBe(0);
    });
});
