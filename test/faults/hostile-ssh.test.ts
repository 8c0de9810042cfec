import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, labDown, labUp } from "../../lab";
import { type Connection, connectionProblems } from "../../provider/host";
import { startSsh } from "../../provider/host/ssh";
import { attacks } from "./hostile/odd-values";
import { seed } from "./random";
import { tally } from "./tally";

// Every text of a connection that its grammar takes goes to a real ssh, which has parsers, tokens and a shell of its own.
const name = "faults-hostile-ssh";
/** Without a slash, so that it can be part of a file's name. */
const canary = "$HOSTNET_CANARY";
let lab: Lab;
let folder: string;
let made: string;

beforeAll(async () => {
    lab = await labUp({ name, hosts: 1 });
    folder = mkdtempSync(join(tmpdir(), "pulumi-hostnet-hostile-"));
    made = join(folder, "canary");
    process.env.HOSTNET_CANARY = made;
    writeFileSync(join(folder, "asking"), "Host *\n  ProxyCommand : %h %n %r %p\n");
}, 60_000);
afterAll(async () => {
    delete process.env.HOSTNET_CANARY;
    await labDown(name);
    rmSync(folder, { recursive: true, force: true });
});

const fields = ["address", "user", "proxyJump", "identityFile", "agentSocketPath", "hostKey", "sshConfigFile"] as const;

/** A connection that works, but for one field. Who is reached, and as whom, goes through a command of the user's own ssh_config. */
function withField(field: keyof Connection, value: string, jump: boolean): Connection {
    const [host] = lab.hosts;
    if (!host) throw new Error("the lab has no host");
    const { address, user, hostKey } = host;
    const works = { name: "host1", address, user, hostKey, identityFile: lab.identityFile };
    const asked = field === "address" || field === "user" ? { sshConfigFile: join(folder, "asking") } : {};
    // Nobody is there to jump over, but a second ssh is started by the first, by way of a shell.
    return { ...works, ...asked, ...(jump && { proxyJump: "ops@127.0.0.1:1" }), [field]: value };
}

/** Lets ssh do with a connection what it does. */
async function connect(connection: Connection): Promise<void> {
    const ssh = await startSsh(connection, 2);
    ssh.stdout.resume();
    ssh.stderr.resume();
    ssh.stdin.end();
    await ssh.ended;
}

/** A file of that name, as ssh would want it, where the file system takes the name. */
function withFile(field: string, text: string): string {
    if (!["identityFile", "sshConfigFile"].includes(field) || /[\0/]/.test(text) || text.length > 200) return text;
    const path = join(folder, text || "empty");
    if (text !== "." && text !== "..") writeFileSync(path, "", { mode: 0o600 });
    return path;
}

describe(`a connection with hostile texts (seed ${seed})`, { timeout: 300_000 }, () => {
    it.each(fields)("in %s is refused before anything is started, or ssh takes it for data", async (field) => {
        const usual = { name: "h", address: "127.0.0.1", user: "root", proxyJump: "ops@127.0.0.1:1" } as Record<
            string,
            string
        >;
        const texts = attacks(canary).flatMap((text) => [
            `${usual[field] ?? "x"}${text}`,
            ...(process.env.HOSTNET_SOAK ? [text] : []),
        ]);
        // Those that ssh goes on with take a whole connection each.
        const dear = !process.env.HOSTNET_SOAK && (field === "identityFile" || field === "agentSocketPath");
        const some = texts.filter((_, index) => !dear || index % 4 === seed % 4);
        const jumps = field === "sshConfigFile" ? [true] : field === "identityFile" ? [true, false] : [false];
        const all = some.flatMap((text) => jumps.map((jump) => withField(field, withFile(field, text), jump)));
        const taken = all.filter((connection) => connectionProblems(connection).length === 0);
        const started: string[] = [];
        const queue = [...taken];
        const worker = async () => {
            for (let connection = queue.pop(); connection; connection = queue.pop()) {
                await connect(connection);
                if (!existsSync(made)) continue;
                started.push(JSON.stringify(connection[field]));
                rmSync(made);
            }
        };
        await Promise.all(Array.from({ length: 4 }, worker));
        tally("hostile texts in connections, to a real ssh", {
            injected: all.length,
            met: taken.length,
            lost: started.length,
        });
        expect(started).toEqual([]);
        const { stdout } = await lab.exec("host1", "ls -d /run/canary* 2>/dev/null; :");
        expect(stdout).toBe("");
    });
});
