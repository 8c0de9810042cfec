import type { Connection } from "./connection";

/**
 * With a jump host, ssh starts a second ssh by a shell, and writes the path of its configuration there as it is. So this one
 * path may hold nothing that the shell, or ssh's own % tokens, would take for more.
 */
export const jumpsSafely = ({ proxyJump, sshConfigFile = "" }: Connection): boolean =>
    proxyJump === undefined || proxyJump === "none" || /^[A-Za-z0-9_@+=:,./~-]*$/.test(sshConfigFile);

export const plainPath = "without blanks and characters of the shell where proxyJump is given: ssh hands it to a shell";
