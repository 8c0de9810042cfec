// Made by `npm run generate` from spec/connection.ts: change it there.
/** How a host is reached, as every resource on it keeps it. */
export interface HostConnection {
    /** Where it is. With an alias of ssh_config, everything else can stand there. */
    readonly address?: string;
    /** The user to log in as; root, or one who may run `sudo -n sh`. */
    readonly user?: string;
    /** The TCP port of the SSH server. */
    readonly port?: number;
    /**
     * The path of a private key on the machine that runs Pulumi; no other key is then tried. Only the path is stored.
     */
    readonly identityFile?: string;
    /** The socket of the SSH agent to ask for keys. */
    readonly agentSocketPath?: string;
    /** Hosts to go through. */
    readonly proxyJump?: string;
    /** The host's public key: no other is accepted. */
    readonly hostKey?: string;
    /**
     * Accept the key of a host that known_hosts does not know yet, and remember it there; a changed key is refused all
     * the same.
     */
    readonly acceptNewHostKey?: boolean;
    /** An ssh_config to use in place of `~/.ssh/config` and `/etc/ssh/ssh_config`; `~` is not expanded. */
    readonly sshConfigFile?: string;
    /** Whether a user who is not root may use `sudo -n`; without it such a user is refused. */
    readonly sudo?: boolean;
    /** How long one attempt to connect may take. In seconds. */
    readonly connectTimeoutSeconds?: number;
    /** How long one operation may take on the host, which itself ends it then. In seconds. */
    readonly operationTimeoutSeconds?: number;
    /** `"local"` is the machine that runs Pulumi. */
    readonly transport?: "ssh" | "local";
    /** Which host this is, whatever its address. It begins the id of everything on the host. */
    readonly name: string;
    /**
     * What the marks on this host end in, so that another stack of the same name does not take its things for its own.
     */
    readonly mark?: string;
}
