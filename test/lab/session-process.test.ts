import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, labDown, labUp } from "../../lab";
import { closeSessions, sessionFor } from "../../provider/host";

const NAME = "test-session-process";
const root = resolve(__dirname, "../..");
let lab: Lab;
let dir: string;

beforeAll(async () => {
    lab = await labUp({ name: NAME, hosts: 1 });
    dir = mkdtempSync(join(tmpdir(), "hostnet-process-"));
}, 30_000);

afterAll(async () => {
    await closeSessions();
    await labDown(NAME);
    rmSync(dir, { recursive: true });
});

/** A process of its own with one session, doing that. */
function client(body: string) {
    const file = join(dir, `${Math.random()}.ts`);
    const connection = JSON.stringify({ name: "host1", address: "host1", sshConfigFile: lab.sshConfig });
    writeFileSync(
        file,
        `import { sessionFor } from ${JSON.stringify(join(root, "provider/host"))};\nconst session = sessionFor(${connection});\n(async () => { ${body} })();\n`,
    );
    const child = spawn(process.execPath, [join(root, "node_modules/vite-node/vite-node.mjs"), file], {
        cwd: root,
        // A group of its own, as a shell gives one to what it runs in a terminal.
        detached: true,
        stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise<number | null>((done) => child.on("exit", done));
    const said = (text: string) =>
        new Promise<void>((done) => child.stdout.on("data", (chunk: Buffer) => chunk.includes(text) && done()));
    return { child, ended, said };
}

const inHost = async (args: string) => Number((await lab.exec("host1", `ps -e -o args= | grep -cxE '${args}'`)).stdout);
const ofMachine = () =>
    every((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8")).filter((line) => line.includes(lab.sshConfig));

/** What of each process can be read. */
const every = (read: (pid: string) => string): string[] =>
    readdirSync("/proc")
        .filter((entry) => /^\d+$/.test(entry))
        .flatMap((pid) => {
            try {
                return [read(pid)];
            } catch {
                return [];
            }
        });

describe("the process that has a session", { timeout: 30_000 }, () => {
    it("ends by itself when there is nothing to do, and ssh with it", async () => {
        const { ended, said } = client(`await session.run("sleep 0.3"); console.log("done", Date.now());`);
        await said("done");
        const begun = Date.now();
        expect(await ended).toBe(0);
        expect(Date.now() - begun).toBeLessThan(1500);
        await expect.poll(() => inHost("sh|sshd: root@notty|sleep 4")).toBe(0);
        expect(ofMachine()).toEqual([]);
    });

    it.each(["SIGKILL", "SIGINT"] as const)(
        "leaves a running operation to its end when it dies of %s",
        async (name) => {
            await lab.exec("host1", "rm -f /run/ended");
            const { child, ended } = client(
                `await session.run("sleep 1.5; echo x; touch /run/ended"); console.log("answered");`,
            );
            await expect.poll(() => inHost("sleep 1.5"), { timeout: 10_000 }).toBe(1);
            child.kill(name);
            await ended;
            await expect
                .poll(async () => (await lab.exec("host1", "ls /run/ended")).exitCode, { timeout: 4000 })
                .toBe(0);
            await expect.poll(() => inHost("sh|sshd: root@notty|sleep 4")).toBe(0);
            expect(ofMachine()).toEqual([]);
        },
    );

    it("keeps its connection when Ctrl-C is for all that runs in the terminal", async () => {
        const { child, ended, said } = client(
            `process.on("SIGINT", () => {}); console.log((await session.run("sleep 0.8; echo still there")).output);`,
        );
        const answered = said("still there");
        await expect.poll(() => inHost("sleep 0.8"), { timeout: 10_000, interval: 20 }).toBe(1);
        process.kill(-(child.pid as number), "SIGINT");
        await answered;
        expect(await ended).toBe(0);
    });

    it("shares the host with others by the lock", async () => {
        const body = `const all = Array.from({ length: 40 }, () => session.run("mkdir /run/inside || exit 1; sleep 0.01; rmdir /run/inside"));
            process.exitCode = (await Promise.all(all)).every(({ status }) => status === 0) ? 0 : 1;`;
        const clients = [client(body), client(body), client(body)];
        expect(await Promise.all(clients.map(({ ended }) => ended))).toEqual([0, 0, 0]);
    });

    it("shows a private key of the configuration to nobody", async () => {
        const privateKey = readFileSync(lab.identityFile, "utf8");
        const secret = privateKey.split("\n")[3] ?? "";
        expect(secret.length).toBeGreaterThan(30);
        writeFileSync(join(dir, "config"), `Host *\n    UserKnownHostsFile ${lab.knownHosts}\n    User root\n`);
        const address = lab.hosts[0]?.address;
        const session = sessionFor(
            { name: "secret", address, sshConfigFile: join(dir, "config") },
            { privateKey: privateKey.trimEnd() },
        );
        const looked: string[] = [];
        const answer = session.run("sleep 0.5; env");
        const end = Date.now() + 900;
        while (Date.now() < end) {
            looked.push(
                ...every(
                    (pid) =>
                        readFileSync(`/proc/${pid}/cmdline`, "utf8") + readFileSync(`/proc/${pid}/environ`, "latin1"),
                ),
            );
            looked.push(...recentFiles(tmpdir(), end - 60_000));
            await new Promise((next) => setTimeout(next, 20));
        }
        const { output } = await answer;
        expect(looked.some((text) => text.includes(join(dir, "config")))).toBe(true);
        expect([...looked, output].filter((text) => text.includes(secret))).toEqual([]);
        await session.close();
        // The agent, which had it in memory, is gone as well.
        await expect
            .poll(() =>
                every((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8")).filter((line) =>
                    line.includes(join(dir, "config")),
                ),
            )
            .toEqual([]);
    });
});

/** The text of small files in a folder that were written lately; the lab's own key is in a folder of its own. */
function recentFiles(folder: string, since: number): string[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        try {
            if (entry.isDirectory()) return /^(ssh-|hostnet-process)/.test(entry.name) ? recentFiles(path, since) : [];
            const { mtimeMs, size } = statSync(path);
            return entry.isFile() && mtimeMs > since && size < 1_000_000 ? [readFileSync(path, "utf8")] : [];
        } catch {
            return [];
        }
    });
}
