import type { Connection } from "./connection";
import type { Reason } from "./errors";
import { keyNotLoaded } from "./private-agent";
import type { Ending } from "./shell";
import { account, afterLogin, beforeLogin } from "./symptoms";

export interface Explanation {
    readonly reason: Reason;
    /** What happened, and the way out. */
    readonly sentence: string;
    /** How often to try in all: more than once where nothing ran and it may go better in a moment. */
    readonly attempts: number;
}

/** Why a host's shell ended before it was ready: one sentence for people. Pure. */
export function explain(connection: Connection, ending: Ending): Explanation {
    const { stderr, noise, status, missing, silent } = ending;
    const local = connection.transport === "local";
    const system = /hostnet-\w+ not-linux (.*)/.exec(noise)?.[1];
    const tell = (reason: Reason, what: string, said = /\w/, attempts = 1): Explanation => {
        const where = local ? "" : ` (${[connection.user, connection.address].filter(Boolean).join("@")})`;
        const via = connection.proxyJump ? ` through ${connection.proxyJump}` : "";
        return {
            reason,
            attempts,
            sentence: `Host ${connection.name}${where}${via}: ${what}.${evidence(ending, said)}`,
        };
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
            "the login does not come to an end; check that no rc file of the user waits for input, and the host's health",
        );
    if (system) return tell("not-linux", `it runs ${system}, but only Linux has what is needed; name a Linux host`);
    const row = (status === 255 && !local ? beforeLogin : afterLogin).find(({ said }) => said.test(stderr));
    if (row) return tell(row.reason, row.what(connection), row.said, row.attempts);
    if (status === 255) return tell("unknown", "ssh could not connect; try `ssh` by hand with -v", /\w/, 2);
    return tell(
        "no-shell",
        `the login of ${account(connection)} ended with status ${status} instead of starting a POSIX \`sh\`; give it a login shell`,
    );
}

/** What was said about it, for those who know better: ssh, and a shell that is none, come to the point last. */
function evidence({ stderr, noise }: Ending, said: RegExp): string {
    const lines = `${noise.replace(/hostnet-\w+.*/g, "")}\n${stderr}`.split(/[\r\n]+/);
    const line = lines.findLast((each) => said.test(each));
    return line ? ` (${line.trim().slice(0, 300)})` : "";
}
