import type { Connection } from "./connection";
import { jumpsSafely, plainPath } from "./jump";

/** A field of a connection that may not be used, and what it has to look like. */
export interface Problem {
    readonly property: keyof Connection;
    readonly rule: string;
}

const path = {
    pattern: /^[^-\p{Cc}][^\p{Cc}]*$/u,
    rule: "a path without control characters that does not start with a dash",
};
const seconds = { pattern: /^[1-9][0-9]{0,4}$/, rule: "a whole number of seconds from 1 to 99999" };

// These reach ssh's own parsers and, through %h and %r, commands of the user's ssh_config: so no shell characters.
const hop = String.raw`(ssh://)?([A-Za-z0-9_][A-Za-z0-9_.+-]*@)?([A-Za-z0-9_][A-Za-z0-9_.-]*|\[[A-Fa-f0-9:.]+(%[A-Za-z0-9_.-]+)?\])(:[0-9]{1,5})?`;

const rules: { readonly [property in keyof Connection]?: { pattern: RegExp; rule: string } } = {
    name: {
        pattern: /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$/,
        rule: "63 characters at most: letters, digits and `_ . -`, not starting with a dash or dot",
    },
    address: {
        pattern: /^([A-Za-z0-9_][A-Za-z0-9_.-]{0,252}|[A-Fa-f0-9]{0,4}:[A-Fa-f0-9:.]+(%[A-Za-z0-9_.-]+)?)$/,
        rule: "a host name, an IP address or an alias of ssh_config; user and port have fields of their own",
    },
    user: {
        pattern: /^[A-Za-z0-9_][A-Za-z0-9_.+@-]*$/,
        rule: "letters, digits and `_ . + @ -`, not starting with a dash (other names: `User` in ssh_config)",
    },
    port: {
        pattern: /^([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$/,
        rule: "a port from 1 to 65535",
    },
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
    connectTimeoutSeconds: seconds,
    operationTimeoutSeconds: seconds,
};

/** What of a connection does not fit its grammar: pure, so that a preview can tell. */
export function connectionProblems(connection: Connection): Problem[] {
    const problems: Problem[] = [];
    for (const [key, rule] of Object.entries(rules)) {
        const property = key as keyof Connection;
        const value = connection[property];
        if (value !== undefined && !rule.pattern.test(String(value))) problems.push({ property, rule: rule.rule });
    }
    if (connection.transport !== "local" && connection.address === undefined) {
        problems.push({ property: "address", rule: "given, unless transport is local" });
    }
    if (!jumpsSafely(connection)) problems.push({ property: "sshConfigFile", rule: plainPath });
    return problems;
}
