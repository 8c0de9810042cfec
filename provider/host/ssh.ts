import type { Connection } from "./connection";
import { elevated } from "./elevate";
import { withPrivateAgent } from "./private-agent";
import { type Process, start } from "./process";

/** What every connection has; the first value of an option wins, so these stand before what a user gives. */
const always = [
    "BatchMode=yes",
    // What would make of it something else than a shell between two pipes.
    "Tunnel=no",
    "VisualHostKey=no",
    "AddKeysToAgent=no",
    "ConnectionAttempts=1",
    "NoHostAuthenticationForLocalhost=no",
    "ServerAliveInterval=5",
    "ServerAliveCountMax=3",
    "ControlMaster=no",
    "ControlPath=none",
    "ForwardAgent=no",
    "ForwardX11=no",
    "ClearAllForwardings=yes",
    "PermitLocalCommand=no",
    "RemoteCommand=none",
    "RequestTTY=no",
    "EscapeChar=none",
    "UpdateHostKeys=no",
    // Not ERROR: "Connection closed by …" and "Timeout, server not responding" are of the level INFO.
    "LogLevel=INFO",
];

/** Makes ssh say which key a host takes (takenKey in identity-file.ts). */
const tellsKey = "LogVerbose=sshconnect2.c:input_userauth_pk_ok():*";

/** What OpenSSH has since 8.7, the last one since 8.5. */
let newer: readonly string[] = ["SessionType=default", "StdinNull=no", "ForkAfterAuthentication=no", tellsKey];

/** Does without an option that this ssh does not know; false where it is none that we could do without. */
export function forgo(option: string): boolean {
    const rest = newer.filter((setting) => !setting.toLowerCase().startsWith(`${option.toLowerCase()}=`));
    const known = rest.length < newer.length;
    newer = rest;
    return known;
}

const options = (settings: readonly string[]) => settings.flatMap((setting) => ["-o", setting]);

/** The arguments of `ssh`. A connection has passed `connectionProblems`. */
export function sshArguments(
    connection: Connection,
    dial: { privateAgent: boolean; timeoutSeconds: number },
): string[] {
    const { address = "", user, port, identityFile, agentSocketPath, proxyJump, sshConfigFile } = connection;
    return [
        "-T",
        ...options([...always, ...newer.filter((each) => each !== tellsKey || identityFile !== undefined)]),
        ...options([`ConnectTimeout=${dial.timeoutSeconds}`, ...hostKeyOptions(connection)]),
        ...(dial.privateAgent
            ? options(["IdentityAgent=SSH_AUTH_SOCK", "IdentitiesOnly=no", "IdentityFile=none"])
            : []),
        // By way of the environment, because a path in an option would be parsed.
        ...(agentSocketPath === undefined ? [] : options(["IdentityAgent=SSH_AUTH_SOCK"])),
        ...(sshConfigFile === undefined ? [] : ["-F", sshConfigFile]),
        ...(identityFile === undefined ? [] : ["-o", "IdentitiesOnly=yes", "-i", identityFile]),
        ...(port === undefined ? [] : ["-p", String(port)]),
        ...(user === undefined ? [] : ["-l", user]),
        ...(proxyJump === undefined ? [] : ["-J", proxyJump]),
        "--",
        address,
        `sh -c '${elevated(connection.sudo)}'`,
    ];
}

function hostKeyOptions({ hostKey, acceptNewHostKey }: Connection): string[] {
    if (hostKey === undefined) return [`StrictHostKeyChecking=${acceptNewHostKey ? "accept-new" : "yes"}`];
    const [type, key] = hostKey.split(" ");
    return [
        "StrictHostKeyChecking=yes",
        "UserKnownHostsFile=/dev/null",
        "GlobalKnownHostsFile=/dev/null",
        "VerifyHostKeyDNS=no",
        "CheckHostIP=no",
        // ssh runs this itself, without a shell; `env`, because not every system has /bin/echo.
        `KnownHostsCommand=/usr/bin/env echo %H ${type} ${key}`,
    ];
}

/** One `ssh` process with a shell of the host behind its standard input and output. */
export function startSsh(connection: Connection, timeoutSeconds: number, privateKey?: string): Promise<Process> {
    const ownKey = connection.identityFile !== undefined || connection.agentSocketPath !== undefined;
    const key = ownKey ? undefined : privateKey;
    const args = sshArguments(connection, { privateAgent: key !== undefined, timeoutSeconds });
    const env: NodeJS.ProcessEnv = {
        ...process.env,
        ...(connection.agentSocketPath === undefined ? {} : { SSH_AUTH_SOCK: connection.agentSocketPath }),
        // Nobody is there to answer a question, whichever program asks it.
        SSH_ASKPASS_REQUIRE: "never",
    };
    delete env.SSH_ASKPASS;
    return key === undefined ? start("ssh", args, { env }) : withPrivateAgent(args, env, key);
}
