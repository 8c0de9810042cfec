import { describe, expect, it } from "vitest";
import type { Connection } from "../../../provider/host/connection";
import type { Reason } from "../../../provider/host/errors";
import { explain } from "../../../provider/host/explain";
import { lockedOut } from "../../../provider/host/locked";
import type { Ending } from "../../../provider/host/shell";

/** For as long as there is time to connect. */
const on = Number.POSITIVE_INFINITY;
const host: Connection = { name: "edge1", address: "192.0.2.7", user: "ops" };
const ending = (more: Partial<Ending>): Ending => ({
    status: 255,
    stderr: "",
    noise: "",
    silent: false,
    flooded: false,
    ...more,
});
const changed = `@@@@@@@@@@@@@@@@\r\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r\n@@@@@@@@\r\nIT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!\r
Host key for 192.0.2.7 has changed and you have requested strict checking.\r\nHost key verification failed.\r\n`;

// What OpenSSH 9.2, sudo 1.9, dash, bash and fish really say.
const table: [Reason, number, Partial<Ending>][] = [
    ["unreachable", on, { stderr: "ssh: connect to host 192.0.2.7 port 22: Connection timed out\r\n" }],
    ["unreachable", on, { stderr: "ssh: connect to host 192.0.2.7 port 22: No route to host\r\n" }],
    ["unreachable", on, { stderr: "ssh: connect to host 192.0.2.7 port 22: Network is unreachable\r\n" }],
    ["connection-refused", on, { stderr: "ssh: connect to host 192.0.2.7 port 2222: Connection refused\r\n" }],
    ["unknown-name", 1, { stderr: "ssh: Could not resolve hostname nope.invalid: Name or service not known\r\n" }],
    [
        "timeout",
        1,
        { stderr: "Connection timed out during banner exchange\r\nConnection to 192.0.2.7 port 22 timed out\r\n" },
    ],
    ["timeout", 1, { stderr: "", silent: true, status: undefined }],
    [
        "turned-away",
        on,
        {
            stderr: "kex_exchange_identification: Connection closed by remote host\r\nConnection closed by 192.0.2.7 port 22\r\n",
        },
    ],
    ["turned-away", on, { stderr: "kex_exchange_identification: read: Connection reset by peer\r\n" }],
    ["turned-away", on, { stderr: "Connection closed by 192.0.2.7 port 22\r\n" }],
    ["refused-key", 1, { stderr: "ops@192.0.2.7: Permission denied (publickey).\r\n" }],
    ["refused-key", 1, { stderr: "ops@192.0.2.7: Permission denied (publickey,password).\r\n" }],
    [
        "refused-key",
        1,
        {
            stderr: "Received disconnect from 192.0.2.7 port 22:2: Too many authentication failures\r\nDisconnected from 192.0.2.7 port 22\r\n",
        },
    ],
    ["password-wanted", 1, { stderr: "ops@192.0.2.7: Permission denied (password).\r\n" }],
    ["password-wanted", 1, { stderr: "ops@192.0.2.7: Permission denied (password,keyboard-interactive).\r\n" }],
    [
        "bad-key",
        1,
        {
            stderr: "Warning: Identity file /k not accessible: No such file or directory.\nops@192.0.2.7: Permission denied (publickey).\r\n",
        },
    ],
    [
        "bad-key",
        1,
        {
            stderr: "@         WARNING: UNPROTECTED PRIVATE KEY FILE!          @\r\nPermissions 0644 for '/k' are too open.\r\nops@192.0.2.7: Permission denied (publickey).\r\n",
        },
    ],
    ["bad-key", 1, { status: 97, stderr: 'Error loading key "(stdin)": error in libcrypto\r\n' }],
    [
        "unknown-host-key",
        1,
        {
            stderr: "No ED25519 host key is known for 192.0.2.7 and you have requested strict checking.\r\nHost key verification failed.\r\n",
        },
    ],
    ["changed-host-key", 1, { stderr: changed }],
    ["ssh-client", 1, { stderr: "command-line: line 0: Bad configuration option: knownhostscommand\r\n" }],
    ["ssh-client", 1, { stderr: "Can't open user config file /nonexistent: No such file or directory\r\n" }],
    [
        "ssh-client",
        1,
        {
            stderr: "Unable to negotiate with 192.0.2.7 port 22: no matching host key type found. Their offer: ssh-dss\r\n",
        },
    ],
    ["no-ssh-client", 1, { missing: true, status: undefined }],
    ["unknown", 2, {}],
    ["not-root", 1, { status: 77, stderr: "hostnet: not root\n" }],
    ["sudo-wants-password", 1, { status: 1, stderr: "sudo: a password is required\n" }],
    ["sudo-wants-terminal", 1, { status: 1, stderr: "sudo: sorry, you must have a tty to run sudo\n" }],
    ["no-sudo", 1, { status: 127, stderr: "sh: 1: exec: sudo: not found\n" }],
    ["no-sudo", 1, { status: 127, stderr: "sh: line 1: exec: sudo: not found\n" }],
    ["no-sudo", 1, { status: 1, stderr: "ops is not in the sudoers file.\n" }],
    ["no-shell", 1, { status: 1, noise: "This account is currently not available.\n" }],
    ["no-shell", 1, { status: 127, stderr: "bash: line 1: sh: command not found\n" }],
    ["no-shell", 1, { status: 127, stderr: "fish: Unknown command: sh\n" }],
    ["not-linux", 1, { status: 1, noise: "welcome\n\nhostnet-00ff not-linux FreeBSD\n" }],
    // through a jump host, whose own trouble comes with the end of the way through it
    [
        "unreachable",
        on,
        {
            stderr: "ssh: connect to host j port 22: No route to host\r\nkex_exchange_identification: Connection closed by remote host\r\nConnection closed by UNKNOWN port 65535\r\n",
        },
    ],
    [
        "connection-refused",
        on,
        {
            stderr: "channel 0: open failed: connect failed: Connection refused\r\nstdio forwarding failed\r\nkex_exchange_identification: Connection closed by remote host\r\n",
        },
    ],
];

/** What is said beside the cause, and does not name another one. */
const beside: [Reason, string, Partial<Ending>][] = [
    // A banner may have the words of any symptom.
    [
        "refused-key",
        "Permission denied (publickey).",
        {
            stderr: "Welcome.\r\nToo many authentication failures lock you out. Connection refused?\r\nops@192.0.2.7: Permission denied (publickey).\r\n",
        },
    ],
    [
        "sudo-wants-password",
        "sudo: a password is required",
        {
            status: 1,
            stderr: "hostnet: not rooted in anything\nHost key verification failed.\nsudo: a password is required\n",
        },
    ],
    // The key file is named before ssh connects; here it never came to a key.
    [
        "connection-refused",
        "Connection refused",
        {
            stderr: "Warning: Identity file /k not accessible: No such file or directory.\nssh: connect to host 192.0.2.7 port 22: Connection refused\r\n",
        },
    ],
    // A warning that sudo goes on after.
    [
        "sudo-wants-password",
        "sudo: a password is required",
        {
            status: 1,
            stderr: "sudo: unable to resolve host edge1: Name or service not known\nsudo: a password is required\n",
        },
    ],
];

// sudo 1.8 to 1.9.15, sudo-rs 0.1 and 0.2, OpenDoas 6.8 under the name of sudo, PAM, OpenSSH 7.4 to 9.9, bash, dash, busybox.
const more: [Reason, number, Partial<Ending>][] = [
    ["sudo-wants-password", 1, { status: 1, stderr: "sudo: interactive authentication is required\n" }],
    ["sudo-wants-password", 1, { status: 1, stderr: "sudo-rs: interactive authentication is required\n" }],
    ["sudo-wants-password", 1, { status: 1, stderr: "sudo: Interaction is required\n" }],
    [
        "sudo-wants-password",
        1,
        {
            status: 1,
            stderr: "sudo: a terminal is required to read the password; either use the -S option to read from standard input or configure an askpass helper\nsudo: a password is required\n",
        },
    ],
    ["sudo-wants-password", 1, { status: 1, stderr: "doas: Authentication required\n" }],
    ["sudo-wants-terminal", 1, { status: 1, stderr: "doas: a tty is required\n" }],
    ["no-sudo", 1, { status: 1, stderr: "doas: Operation not permitted\n" }],
    ["no-sudo", 1, { status: 1, stderr: "sudo: I'm sorry ops. I'm afraid I can't do that\n" }],
    [
        "no-sudo",
        1,
        { status: 1, stderr: "Sorry, user ops is not allowed to execute '/usr/bin/sh -s' as root on edge1.\n" },
    ],
    [
        "no-sudo",
        1,
        { status: 1, stderr: "ops is not allowed to run sudo on edge1.  This incident will be reported.\n" },
    ],
    ["no-sudo", 1, { status: 127, stderr: "bash: line 1: exec: sudo: not found\n" }],
    [
        "sudo-broken",
        1,
        { status: 1, stderr: "sudo: /usr/bin/sudo must be owned by uid 0 and have the setuid bit set\n" },
    ],
    [
        "sudo-broken",
        1,
        {
            status: 1,
            stderr: 'sudo: The "no new privileges" flag is set, which prevents sudo from running as root.\nsudo: If sudo is running in a container, you may need to adjust the container configuration to disable the flag.\n',
        },
    ],
    [
        "sudo-broken",
        1,
        {
            status: 1,
            stderr: "sudo: parse error in /etc/sudoers near line 3\nsudo: no valid sudoers sources found, quitting\nsudo: unable to initialize policy plugin\n",
        },
    ],
    ["no-login", 1, { status: 1, stderr: "sudo: account validation failure, is your account locked?\n" }],
    ["no-login", 1, { status: 1, stderr: "sudo: Account or password is expired, reset your password and try again\n" }],
    ["no-login", 1, { status: 1, stderr: "Password change required but no TTY available.\r\n" }],
    [
        "no-login",
        1,
        {
            stderr: "Your account has expired; please contact your system administrator.\r\nConnection closed by 192.0.2.7 port 22\r\n",
        },
    ],
    [
        "no-login",
        on,
        {
            stderr: '"System is booting up. Unprivileged users are not permitted to log in yet. Please come back later. For technical details, see pam_nologin(8)."\r\nConnection closed by 192.0.2.7 port 22\r\n',
        },
    ],
    ["no-login", on, { status: 254, stderr: "Back at noon.\n" }],
    ["no-resources", 1, { status: 2, stderr: "sh: 0: Cannot fork\n" }],
    ["no-resources", 1, { status: 254, stderr: "-bash: fork: retry: Resource temporarily unavailable\n" }],
    ["no-resources", 1, { status: 2, stderr: "sh: can't fork: Resource temporarily unavailable\n" }],
    ["timeout", 1, { stderr: "Timeout, server 192.0.2.7 not responding.\r\n" }],
    [
        "bad-key",
        1,
        { stderr: 'Load key "/k": error in libcrypto\r\nops@192.0.2.7: Permission denied (publickey).\r\n' },
    ],
    ["bad-key", 1, { stderr: 'Load key "/k": invalid format\r\nops@192.0.2.7: Permission denied (publickey).\r\n' }],
    [
        "bad-key",
        1,
        {
            stderr: 'sign_and_send_pubkey: signing failed for ED25519 "/k" from agent: agent refused operation\r\nops@192.0.2.7: Permission denied (publickey).\r\n',
        },
    ],
    [
        "jump-failed",
        1,
        {
            stderr: "channel 0: open failed: administratively prohibited: open failed\r\nstdio forwarding failed\r\nkex_exchange_identification: Connection closed by remote host\r\nConnection closed by UNKNOWN port 65535\r\n",
        },
    ],
    [
        "jump-failed",
        1,
        {
            stderr: "/bin/sh: 1: cloudflared: not found\r\nkex_exchange_identification: Connection closed by remote host\r\nConnection closed by UNKNOWN port 65535\r\n",
        },
    ],
    [
        "refused-key",
        1,
        {
            stderr: "ops@jump: Permission denied (publickey).\r\nkex_exchange_identification: Connection closed by remote host\r\nConnection closed by UNKNOWN port 65535\r\n",
        },
    ],
    ["unknown-name", on, { stderr: "ssh: Could not resolve hostname edge1: Temporary failure in name resolution\r\n" }],
    [
        "turned-away",
        on,
        { stderr: "kex_exchange_identification: read: Connection reset by peer\r\nNot allowed at this time\r\n" },
    ],
    ["no-shell", 1, { status: 3, stderr: "module: no such thing\n" }],
];

describe("why a host cannot be used", () => {
    it.each(more)("%s, %d attempts: %j", (reason, attempts, more) => {
        const told = explain(host, ending(more));
        expect(told).toMatchObject({ reason, attempts });
        expect(told.sentence).toMatch(/^Host edge1 \(ops@192\.0\.2\.7\): .*; .*\.( \(.+\))?$/);
        expect(told.passes === undefined).toBe(attempts === 1);
    });

    it.each(beside)("%s, because %j, whatever else is said", (reason, line, more) => {
        const told = explain(host, ending(more));
        expect(told.reason).toBe(reason);
        expect(told.sentence).toContain(line);
    });

    it("calls a guess one", () => {
        const said = (more: Partial<Ending>) => explain(host, ending(more)).sentence;
        expect(said({ status: 3, stderr: "module: no such thing\n" })).toMatch(/perhaps .*\(module: no such thing\)$/);
        expect(said({ status: 254, stderr: "Back at noon.\n" })).toMatch(/perhaps .*\(Back at noon\.\)$/);
        expect(said({ stderr: "Connection closed by 192.0.2.7 port 22\r\n" })).toMatch(/it may have too many/);
    });

    it.each(table)("%s, %d attempts: %j", (reason, attempts, more) => {
        const told = explain(host, ending(more));
        expect(told).toMatchObject({ reason, attempts });
        expect(told.sentence).toMatch(/^Host edge1 \(ops@192\.0\.2\.7\): .*; .*\.( \(.+\))?$/);
    });

    it("quotes the line that says so", () => {
        expect(explain(host, ending({ stderr: changed })).sentence).toContain("HAS CHANGED");
        expect(
            explain(host, ending({ status: 1, noise: "This account is currently not available.\n" })).sentence,
        ).toContain("(This account");
    });

    it("names the way through", () => {
        expect(explain({ ...host, proxyJump: "j" }, ending({})).sentence).toMatch(
            /^Host edge1 \(ops@192\.0\.2\.7\) through j: /,
        );
    });
});

describe("a lock that could not be had", () => {
    it.each([
        ["12 3\n7 90\n9 75", 1, "since 75 s (process 9 there)"],
        ["12 3\n7 90", 1, "since 3 s (process 12 there)"],
        ["7 90", 1, "since 90 s (process 7 there)"],
        ["", 1, "held by others all the time"],
        ["", 127, "there is no `flock`; install util-linux"],
        ["12 3", 71, "its lock could not be taken, because flock ended with status 71; nothing was done"],
    ])("%j, status %i: %s", (holders, status, expected) => {
        expect(lockedOut("edge1", { holders, status })).toContain(expected);
    });
});
