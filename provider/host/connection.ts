/** How to reach a host, as it stands in the state of every resource on it. Absent fields are left to OpenSSH. */
export interface Connection {
    /** Which host this is, whatever its address: part of every resource's id. */
    readonly name: string;
    readonly transport?: "ssh" | "local";
    /** A name or address that `ssh` understands, an alias of the user's ssh_config included. */
    readonly address?: string;
    readonly user?: string;
    readonly port?: number;
    readonly identityFile?: string;
    readonly agentSocketPath?: string;
    readonly proxyJump?: string;
    /** The host's public key, `ssh-ed25519 AAAA…`: nothing else is accepted. */
    readonly hostKey?: string;
    readonly acceptNewHostKey?: boolean;
    readonly sshConfigFile?: string;
    readonly sudo?: boolean;
    readonly connectTimeoutSeconds?: number;
    readonly operationTimeoutSeconds?: number;
}

/** With what the marks of this stack's things on it end in, which tells states of one project and stack name apart. */
export interface MarkedConnection extends Connection {
    readonly mark?: string;
}
