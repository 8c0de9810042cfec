import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execaSync } from "execa";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Lab, labDown, labUp, rotateHostKey } from "../../lab";
import { type Connection, closeSessions, connectionsOpened, type Settings, sessionFor } from "../../provider/host";
import { literally } from "./literally";

const NAME = "test-login";
// What csh makes of words: no $(…), no 2>&1, and nothing of POSIX sh in it.
const csh = `#!/bin/sh
echo "csh noise"
[ "$1" = -c ] || exit 9
case $2 in "sh -c '"*"'") exec /bin/sh -c "$(printf %s "$2" | sed "s/^sh -c '//; s/'$//")" ;; *) echo "Badly placed ()'s." >&2; exit 1 ;; esac
`;
/** A sudo that waits for a finger or a telephone, unless it is told not to. */
const asking = `#!/bin/sh
[ "$1" = -n ] || sleep 60
echo "sudo: a password is required" >&2
exit 1
`;
let lab: Lab;
let dir: string;
let count = 0;

const open = (more: Partial<Connection>, settings?: Settings) =>
    sessionFor({ name: `h${count++}`, sshConfigFile: lab.sshConfig, connectTimeoutSeconds: 5, ...more }, settings);
const who = async (more: Partial<Connection>, settings?: Settings) => (await open(more, settings).run("id -un")).output;
/** Nothing of the lab's ssh_config: no key, no known_hosts. */
const bare = (more: Partial<Connection>) => ({ sshConfigFile: join(dir, "bare"), user: "root", ...more });
const host = (index: number) => {
    const found = lab.hosts[index - 1];
    if (!found) throw new Error(`no host${index}`);
    return found;
};

beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "hostnet-login-"));
    writeFileSync(
        join(dir, "bare"),
        `Host *\n    UserKnownHostsFile ${dir}/known_hosts\n    GlobalKnownHostsFile /dev/null\n`,
    );
    writeFileSync(join(dir, "known_hosts"), "");
    execaSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", join(dir, "other")]);
    const ops = (sudo: "nopasswd" | "password" | "none") => ({ user: { name: "ops", sudo } });
    lab = await labUp({
        name: NAME,
        hosts: 12,
        awkward: {
            host1: { noisyRc: "It's $(noisy) `here`" },
            host2: { shell: "/usr/bin/fish" },
            host3: { shell: "/usr/local/bin/csh", files: { "/usr/local/bin/csh": csh } },
            host4: ops("nopasswd"),
            host5: ops("password"),
            host6: { ...ops("none"), hide: ["sudo"] },
            host7: { sshdOptions: ["PasswordAuthentication yes", "PubkeyAuthentication no"] },
            host8: { shell: "/usr/sbin/nologin" },
            host9: { sshdOptions: ["MaxStartups 1:100:1"] },
            host10: { hide: ["flock"] },
            host11: { shell: "/usr/local/bin/waits", files: { "/usr/local/bin/waits": "#!/bin/sh\nsleep 60\n" } },
            host12: { ...ops("none"), files: { "/usr/local/bin/sudo": asking } },
        },
    });
}, 30_000);

afterAll(async () => {
    await closeSessions();
    await labDown(NAME);
    rmSync(dir, { recursive: true });
});

describe("logging in", { timeout: 30_000 }, () => {
    it.each([
        ["past a banner and noisy rc files", "host1"],
        ["where the login shell is fish", "host2"],
        ["where the login shell is like csh", "host3"],
        ["as a user with sudo", "host4"],
    ])("works %s", async (_, address) => {
        const session = open({ address });
        expect((await session.run("id -un; echo 'a  b' \"$PATH\"")).output).toBe(
            "root\na  b /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        );
    });

    it.each<[string, Partial<Connection>]>([
        ["sudo-wants-password", { address: "host5" }],
        ["sudo-wants-password", { address: "host12" }],
        ["timeout", { address: "host11", connectTimeoutSeconds: 1 }],
        ["no-sudo", { address: "host6" }],
        ["not-root", { address: "host4", sudo: false }],
        ["password-wanted", { address: "host7" }],
        ["no-shell", { address: "host8" }],
        ["no-flock", { address: "host10" }],
        ["refused-key", { address: "host1", user: "ghost" }],
        ["connection-refused", { address: "host1", port: 2222 }],
        ["unknown-name", { address: "no-such-host.invalid" }],
        ["invalid", { address: "-oProxyCommand=touch /tmp/hostnet-injected" }],
        ["ssh-client", { address: "host1", sshConfigFile: "/nonexistent" }],
        ["connection-refused", { address: "host2", proxyJump: "host1:2222" }],
        ["password-wanted", { address: "host2", proxyJump: "host7" }],
    ])("is refused with %s: %j", async (reason, connection) => {
        await expect(open(connection).run("touch /run/ran")).rejects.toMatchObject({ name: "HostError", reason });
    });

    it("checks host keys", async () => {
        const own = { identityFile: lab.identityFile };
        const { address, hostKey } = host(1);
        const refused = (reason: string) => expect.objectContaining({ reason });
        await expect(who(bare({ address, ...own }))).rejects.toEqual(refused("unknown-host-key"));
        expect(await who(bare({ address, ...own, hostKey }))).toBe("root");
        await expect(who(bare({ address, ...own, hostKey: host(2).hostKey }))).rejects.toEqual(
            refused("changed-host-key"),
        );
        expect(readFileSync(join(dir, "known_hosts"), "utf8")).toBe("");
        expect(await who(bare({ address, ...own, acceptNewHostKey: true }))).toBe("root");
        expect(await who(bare({ address, ...own }))).toBe("root");
        await rotateHostKey(lab, "host1");
        await expect(who(bare({ address, ...own, acceptNewHostKey: true }))).rejects.toEqual(
            refused("changed-host-key"),
        );
        expect(await who(bare({ address, ...own, hostKey: host(1).hostKey }))).toBe("root");
    });

    it("takes the key it is told", async () => {
        const { address, hostKey } = host(2);
        await expect(who(bare({ address, hostKey, identityFile: join(dir, "other") }))).rejects.toMatchObject({
            reason: "refused-key",
        });
        await expect(who(bare({ address, hostKey, identityFile: "/nonexistent" }))).rejects.toMatchObject({
            reason: "bad-key",
        });
        // The configuration's key is for those that name none.
        const privateKey = readFileSync(join(dir, "other"), "utf8");
        expect(await who(bare({ address, hostKey, identityFile: lab.identityFile }), { privateKey })).toBe("root");
        await expect(who(bare({ address, hostKey }), { privateKey })).rejects.toMatchObject({ reason: "refused-key" });
    });

    it("takes the key of the agent that it is told", async () => {
        const { address, hostKey } = host(2);
        const agentSocketPath = join(dir, "agent");
        const { stdout } = execaSync("ssh-agent", ["-s", "-a", agentSocketPath]);
        const env = { SSH_AUTH_SOCK: agentSocketPath, SSH_AGENT_PID: /SSH_AGENT_PID=(\d+)/.exec(stdout)?.[1] };
        try {
            await expect(who(bare({ address, hostKey, agentSocketPath }))).rejects.toMatchObject({
                reason: "refused-key",
            });
            execaSync("ssh-add", ["-q", lab.identityFile], { env });
            expect(await who(bare({ address, hostKey, agentSocketPath }))).toBe("root");
            // It comes before a key of the configuration.
            const privateKey = readFileSync(join(dir, "other"), "utf8");
            expect(await who(bare({ address, hostKey, agentSocketPath }), { privateKey })).toBe("root");
        } finally {
            execaSync("ssh-agent", ["-k"], { env });
        }
    });

    it("asks nobody, whichever program would", async () => {
        // The way to a jump host is an ssh of its own, which does not know that nobody is there.
        const asked = join(dir, "asked");
        writeFileSync(join(dir, "askpass"), `#!/bin/sh\ntouch ${asked}\n`, { mode: 0o755 });
        vi.stubEnv("SSH_ASKPASS", join(dir, "askpass"))
            .stubEnv("SSH_ASKPASS_REQUIRE", "force")
            .stubEnv("DISPLAY", ":9");
        const jump = open({ address: "host2", proxyJump: "host7" });
        await expect(jump.run(":")).rejects.toMatchObject({ reason: "password-wanted" });
        vi.unstubAllEnvs();
        expect(existsSync(asked)).toBe(false);
    });

    it("goes through a jump host, also with a key of the configuration", async () => {
        const through = await open({ address: "host2", proxyJump: "host3,host4" }).run("id -un; echo $SSH_CONNECTION");
        expect(through.output).toMatch(new RegExp(`^root\\n${host(4).address} `));
        writeFileSync(
            join(dir, "known_hosts"),
            lab.hosts.map(({ address, hostKey }) => `${address} ${hostKey}\n`).join(""),
        );
        const privateKey = readFileSync(lab.identityFile, "utf8").trimEnd();
        expect(
            await who(bare({ address: host(2).address, proxyJump: `root@${host(4).address}` }), { privateKey }),
        ).toBe("root");
    });

    it("tries again where sshd has too many at once, and says so in the end", async () => {
        const { address } = host(9);
        const silent = createConnection(22, address);
        await new Promise((resolve) => silent.once("data", resolve));
        await expect(open({ address: "host9", name: "busy" }).run(":")).rejects.toMatchObject({
            reason: "turned-away",
        });
        let before = connectionsOpened;
        // The pauses of five attempts take 1.5 s at least: never longer than one connect timeout altogether.
        await expect(open({ address: "host9", connectTimeoutSeconds: 1 }).run(":")).rejects.toMatchObject({
            reason: "turned-away",
        });
        expect(connectionsOpened - before).toBeLessThan(5);
        before = connectionsOpened;
        const answer = who({ address: "host9" });
        setTimeout(() => silent.destroy(), 300);
        expect(await answer).toBe("root");
        expect(connectionsOpened - before).toBeGreaterThan(1);
    });

    it("waits for a dead address once, whatever is asked of it", async () => {
        const dead = { name: "dead", address: `${lab.underlay}.250`, connectTimeoutSeconds: 1 };
        const begun = Date.now();
        const said = (await Promise.allSettled([1, 2, 3].map(() => open(dead).run(":")))).map((result) =>
            result.status === "rejected" ? String(result.reason.message) : "it answered",
        );
        const again = "Host dead: no connection, for the reason that another resource on it tells.";
        expect(said).toEqual([
            expect.stringMatching(new RegExp(String.raw`^Host dead \(${literally(lab.underlay)}\.250\): it cannot be`)),
            again,
            again,
        ]);
        await expect(open(dead).run(":")).rejects.toMatchObject({ reason: "unreachable", message: again });
        expect(Date.now() - begun).toBeLessThan(2000);
        await open(dead).close();
        await expect(open(dead).run(":")).rejects.toThrow(/it cannot be/);
    });
});
