import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execaSync } from "execa";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { freeze, type Lab, labDown, labUp, startSshd, stopSshd, thaw } from "../../lab";
import { type Connection, closeSessions, connectionsOpened, sessionFor } from "../../provider/host";

const NAME = "test-dial";
let lab: Lab;
let dir: string;
let count = 0;

const open = (more: Partial<Connection>) =>
    sessionFor({ name: `h${count++}`, sshConfigFile: lab.sshConfig, connectTimeoutSeconds: 20, ...more });
const who = async (more: Partial<Connection>) => (await open(more).run("id -un")).output;
const later = (action: () => unknown) => setTimeout(() => void action(), 2500);
/** The lab's ssh_config, with more for every host. */
const config = (name: string, ...lines: string[]) => {
    const file = join(dir, name);
    writeFileSync(
        file,
        `Host *\n${lines.map((line) => `    ${line}\n`).join("")}${readFileSync(lab.sshConfig, "utf8")}`,
    );
    return file;
};

beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "hostnet-dial-"));
    execaSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", join(dir, "other")]);
    lab = await labUp({
        name: NAME,
        hosts: 2,
        awkward: { host2: { user: { name: "ops", sudo: "nopasswd" } } },
    });
}, 30_000);

afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
});

afterAll(async () => {
    await closeSessions();
    await labDown(NAME);
    rmSync(dir, { recursive: true });
});

describe("what passes by itself is waited for", { timeout: 60_000 }, () => {
    it("a machine whose sshd starts late", async () => {
        const told = vi.spyOn(console, "log").mockImplementation(() => {});
        await stopSshd(lab, "host1");
        later(() => startSshd(lab, "host1"));
        expect(await who({ address: "host1", name: "late" })).toBe("root");
        expect(told.mock.calls.flat()).toEqual([
            "waiting up to 20 s for host late: the connection is refused, which may pass",
        ]);
    });

    it("a machine that admits no logins yet", async () => {
        await lab.exec("host2", "echo Back at noon. >/etc/nologin");
        const name = "closed";
        await expect(who({ address: "host2", name, connectTimeoutSeconds: 1 })).rejects.toMatchObject({
            reason: "no-login",
            message: expect.stringContaining("(Back at noon.)"),
        });
        later(() => lab.exec("host2", "rm /etc/nologin"));
        expect(await who({ address: "host2" })).toBe("root");
    });

    it("but not what stands still: that is told as what does not answer", async () => {
        await freeze(lab, "host1");
        try {
            const before = connectionsOpened;
            await expect(who({ address: "host1", connectTimeoutSeconds: 2 })).rejects.toMatchObject({
                reason: "timeout",
                message: expect.stringMatching(/: it does not answer: the connection is taken, .*frozen/),
            });
            expect(connectionsOpened).toBe(before + 1);
        } finally {
            await thaw(lab, "host1");
        }
    });
});

describe("the keys of ssh_config", { timeout: 60_000 }, () => {
    const other = () => join(dir, "other");

    it("are not tried instead of an identity file that is not there", async () => {
        await expect(who({ address: "host1", identityFile: join(dir, "none") })).rejects.toMatchObject({
            reason: "bad-key",
            message: expect.stringContaining(`the private key ${join(dir, "none")} cannot be read (ENOENT)`),
        });
    });

    it("are not taken instead of an identity file that the host refuses", async () => {
        await expect(open({ address: "host1", identityFile: other() }).run("touch /run/ran")).rejects.toMatchObject({
            reason: "refused-key",
            message: expect.stringContaining(`does not take the key ${other()}, but took ${lab.identityFile}`),
        });
        expect((await lab.exec("host1", "ls /run/ran")).exitCode).not.toBe(0);
        expect(await who({ address: "host1", identityFile: lab.identityFile })).toBe("root");
    });

    it("an identity file that ssh cannot load is told as one", async () => {
        const file = join(dir, "windows");
        writeFileSync(file, readFileSync(lab.identityFile, "utf8").replaceAll("\n", "\r\n"), { mode: 0o600 });
        const bare = join(dir, "bare");
        writeFileSync(bare, `Host *\n    UserKnownHostsFile ${lab.knownHosts}\n`);
        const way = { address: lab.hosts[0]?.address, user: "root", sshConfigFile: bare };
        await expect(who({ ...way, identityFile: file })).rejects.toMatchObject({
            reason: "bad-key",
            message: expect.stringMatching(/ssh cannot load the private key .*line ends of Unix/),
        });
        // As a secret of the configuration it is text, so it is put right.
        const privateKey = readFileSync(file, "utf8");
        const session = sessionFor({ name: `h${count++}`, ...way }, { privateKey });
        expect((await session.run("id -un")).output).toBe("root");
    });
});

describe("an ssh_config that makes something else of a session", { timeout: 60_000 }, () => {
    it.each([
        "SessionType none",
        "StdinNull yes",
        "ForkAfterAuthentication yes",
        "Tunnel yes",
        "VisualHostKey yes",
        "RequestTTY force",
        "RemoteCommand cat",
        "LogLevel DEBUG3",
        "ControlMaster auto",
    ])("%s does not", async (line) => {
        expect(await who({ address: "host1", sshConfigFile: config("odd", line) })).toBe("root");
    });

    it("and an ssh that does not know the options is asked without them", async () => {
        const ssh = execaSync("sh", ["-c", "command -v ssh"]).stdout;
        const refuse = `case "$*" in *SessionType*|*StdinNull*|*ForkAfter*|*LogVerbose*)
            for each; do case $each in SessionType=*|StdinNull=*|ForkAfter*|LogVerbose=*)
                echo "command-line: line 0: Bad configuration option: $(echo "\${each%%=*}" | tr A-Z a-z)" >&2; exit 255 ;; esac; done ;; esac`;
        writeFileSync(join(dir, "ssh"), `#!/bin/sh\n${refuse}\nexec ${ssh} "$@"\n`, { mode: 0o755 });
        vi.stubEnv("PATH", `${dir}:${process.env.PATH}`);
        expect(await who({ address: "host1", identityFile: lab.identityFile })).toBe("root");
        const before = connectionsOpened;
        expect(await who({ address: "host1" })).toBe("root");
        expect(connectionsOpened).toBe(before + 1);
    });
});
