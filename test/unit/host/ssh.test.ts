import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Connection } from "../../../provider/host/connection";
import { connectionProblems } from "../../../provider/host/grammar";
import { sshArguments } from "../../../provider/host/ssh";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDl8c1nF6HcDSGvHFjRTS3TFhXJxJ2mPr1rDLbcJ9pQk";
const plain = { privateAgent: false, timeoutSeconds: 15 };
const args = (connection: Partial<Connection>, dial = plain) =>
    sshArguments({ name: "h", address: "a", ...connection }, dial);
/** What ssh itself makes of the arguments, without connecting. */
const effective = (connection: Partial<Connection>) =>
    execFileSync("ssh", ["-G", "-F", "/dev/null", ...args(connection)], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
    });

/** What must hold as `ssh -G` prints it, and what an ssh_config might say instead. */
const held: readonly [option: string, value: string, other: string][] = [
    ["BatchMode", "yes", "no"],
    ["ConnectTimeout", "15", "999"],
    ["ServerAliveInterval", "5", "0"],
    ["ServerAliveCountMax", "3", "99"],
    ["ControlMaster", "false", "auto"],
    ["ForwardAgent", "no", "yes"],
    ["ForwardX11", "no", "yes"],
    ["ClearAllForwardings", "yes", "no"],
    ["PermitLocalCommand", "no", "yes"],
    ["RequestTTY", "false", "force"],
    ["UpdateHostKeys", "false", "yes"],
    ["LogLevel", "INFO", "QUIET"],
    ["StrictHostKeyChecking", "true", "no"],
    ["UserKnownHostsFile", "/dev/null", "/etc/hosts"],
    ["GlobalKnownHostsFile", "/dev/null", "/etc/hosts"],
    ["VerifyHostKeyDNS", "false", "yes"],
    ["CheckHostIP", "no", "yes"],
    ["EscapeChar", "none", "~"],
    ["SessionType", "default", "none"],
    ["StdinNull", "no", "yes"],
    ["ForkAfterAuthentication", "no", "yes"],
    ["Tunnel", "false", "yes"],
    ["VisualHostKey", "no", "yes"],
    ["AddKeysToAgent", "false", "yes"],
    ["ConnectionAttempts", "1", "9"],
    ["NoHostAuthenticationForLocalhost", "no", "yes"],
];

describe("the arguments of ssh", () => {
    it.each<[string, Partial<Connection>, string]>([
        ["port", { port: 2222 }, "-p 2222"],
        ["user", { user: "ops" }, "-l ops"],
        ["identity", { identityFile: "/k" }, "-o IdentitiesOnly=yes -i /k"],
        ["jump", { proxyJump: "j1,ops@j2:23" }, "-J j1,ops@j2:23"],
        ["config", { sshConfigFile: "/c" }, "-F /c"],
        ["agent", { agentSocketPath: "/s" }, "-o IdentityAgent=SSH_AUTH_SOCK"],
        ["strict", {}, "-o StrictHostKeyChecking=yes"],
        ["new keys by choice", { acceptNewHostKey: true }, "-o StrictHostKeyChecking=accept-new"],
        [
            "pinned key",
            { hostKey: `${key} me@there`, acceptNewHostKey: true },
            `-o KnownHostsCommand=/usr/bin/env echo %H ${key} -F`,
        ],
    ])("%s", (_, connection, expected) => {
        expect(args({ sshConfigFile: "/c", ...connection }).join(" ")).toContain(expected);
    });

    it("end with the host and one command after a double dash", () => {
        const all = args({ address: "host1", user: "ops", port: 1, proxyJump: "j" });
        expect(all.slice(-3)).toEqual(["--", "host1", expect.stringMatching(/^sh -c '[^'\\!"]*'$/)]);
    });

    it("use only the key of the private agent, where there is one", () => {
        const all = args({}, { ...plain, privateAgent: true }).join(" ");
        expect(all).toContain("-o IdentityAgent=SSH_AUTH_SOCK -o IdentitiesOnly=no -o IdentityFile=none");
    });

    it("are understood by ssh, and what must hold holds", () => {
        const told = effective({ user: "ops", hostKey: key });
        const off = /^(forwardagent|forwardx11|controlmaster|permitlocalcommand|updatehostkeys) (no|false)$/gm;
        expect(told.match(off)).toHaveLength(5);
        expect(told).toMatch(/^batchmode yes$/m);
        expect(told).toMatch(/^stricthostkeychecking (yes|true)$/m);
        expect(told).toMatch(/^requesttty (no|false)$/m);
    });

    it("win over an ssh_config that says the opposite", () => {
        const file = join(mkdtempSync(join(tmpdir(), "hostnet-ssh-")), "config");
        onTestFinished(() => rmSync(dirname(file), { recursive: true }));
        const lines = held.map(([option, , other]) => `    ${option} ${other}\n`);
        writeFileSync(
            file,
            `Host *\n${lines.join("")}    RemoteCommand reboot\n    LocalForward 9999 localhost:9999\n`,
        );
        const told = effective({ sshConfigFile: file, hostKey: key });
        for (const [option, value] of held)
            expect(told, option).toMatch(new RegExp(`^${option.toLowerCase()} ${value}$`, "m"));
        expect(told).not.toMatch(/^controlpath |^localforward |^remotecommand /m);
        expect(args({ sshConfigFile: file }).indexOf("ControlPath=none")).toBeGreaterThan(0);
    });
});

const hostile = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc
        .tuple(
            fc.constantFrom(
                "-oProxyCommand=",
                "$(",
                "`",
                ";",
                "'",
                '"',
                "|",
                "&",
                "\n",
                " ",
                "a;",
                "x$(",
                "\\",
                "%h;",
                "-",
            ),
            fc.string(),
        )
        .map((parts) => parts.join("")),
);
const shellCharacters = /[\s;&|<>()$`\\"'*?[\]#~=!{}\p{Cc}]/u;

describe("hostile values", () => {
    it.each(["address", "user", "name"] as const)(
        "%s never is an option nor means something to a shell",
        (property) => {
            fc.assert(
                fc.property(hostile, (value) => {
                    const refused = connectionProblems({ name: "h", address: "a", [property]: value }).length > 0;
                    return refused || (!value.startsWith("-") && !shellCharacters.test(value) && value !== "");
                }),
                { numRuns: 2000 },
            );
        },
    );

    it.each(["-oProxyCommand=touch /tmp/x", "a b", "a;b", "$(id)", "a@b", "", ".a", "ssh://a", "a/b", "a\n"])(
        "address %j is refused",
        (address) => expect(connectionProblems({ name: "h", address })).toMatchObject([{ property: "address" }]),
    );
    it.each(["a", "10.0.0.1", "host-1.example.org", "fe80::1%eth0", "2001:db8::1", "::1", "my_alias"])(
        "address %j is taken",
        (address) => expect(connectionProblems({ name: "h", address })).toEqual([]),
    );

    it.each<Partial<Connection>>([
        { port: 0 },
        { port: 65536 },
        { port: 1.5 },
        { hostKey: "ssh-ed25519" },
        { hostKey: `${key}\nother` },
        { hostKey: `${key} %h\u0000` },
        { hostKey: "ssh-ed25519 AAAA$(id)" },
        { proxyJump: "-oProxyCommand=x" },
        { proxyJump: "a,-b" },
        { proxyJump: "a b" },
        { identityFile: "-i" },
        { sshConfigFile: "a\nb" },
        // ssh hands it to a shell where there is a jump host.
        { sshConfigFile: "a b" },
        { sshConfigFile: "a;id" },
        { sshConfigFile: "$(id)" },
        { connectTimeoutSeconds: 0 },
        { operationTimeoutSeconds: 1.5 },
    ])("%j is refused", (connection) => {
        expect(connectionProblems({ name: "h", address: "a", ...connection })).toMatchObject([
            { property: Object.keys(connection)[0], rule: expect.any(String) },
        ]);
    });

    it("an address is needed for ssh only", () => {
        expect(connectionProblems({ name: "h" })).toMatchObject([{ property: "address" }]);
        expect(connectionProblems({ name: "h", transport: "local" })).toEqual([]);
    });
});
