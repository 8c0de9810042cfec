import type { Connection } from "./connection";
import { defaultConnectSeconds } from "./dial";
import { notRoot } from "./elevate";
import type { Reason } from "./errors";
import { keyNotLoaded } from "./private-agent";
import type { Ending } from "./shell";

export interface Explanation {
    readonly reason: Reason;
    /** What happened, and the way out. */
    readonly sentence: string;
    /** How often to try in all: more than once where nothing ran and it may go better in a moment. */
    readonly attempts: number;
}

interface Row {
    readonly reason: Reason;
    /** In what `ssh`, `sudo` or the shell said on standard error. */
    readonly said: RegExp;
    readonly attempts?: number;
    what(connection: Connection): string;
}

const pinned = ({ hostKey }: Connection) => (hostKey ? "the pinned hostKey" : "the key in known_hosts");
const account = ({ user }: Connection) => (user ? `user ${user}` : "its user");

/** First match wins. What a jump host says comes with "Connection closed" of the way through it, so that is last. */
const rows: readonly Row[] = [
    {
        reason: "unknown-name",
        said: /Could not resolve hostname/,
        what: () => "its address cannot be resolved; check `address`, and HostName in ssh_config",
    },
    {
        reason: "connection-refused",
        said: /Connection refused/,
        attempts: 3,
        what: () => "the connection is refused; check that sshd runs there and on which `port`",
    },
    {
        reason: "timeout",
        said: /timed out during banner exchange/,
        what: () => "something accepts the connection but does not speak SSH; check the host's health and `port`",
    },
    {
        reason: "unreachable",
        said: /(Connection|Operation) timed out|No route to host|(Network|Host) is unreachable|Host is down/,
        what: ({ connectTimeoutSeconds: limit = defaultConnectSeconds }) =>
            `it cannot be reached within ${limit} s; check \`address\`, the network between, and that the host is up`,
    },
    {
        reason: "changed-host-key",
        said: /REMOTE HOST IDENTIFICATION HAS CHANGED|[Hh]ost key .*revoked/,
        what: (connection) =>
            `its host key is not ${pinned(connection)}; if it was reinstalled, replace that key, else do not connect: it may be another machine`,
    },
    {
        reason: "unknown-host-key",
        said: /Host key verification failed/,
        what: (connection) =>
            connection.hostKey
                ? "it has no host key of the type of the pinned hostKey; take the key of another type from it"
                : "its host key is not known; pin it with `hostKey`, log in once by hand so that known_hosts has it, or set `acceptNewHostKey: true`",
    },
    {
        reason: "refused-key",
        said: /Too many authentication failures/,
        what: () => "it gave up after too many keys; name the right one with `identityFile`",
    },
    {
        reason: "bad-key",
        said: /UNPROTECTED PRIVATE KEY FILE/,
        what: ({ identityFile }) =>
            `the private key ${identityFile ?? "file"} can be read by others, so ssh does not use it; chmod 600`,
    },
    {
        reason: "bad-key",
        said: /Identity file .* not accessible/,
        what: ({ identityFile }) => `the private key ${identityFile} cannot be read; check \`identityFile\``,
    },
    {
        reason: "password-wanted",
        said: /Permission denied \((?!.*(publickey|gssapi|hostbased))/,
        what: (connection) =>
            `it wants a password, which nobody is there to type; allow a public key for ${account(connection)} in its sshd_config`,
    },
    {
        reason: "refused-key",
        said: /Permission denied/,
        what: (connection) =>
            `no key is accepted for ${account(connection)}; put the public key in ~/.ssh/authorized_keys there, or name the right \`user\` and \`identityFile\` (one with a passphrase works only through an agent)`,
    },
    {
        reason: "ssh-client",
        said: /Bad configuration option: knownhostscommand/i,
        what: () => "a pinned `hostKey` needs OpenSSH 8.5 or newer on this machine; update it, or use known_hosts",
    },
    {
        reason: "ssh-client",
        said: /Bad configuration option|Can't open user config file|Bad owner or permissions|terminating, \d+ bad/,
        what: () => "the ssh_config of this machine cannot be used; correct it, or name another with `sshConfigFile`",
    },
    {
        reason: "ssh-client",
        said: /Unable to negotiate|no matching .* found/,
        what: () =>
            "it has no algorithm in common with this machine's ssh; allow one in ssh_config, better update the older side",
    },
    {
        reason: "turned-away",
        said: /kex_exchange_identification|Connection (closed|reset) by|Received disconnect|banner exchange/,
        attempts: 5,
        what: () =>
            "it closes the connection before the login; it may have too many (MaxStartups) or ban this address (fail2ban, hosts.deny)",
    },
];

/** What happened on the host itself, after the login. */
const afterLogin: readonly Row[] = [
    {
        reason: "not-root",
        said: new RegExp(notRoot),
        what: (connection) =>
            `${account(connection)} is not root and \`sudo\` is false; log in as root, or leave \`sudo\` out`,
    },
    {
        reason: "sudo-wants-password",
        said: /sudo: .*(password is required|must have a tty|terminal is required)/,
        what: (connection) =>
            `sudo wants a password of ${account(connection)}; allow it NOPASSWD in sudoers, or log in as root`,
    },
    {
        reason: "no-sudo",
        said: /sudo: (\S+ )*not found|sudo: (No such file|command not found)|not in the sudoers|not allowed to/,
        what: (connection) =>
            `${account(connection)} is not root and may not use sudo; log in as root, or install sudo and allow it NOPASSWD`,
    },
];

/** Why a host's shell ended before it was ready: one sentence for people. Pure. */
export function explain(connection: Connection, ending: Ending): Explanation {
    const { stderr, noise, status, missing, silent } = ending;
    const local = connection.transport === "local";
    const system = /hostnet-\w+ not-linux (.*)/.exec(noise)?.[1];
    const tell = (reason: Reason, what: string, said = /\w/, attempts = 1): Explanation => {
        const where = local ? "" : ` (${[connection.user, connection.address].filter(Boolean).join("@")})`;
        const via = connection.proxyJump ? ` through ${connection.proxyJump}` : "";
        return {
            reason,
            attempts,
            sentence: `Host ${connection.name}${where}${via}: ${what}.${evidence(ending, said)}`,
        };
    };
    if (missing) {
        return tell(
            "no-ssh-client",
            `there is no program \`${local ? "sh" : "ssh"}\` on this machine; install ${local ? "one" : "the OpenSSH client"}`,
        );
    }
    if (status === keyNotLoaded)
        return tell(
            "bad-key",
            "ssh-add does not take the private key of the configuration (hostnet:privateKey); check that it is whole",
        );
    if (silent)
        return tell(
            "timeout",
            "the login does not come to an end; check that no rc file of the user waits for input, and the host's health",
        );
    if (system) return tell("not-linux", `it runs ${system}, but only Linux has what is needed; name a Linux host`);
    const row = (status === 255 && !local ? rows : afterLogin).find(({ said }) => said.test(stderr));
    if (row) return tell(row.reason, row.what(connection), row.said, row.attempts);
    if (status === 255) return tell("unknown", "ssh could not connect; try `ssh` by hand with -v", /\w/, 2);
    return tell(
        "no-shell",
        `the login of ${account(connection)} ended with status ${status} instead of starting a POSIX \`sh\`; give it a login shell`,
    );
}

/** What was said about it, for those who know better: ssh, and a shell that is none, come to the point last. */
function evidence({ stderr, noise }: Ending, said: RegExp): string {
    const lines = `${noise.replace(/hostnet-\w+.*/g, "")}\n${stderr}`.split(/[\r\n]+/);
    const line = lines.findLast((each) => said.test(each));
    return line ? ` (${line.trim().slice(0, 300)})` : "";
}
