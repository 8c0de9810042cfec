import type { Connection } from "./connection";

/** What a script printed, and how it ended. */
export interface Answer {
    /** Standard output, without trailing newlines. */
    readonly output: string;
    /** The end of standard error: warnings of tools, for an error's sentence, never to be parsed. */
    readonly said: string;
    readonly status: number;
    /** How long the script took on the host. */
    readonly seconds: number;
    /** It did not end within `operationTimeoutSeconds` and was told to stop (TERM, 10 seconds later KILL). */
    readonly overdue: boolean;
}

export interface RunOptions {
    /** Whether the script has the host to itself, among all that use hostnet; default true. */
    readonly lock?: boolean;
}

/** One shell on one host, running whole scripts one after another. */
export interface Session {
    /**
     * Runs one POSIX sh script as root and resolves with its answer, whatever its exit status.
     * Rejects with `HostError` where nothing ran, and with `AnswerLost` where it may have run.
     */
    run(script: string, options?: RunOptions): Promise<Answer>;
    /** How many scripts were sent so far: each is one round trip. */
    readonly roundTrips: number;
    /** Ends the connection once everything asked for is answered; a later `run` makes a new one, whatever failed before. */
    close(): Promise<void>;
}

/** How a host is reached otherwise than its resources say: null is "not given", whatever they have. */
export type Override = { readonly [field in keyof Connection]?: Connection[field] | null };

/** What arrives from the stack's configuration rather than from a resource. */
export interface Settings {
    /** A private key (PEM or OpenSSH text) used for every host that names no key of its own. */
    readonly privateKey?: string;
    /** `hostnet:hosts`: overrides by host name, so that a host that moved can still be reached. */
    readonly hosts?: Readonly<Record<string, Override>>;
    /** The names of the hosts that are gone for good (`gone: true` there): nobody asks them any more. */
    readonly gone?: readonly string[];
}
