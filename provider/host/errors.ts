/** Why a host could not be used, for code; the message is for people. */
export type Reason =
    | "invalid"
    | "unreachable"
    | "timeout"
    | "connection-refused"
    | "turned-away"
    | "unknown-name"
    | "refused-key"
    | "password-wanted"
    | "bad-key"
    | "unknown-host-key"
    | "changed-host-key"
    | "jump-failed"
    | "no-ssh-client"
    | "ssh-client"
    | "no-shell"
    | "no-login"
    | "no-resources"
    | "no-sudo"
    | "sudo-wants-password"
    | "sudo-wants-terminal"
    | "sudo-broken"
    | "not-root"
    | "not-linux"
    | "no-flock"
    | "locked"
    | "lock-failed"
    | "unknown";

/** The host could not be used, and nothing ran on it. */
export class HostError extends Error {
    override readonly name = "HostError";

    constructor(
        readonly host: string,
        readonly reason: Reason,
        message: string,
    ) {
        super(message);
    }
}

/** The same for those who ask after the first: one host that is down is one message, however much is on it. */
export const toldBefore = ({ host, reason }: HostError): HostError =>
    new HostError(host, reason, `Host ${host}: no connection, for the reason that another resource on it tells.`);

/** The connection ended between sending a script and its answer: it may have run, in part or whole. */
export class AnswerLost extends Error {
    override readonly name = "AnswerLost";

    constructor(
        readonly host: string,
        why: string,
    ) {
        super(
            `The answer of host ${host} was lost (${why}): what was sent may have run. ` +
                "`pulumi up` looks at what is there and goes on from it.",
        );
    }
}
