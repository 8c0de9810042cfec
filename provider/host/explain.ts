import type { Connection } from "./connection";
import type { Reason } from "./errors";
import { keyNotLoaded } from "./private-agent";
import { type Ending, mostMegabytes } from "./shell";
import { account, lastSymptom } from "./symptoms";
import { afterLogin } from "./symptoms-login";
import { beforeLogin } from "./symptoms-ssh";

export interface Explanation {
    readonly reason: Reason;
    /** What happened, and the way out. */
    readonly sentence: string;
    /** How often to try in all: more than once where nothing ran and it may go better in a moment. */
    readonly attempts: number;
    /** What is waited for meanwhile. */
    readonly passes?: string;
}

/** The exit status with which sshd sends away who is not root while there is an /etc/nologin; what it says is the file's. */
const notAdmitted = 254;

/** Why a host's shell ended before it was ready: one sentence for people. Pure. */
export function explain(connection: Connection, ending: Ending): Explanation {
    const { stderr, noise, status, missing, silent, flooded } = ending;
    const local = connection.transport === "local";
    const system = /hostnet-\w+ not-linux (.*)/.exec(noise)?.[1];
    const lines = `${noise.replace(/hostnet-\w+.*/g, "")}\n${stderr}`
        .split(/[\r\n]+/)
        .filter((line) => /\w/.test(line) && !line.startsWith("debug1: "));
    const tell = (reason: Reason, what: string, line = lines.at(-1), more: Partial<Explanation> = {}): Explanation => {
        const where = local ? "" : ` (${[connection.user, connection.address].filter(Boolean).join("@")})`;
        const via = connection.proxyJump ? ` through ${connection.proxyJump}` : "";
        const said = line ? ` (${line.trim().slice(0, 300)})` : "";
        return { reason, attempts: 1, ...more, sentence: `Host ${connection.name}${where}${via}: ${what}.${said}` };
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
            noise
                ? "the login does not come to an end; check that no rc file of the user waits for input, and the host's health"
                : "it does not answer: the connection is taken, but no shell comes; check that the host is not frozen or overloaded, and that no rc file of the user waits for input",
        );
    if (flooded)
        return tell(
            "no-shell",
            `its login prints without end, ${mostMegabytes} MiB before a shell is ready; mend the rc files of ${account(connection)}`,
        );
    if (system) return tell("not-linux", `it runs ${system}, but only Linux has what is needed; name a Linux host`);
    const found = lastSymptom(status === 255 && !local ? beforeLogin : afterLogin, lines);
    if (found) {
        const { reason, passes, what } = found.symptom;
        const more = passes ? { passes, attempts: Number.POSITIVE_INFINITY } : {};
        return tell(reason, what(connection), found.line, more);
    }
    if (status === 255)
        return tell("unknown", "ssh could not connect; try `ssh` by hand with -v", undefined, { attempts: 2 });
    if (status === notAdmitted)
        return tell(
            "no-login",
            `it does not admit ${account(connection)}; perhaps it is starting or stopping, or /etc/nologin was left behind there`,
            undefined,
            { attempts: Number.POSITIVE_INFINITY, passes: "it admits no logins" },
        );
    return tell(
        "no-shell",
        `the login of ${account(connection)} ended with status ${status} before a POSIX \`sh\` was ready; perhaps it has no login shell, or an rc file of it fails`,
    );
}
