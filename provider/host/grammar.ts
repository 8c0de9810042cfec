import type { Connection } from "./connection";

/** A field of a connection that may not be used, and what it has to look like. */
export interface Problem {
    readonly property: keyof Connection;
    readonly rule: string;
}

/** What a text has to look like. */
export interface Written {
    readonly pattern: RegExp;
    readonly rule: string;
}

/** Between what a whole number has to be. */
export interface Counted {
    readonly least: number;
    readonly most: number;
    readonly rule: string;
}

const whole = (least: number, most: number, of = ""): Counted => ({
    least,
    most,
    rule: `a whole number${of} from ${least} to ${most}`,
});

const path: Written = {
    pattern: /^[^-\p{Cc}][^\p{Cc}]*$/u,
    rule: "a path without control characters that does not start with a dash",
};

// These reach ssh's own parsers and, through %h and %r, commands of the user's ssh_config: so no shell characters.
const hop = String.raw`(ssh://)?([A-Za-z0-9_][A-Za-z0-9_.+-]*@)?([A-Za-z0-9_][A-Za-z0-9_.-]*|\[[A-Fa-f0-9:.]+(%[A-Za-z0-9_.-]+)?\])(:[0-9]{1,5})?`;

/** The one grammar of a connection, for the preview and for whoever dials. Fields without a row are flags and words. */
export const grammar = {
    name: {
        pattern: /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$/,
        rule: "63 characters at most: letters, digits and `_ . -`, not starting with a dash or dot",
    },
    address: {
        pattern: /^([A-Za-z0-9_][A-Za-z0-9_.-]{0,252}|[A-Fa-f0-9]{0,4}:[A-Fa-f0-9:.]{1,64}(%[A-Za-z0-9_.-]{1,64})?)$/,
        rule: "a host name, an IP address or an alias of ssh_config; user and port have fields of their own",
    },
    user: {
        pattern: /^[A-Za-z0-9_][A-Za-z0-9_.+@-]{0,254}$/,
        rule: "letters, digits and `_ . + @ -`, not starting with a dash (other names: `User` in ssh_config)",
    },
    port: whole(1, 65535),
    proxyJump: {
        pattern: new RegExp(`^(none|${hop}(,${hop})*)$`),
        rule: "`[user@]host[:port]`, several separated by commas",
    },
    hostKey: {
        pattern:
            /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) AAAA[A-Za-z0-9+/]{20,}={0,2}( [^\p{Cc}]*)?$/u,
        rule: "a public key as in `/etc/ssh/ssh_host_ed25519_key.pub`: `ssh-ed25519 AAAA…`",
    },
    identityFile: path,
    agentSocketPath: path,
    sshConfigFile: path,
    connectTimeoutSeconds: whole(1, 600, " of seconds"),
    operationTimeoutSeconds: whole(1, 3600, " of seconds"),
} as const satisfies { readonly [property in keyof Connection]?: Written | Counted };

/** What only `ssh` reads. */
export const sshOnly = [
    "user",
    "port",
    "identityFile",
    "agentSocketPath",
    "proxyJump",
    "hostKey",
    "acceptNewHostKey",
    "sshConfigFile",
] as const satisfies readonly (keyof Connection)[];

/** Whether a value fits the rule of its field. */
export const fits = (rule: Written | Counted, value: unknown): boolean =>
    "pattern" in rule
        ? typeof value === "string" && rule.pattern.test(value)
        : typeof value === "number" && Number.isInteger(value) && value >= rule.least && value <= rule.most;

/** What of a connection does not fit its grammar: pure, so that a preview can tell. */
export function connectionProblems(connection: Connection): Problem[] {
    const rows = Object.entries(grammar) as [keyof Connection, Written | Counted][];
    const problems = rows.flatMap(([property, rule]): Problem[] => {
        const value = connection[property];
        return value === undefined || fits(rule, value) ? [] : [{ property, rule: rule.rule }];
    });
    return needsAddress(connection)
        ? [...problems, { property: "address", rule: "given, unless transport is local" }]
        : problems;
}

/** Whether the address is missing without which there is no way to the host. */
export const needsAddress = ({ transport, address }: Partial<Connection>): boolean =>
    address === undefined && (transport === undefined || transport === "ssh");
