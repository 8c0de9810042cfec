/** What the refusal below prints on standard error. */
export const notRoot = "hostnet: not root";

/**
 * What a login starts: a shell that reads its standard input as root. In one piece, because a shell that reads commands
 * from a pipe takes more of it than one line and what it took would be lost on `exec`.
 * sudo keeps nothing of the environment: who connected goes along as arguments (scripts/session.sh).
 * Without quotes, backslash and `!`, so that in single quotes it means the same to sh, csh, fish, zsh and nushell.
 */
export function elevated(sudo: boolean | undefined): string {
    const otherwise = sudo === false ? `echo ${notRoot} >&2; exit 77` : "exec sudo -n sh -s $SSH_CONNECTION";
    return `LC_ALL=C; export LC_ALL; test $(id -u) = 0 && exec sh; ${otherwise}`;
}
