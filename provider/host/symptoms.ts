import type { Connection } from "./connection";
import { defaultConnectSeconds } from "./dial";
import { notRoot } from "./elevate";
import type { Reason } from "./errors";

/** Something that is said when a host cannot be used, what it means and the way out. */
export interface Symptom {
    readonly reason: Reason;
    /** In what `ssh`, `sudo` or the shell said on standard error. */
    readonly said: RegExp;
    readonly attempts?: number;
    what(connection: Connection): string;
}

const pinned = ({ hostKey }: Connection) => (hostKey ? "the pinned hostKey" : "the key in known_hosts");
export const account = ({ user }: Connection) => (user ? `user ${user}` : "its user");

/** First match wins. What a jump host says comes with "Connection closed" of the way through it, so that is last. */
export const beforeLogin: readonly Symptom[] = [
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
export const afterLogin: readonly Symptom[] = [
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
