import { describe, expect, it } from "vitest";
import type { Connection } from "../../../provider/host/connection";
import type { Reason } from "../../../provider/host/errors";
import { explain } from "../../../provider/host/explain";
import { lockedOut } from "../../../provider/host/locked";
import type { Ending } from "../../../provider/host/shell";

const host: Connection = { name: "edge1", address: "192.0.2.7", user: "ops" };
const ending = (more: Partial<Ending>): Ending => ({ status: 255, stderr: "", noise: "", silent: false, ...more });
const changed = `@@@@@@@@@@@@@@@@\r\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r\n@@@@@@@@\r\nIT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!\r
Host key for 192.0.2.7 has changed and you have requested strict checking.\r\nHost key verification failed.\r\n`;

// What OpenSSH 9.2, sudo 1.9, dash, bash and fish really say.
const table: [Reason, number, Partial<Ending>][] = [
    ["unreachable", 1, { stderr: "ssh: connect to host 192.0.2.7 port 22: Connection timed out\r\n" }],
    ["unreachable", 1, { stderr: "ssh: connect to host 192.0.2.7 port 22: No route to host\r\n" }],
    ["unreachable", 1, { stderr: "ssh: connect to host 192.0.2.7 port 22: Network is unreachable\r\n" }],
    ["connection-refused", 3, { stderr: "ssh: connect to host 192.0.2.7 port 2222: Connection refused\r\n" }],
    ["unknown-name", 1, { stderr: "ssh: Could not resolve hostname nope.invalid: Name or service not known\r\n" }],
    [
        "timeout",
        1,
        { stderr: "Connection timed out during banner exchange\r\nConnection to 192.0.2.7 port 22 timed out\r\n" },
    ],
    ["timeout", 1, { stderr: "", silent: true, status: undefined }],
    [
        "turned-away",
        5,
        {
            stderr: "kex_exchange_identification: Connection closed by remote host\r\nConnection closed by 192.0.2.7 port 22\r\n",
        },
    ],
    ["turned-away", 5, { stderr: "kex_exchange_identification: read: Connection reset by peer\r\n" }],
    ["turned-away", 5, { stderr: "Connection closed by 192.0.2.7 port 22\r\n" }],
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
    ["sudo-wants-password", 1, { status: 1, stderr: "sudo: sorry, you must have a tty to run sudo\n" }],
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
        1,
        {
            stderr: "ssh: connect to host j port 22: No route to host\r\nkex_exchange_identification: Connection closed by remote host\r\nConnection closed by UNKNOWN port 65535\r\n",
        },
    ],
    [
        "connection-refused",
        3,
        {
            stderr: "channel 0: open failed: connect failed: Connection refused\r\nstdio forwarding failed\r\nkex_exchange_identification: Connection closed by remote host\r\n",
        },
    ],
];

describe("why a host cannot be used", () => {
    it.each(table)("%s, %i attempts: %j", (reason, attempts, more) => {
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
    ])("%j, status %i: %s", (holders, status, expected) => {
        expect(lockedOut("edge1", { holders, status })).toContain(expected);
    });
});
