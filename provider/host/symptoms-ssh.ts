import type { Connection } from "./connection";
import { defaultConnectSeconds } from "./defaults";
import { account, type Symptom } from "./symptoms";

const pinned = ({ hostKey }: Connection) => (hostKey ? "the pinned hostKey" : "the key in known_hosts");
const keyFile = ({ identityFile }: Connection) => identityFile ?? "that ssh_config names";

/** How ssh, and the sshd of a jump host through it, begin to say that there is no way to a host. */
const noWay = String.raw`^(ssh: connect to (host|address) .+ port \d+|channel \d+: open failed: connect failed): `;

/** What OpenSSH says of a connection that does not come to a shell. */
export const beforeLogin: readonly Symptom[] = [
    {
        reason: "unknown-name",
        said: /^ssh: Could not resolve hostname .*: Temporary failure in name resolution/,
        passes: "its address cannot be resolved",
        what: () => "its address cannot be resolved now; check `address`, and the name servers of this machine",
    },
    {
        reason: "unknown-name",
        said: /^ssh: Could not resolve hostname |^channel \d+: open failed: connect failed: .*(Name or service not known|name resolution)/,
        what: () => "its address cannot be resolved; check `address`, and HostName in ssh_config",
    },
    {
        reason: "connection-refused",
        said: new RegExp(`${noWay}Connection refused`),
        passes: "the connection is refused",
        what: () => "the connection is refused; check that sshd runs there and on which `port`",
    },
    {
        reason: "timeout",
        said: /^Connection timed out during banner exchange|^Connection to .+ port \d+ timed out|^Timeout, server .+ not responding/,
        what: ({ connectTimeoutSeconds: limit = defaultConnectSeconds }) =>
            `it does not answer: the connection is taken, but no word of sshd comes within ${limit} s; check that the host is not frozen or overloaded, and that \`port\` is sshd's`,
    },
    {
        reason: "unreachable",
        said: new RegExp(`${noWay}((Connection|Operation) timed out|No route to host|.* (is unreachable|is down))`),
        passes: "there is no way to it",
        what: ({ connectTimeoutSeconds: limit = defaultConnectSeconds }) =>
            `it cannot be reached within ${limit} s; check \`address\`, the network between, and that the host is up`,
    },
    {
        reason: "changed-host-key",
        said: /^@ +WARNING: (REMOTE HOST IDENTIFICATION HAS CHANGED|REVOKED HOST KEY)|[Hh]ost key .*(is marked as )?revoked/,
        what: (connection) =>
            `its host key is not ${pinned(connection)}; if it was reinstalled, replace that key, else do not connect: it may be another machine`,
    },
    {
        reason: "refused-key",
        said: /^(Received disconnect from .*|.*): Too many authentication failures/,
        what: () => "it gave up after too many keys; name the right one with `identityFile`",
    },
    {
        reason: "bad-key",
        said: /^@ +WARNING: UNPROTECTED PRIVATE KEY FILE|^Load key .*: bad permissions/,
        what: (connection) =>
            `the private key ${keyFile(connection)} can be read by others, so ssh does not use it; chmod 600`,
    },
    {
        reason: "bad-key",
        said: /^Load key /,
        what: (connection) =>
            `ssh cannot load the private key ${keyFile(connection)}; check that it is one, whole, with the line ends of Unix, and that you may read it (one with a passphrase works only through an agent)`,
    },
    {
        reason: "bad-key",
        said: /^Warning: Identity file .* not accessible/,
        what: (connection) => `the private key ${keyFile(connection)} cannot be read; check \`identityFile\``,
    },
    {
        reason: "bad-key",
        said: /^sign_and_send_pubkey: /,
        what: () => "the key could not be used to sign; unlock the agent or the hardware key that has it",
    },
    {
        reason: "ssh-client",
        said: /Bad configuration option: knownhostscommand/i,
        what: () => "a pinned `hostKey` needs OpenSSH 8.5 or newer on this machine; update it, or use known_hosts",
    },
    {
        reason: "ssh-client",
        said: /line \d+: Bad configuration option|^Can't open user config file|^Bad owner or permissions on|: terminating, \d+ bad/,
        what: () => "the ssh_config of this machine cannot be used; correct it, or name another with `sshConfigFile`",
    },
    {
        reason: "ssh-client",
        said: /^Unable to negotiate with |^no matching .* found/,
        what: () =>
            "it has no algorithm in common with this machine's ssh; allow one in ssh_config, better update the older side",
    },
    {
        reason: "jump-failed",
        said: /^channel \d+: open failed: (administratively prohibited|unknown channel type)/,
        what: () =>
            "the host before it lets no connection through; allow it in the sshd_config there (AllowTcpForwarding, PermitOpen)",
    },
    {
        reason: "jump-failed",
        said: /^\S*sh: (line \d+: |\d+: )?(exec: )?\S+: (command )?not found/,
        what: () => "the ProxyCommand of ssh_config is no program of this machine; correct it there",
    },
    {
        reason: "no-login",
        said: /^"?System is (booting up|going down)\.|pam_nologin/,
        passes: "it admits no logins while it starts or stops",
        what: (connection) =>
            `it admits no logins, because it is starting or stopping; wait for it, or take /run/nologin away there if it was left behind (root may log in all the same: now it is ${account(connection)})`,
    },
    {
        reason: "no-login",
        said: /^(WARNING: )?Your (account|password) has expired|^Password change required/,
        what: (connection) => `the account or password of ${account(connection)} has expired; renew it on the host`,
    },
    {
        reason: "turned-away",
        said: /Not allowed at this time/,
        passes: "it penalises this address",
        what: () => "its sshd shuts this address out for a while, after too many failures (PerSourcePenalties); wait",
    },
    {
        reason: "unknown-host-key",
        said: /^Host key verification failed/,
        vague: true,
        what: (connection) =>
            connection.hostKey
                ? "it has no host key of the type of the pinned hostKey; take the key of another type from it"
                : "its host key is not known; pin it with `hostKey`, log in once by hand so that known_hosts has it, or set `acceptNewHostKey: true`",
    },
    {
        reason: "password-wanted",
        said: /^(\S+: )?Permission denied \((?!.*(publickey|gssapi|hostbased))/,
        vague: true,
        what: (connection) =>
            `it wants a password, which nobody is there to type; allow a public key for ${account(connection)} in its sshd_config`,
    },
    {
        reason: "refused-key",
        said: /^(\S+: )?Permission denied/,
        vague: true,
        what: (connection) =>
            `no key is accepted for ${account(connection)}; put the public key in ~/.ssh/authorized_keys there, or name the right \`user\` and \`identityFile\` (one with a passphrase works only through an agent)`,
    },
    {
        reason: "turned-away",
        said: /^kex_exchange_identification|^ssh_dispatch_run_fatal|^Connection (closed|reset) by|^(Received disconnect|Disconnected) from|banner exchange/,
        vague: true,
        passes: "it closes the connection before the login",
        what: () =>
            "it closes the connection before the login; it may have too many (MaxStartups) or ban this address (fail2ban, hosts.deny)",
    },
];
