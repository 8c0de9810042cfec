import { flag, type Out, object, oneOf, text, whole, written } from "./fields";

const path = written(/^[^-\p{Cc}][^\p{Cc}]*$/u, "a path without control characters that does not start with a dash");

// These reach ssh's own parsers and, through %h and %r, commands of the user's ssh_config: so no shell characters.
const hop = String.raw`(ssh://)?([A-Za-z0-9_][A-Za-z0-9_.+-]*@)?([A-Za-z0-9_][A-Za-z0-9_.-]*|\[[A-Fa-f0-9:.]+(%[A-Za-z0-9_.-]+)?\])(:[0-9]{1,5})?`;

/** How a host is reached: the args of a `Host`, what dialling admits, an override of `hostnet:hosts`, a machine of the configuration. */
export const connection = object("HostConnection", "How a host is reached, as every resource on it keeps it.", {
    address: {
        type: written(
            /^([A-Za-z0-9_][A-Za-z0-9_.-]{0,252}|[A-Fa-f0-9]{0,4}:[A-Fa-f0-9:.]{1,64}(%[A-Za-z0-9_.-]{1,64})?)$/,
            "a host name, an IP address or an alias of ssh_config; user and port have fields of their own",
        ),
        meaning: "Where it is. With an alias of ssh_config, everything else can stand there.",
        absent: 'required, unless `transport` is `"local"`',
        change: "in place: a look at the host, and nothing else",
    },
    user: {
        type: written(
            /^[A-Za-z0-9_][A-Za-z0-9_.+@-]{0,254}$/,
            "letters, digits and `_ . + @ -`, not starting with a dash (other names: `User` in ssh_config)",
        ),
        meaning: "The user to log in as; root, or one who may run `sudo -n sh`.",
        absent: "as ssh_config says, else the local user",
    },
    port: {
        type: whole(1, 65535),
        meaning: "The TCP port of the SSH server.",
        absent: "as ssh_config says, else 22",
    },
    identityFile: {
        type: path,
        meaning:
            "The path of a private key on the machine that runs Pulumi; no other key is then tried. Only the path is stored.",
        absent: "as ssh_config says, the agent's keys, or the stack's secret `hostnet:privateKey`",
    },
    agentSocketPath: {
        type: path,
        meaning: "The socket of the SSH agent to ask for keys.",
        absent: "`SSH_AUTH_SOCK`",
    },
    proxyJump: {
        type: written(new RegExp(`^(none|${hop}(,${hop})*)$`), "`[user@]host[:port]`, several separated by commas"),
        meaning: "Hosts to go through.",
        absent: "as ssh_config says",
    },
    hostKey: {
        type: written(
            /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) AAAA[A-Za-z0-9+/]{20,}={0,2}( [^\p{Cc}]*)?$/u,
            "a public key as in `/etc/ssh/ssh_host_ed25519_key.pub`: `ssh-ed25519 AAAA…`",
        ),
        meaning: "The host's public key: no other is accepted.",
        absent: "the known_hosts files of this machine decide, and a host they do not know is refused",
    },
    acceptNewHostKey: {
        type: flag,
        meaning:
            "Accept the key of a host that known_hosts does not know yet, and remember it there; a changed key is refused all the same.",
        absent: "`false`",
    },
    // For a jump host ssh starts a second ssh by a shell, and writes this path there as it is.
    sshConfigFile: {
        type: written(
            /^[A-Za-z0-9_@+=:,./~][A-Za-z0-9_@+=:,./~-]{0,4095}$/,
            "a path without blanks and characters of the shell, which does not start with a dash (ssh hands it to a shell where there is a jump host)",
        ),
        meaning: "An ssh_config to use in place of `~/.ssh/config` and `/etc/ssh/ssh_config`; `~` is not expanded.",
        absent: "ssh's own",
    },
    sudo: {
        type: flag,
        meaning: "Whether a user who is not root may use `sudo -n`; without it such a user is refused.",
        absent: "`true`",
    },
    connectTimeoutSeconds: {
        type: whole(1, 600, "seconds"),
        meaning: "How long one attempt to connect may take.",
        absent: "15",
    },
    operationTimeoutSeconds: {
        type: whole(1, 3600, "seconds"),
        meaning: "How long one operation may take on the host, which itself ends it then.",
        absent: "60",
    },
    transport: {
        type: oneOf("ssh", "local"),
        meaning: '`"local"` is the machine that runs Pulumi.',
        absent: '`"ssh"`',
    },
    name: {
        type: written(
            /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$/,
            "63 characters at most: letters, digits and `_ . -`, not starting with a dash or dot",
        ),
        meaning: "Which host this is, whatever its address. It begins the id of everything on the host.",
        required: true,
        replaces: true,
    },
    mark: {
        type: text("letters and digits"),
        meaning:
            "What the marks on this host end in, so that another stack of the same name does not take its things for its own.",
        from: "host",
        absent: "none",
    },
});

/** What only ssh reads. */
export const sshOnly = [
    "user",
    "port",
    "identityFile",
    "agentSocketPath",
    "proxyJump",
    "hostKey",
    "acceptNewHostKey",
    "sshConfigFile",
] as const satisfies readonly (keyof typeof connection.properties)[];

/** Whether the address is missing without which there is no way to the host. */
export const needsAddress = ({ transport, address }: Partial<Out<typeof connection>>): boolean =>
    address === undefined && (transport === undefined || transport === "ssh");
