/** How flock ends when others have the lock all the time; it says nothing then. */
const timedOut = 1;

/** Why the host's lock could not be had. `holders` has a line `process seconds` for each that has it. */
export function lockedOut(
    host: string,
    { holders, said = "", status }: { holders: string; said?: string; status: number },
): string {
    if (status !== timedOut && status !== 127)
        return `Host ${host}: its lock could not be taken, because flock ended with status ${status}${said && ` (${said.trim()})`}; nothing was done.`;
    if (status === 127) return `Host ${host}: there is no \`flock\`; install util-linux.`;
    const ages = holders.split("\n").flatMap((line) => {
        const [process, seconds] = line.split(" ").map(Number);
        return process && seconds !== undefined ? [{ process, seconds }] : [];
    });
    // The eldest is the session that took the lock, the next what it runs now.
    const [session, running = session] = ages.sort((a, b) => b.seconds - a.seconds);
    const who = running
        ? `another hostnet operation holds its lock, since ${running.seconds} s (process ${running.process} there)`
        : "its lock was held by others all the time";
    return `Host ${host}: ${who}; nothing was done. Try again when it has ended.`;
}
