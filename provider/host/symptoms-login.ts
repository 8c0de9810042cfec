import { notRoot } from "./elevate";
import { account, type Symptom } from "./symptoms";

const by = "^(sudo|sudo-rs|doas): ";

/** What happened on the host itself, after the login: what sudo, sudo-rs, doas, PAM and shells say. */
export const afterLogin: readonly Symptom[] = [
    {
        reason: "not-root",
        said: new RegExp(`^${notRoot}`),
        what: (connection) =>
            `${account(connection)} is not root and \`sudo\` is false; log in as root, or leave \`sudo\` out`,
    },
    {
        reason: "sudo-wants-terminal",
        said: new RegExp(`${by}(sorry, you must have a tty|a tty is required)`),
        what: (connection) =>
            `sudo wants a terminal of ${account(connection)}; take \`requiretty\` out of its sudoers, or log in as root`,
    },
    {
        reason: "sudo-wants-password",
        said: new RegExp(
            `${by}(.*(password|terminal) is required|(interactive |[Ii]nter)?a(ction|uthentication) (is )?required|Authentication required|Authorization required)`,
        ),
        what: (connection) =>
            `sudo wants a password of ${account(connection)}; allow it NOPASSWD in sudoers, or log in as root`,
    },
    {
        reason: "no-sudo",
        said: new RegExp(
            `sudo: (\\S+ )*not found|sudo: (No such file|command not found)|^\\S+ is not in the sudoers|^Sorry, user \\S+ is not allowed to|${by}(Sorry, user|I'm sorry|Operation not permitted)|^\\S+ is not allowed to run sudo|${by}.*may not run sudo`,
        ),
        what: (connection) =>
            `${account(connection)} is not root and may not use sudo; log in as root, or install sudo and allow it NOPASSWD`,
    },
    {
        reason: "no-login",
        said: new RegExp(
            `${by}.*([Aa]ccount|[Pp]assword).*(expired|locked|validation failure|management error)|^(WARNING: )?Your (account|password) has expired|^Password change required`,
        ),
        what: (connection) => `the account or password of ${account(connection)} has expired; renew it on the host`,
    },
    {
        reason: "sudo-broken",
        said: new RegExp(
            `${by}.*(setuid|effective uid is not 0|no new privileges|(parse|syntax) error|sudoers|sudo\\.conf|policy plugin|is not enabled|should be|/etc/)`,
        ),
        what: () => "its sudo does not work; mend it on the host, or log in as root",
    },
    {
        reason: "no-resources",
        said: /[Cc]an(no|')t fork|fork: .*(Resource temporarily unavailable|Cannot allocate memory)|^sudo: unable to (fork|allocate memory)/,
        what: () => "it cannot start another process; look at its memory, and at its limits of processes",
    },
    {
        reason: "no-login",
        said: /^"?System is (booting up|going down)\.|pam_nologin/,
        passes: "it admits no logins while it starts or stops",
        what: (connection) =>
            `it admits no logins, because it is starting or stopping; wait for it, or take /etc/nologin and /run/nologin away there if they were left behind (root may log in all the same: now it is ${account(connection)})`,
    },
    {
        reason: "no-shell",
        said: /^This account is (currently )?not available|\bsh: (command )?not found|Unknown command: '?sh\b|^\S*sh: No such file/,
        what: (connection) => `the login shell of ${account(connection)} starts no POSIX \`sh\`; give it a login shell`,
    },
];
