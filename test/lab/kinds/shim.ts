import type { Ground } from "./harness";

const iproute2 = '*" add "*|*" set "*|*" del "*|*" replace "*|*" append "*|*" attach "*|*" netns exec "*" sh "*';
/** Words that change something, in a command of these; other tools change something whenever they are called. */
export const changing: Readonly<Record<string, string>> = { ip: iproute2, bridge: iproute2, ethtool: '*" -K "*' };

/** Ends the shells that asked for a change, before that: the kernel does so where it has no memory left. */
const ending = `
ends() {
    pid=$PPID all=''
    while [ "$(cat /proc/$pid/comm)" = sh ]; do
        all="$pid $all"
        read -r _ _ _ pid _ </proc/$pid/stat
    done
    kill -9 $all
}`;

/** A program in front of the real ones whose k-th change fails with a status; the changes before and after it work. */
const shim = (tool: string, call: number, status: number, kills: boolean): string => `#!/bin/sh
${ending}
real=$(PATH=/usr/sbin:/usr/bin:/sbin:/bin command -v ${tool})
fails() {
    ${changing[tool] ? `case " $* " in ${changing[tool]}) ;; *) return 1 ;; esac` : ":"}
    read -r n </run/shim; n=$((n + 1)); echo $n >/run/shim
    [ $n -eq ${call} ] || return 1
    ${kills ? ":" : 'echo "the shim says no" >&2'}
}
case " $* " in
*" -batch "*)
    line=0 lines=''
    while read -r row; do
        line=$((line + 1))
        if fails "$row"; then
            ${kills ? "ends; exit" : ":"}
            printf '%s' "$lines" | "$real" "$@"
            echo "Command failed -:$line" >&2
            exit ${status}
        fi
        lines="$lines$row
"
    done
    printf '%s' "$lines" | "$real" "$@"
    exit
    ;;
esac
if fails "$@"; then ${kills ? "ends; " : ""}exit ${status}; fi
exec "$real" "$@"
`;

/** Makes the k-th change by one of these programs fail, or end the operation, from now until `reset` or `mend`. */
export async function breakAt(
    ground: Ground,
    call: number,
    { tools = ["ip", "bridge"], status = 4, node = "host1", kills = false } = {},
): Promise<void> {
    const files = tools.map(
        (tool) =>
            `cat >/usr/local/sbin/${tool} <<'SHIM'\n${shim(tool, call, status, kills)}SHIM\nchmod 755 /usr/local/sbin/${tool}`,
    );
    await ground.sh(["set -e", "echo 0 >/run/shim", ...files].join("\n"), node);
}

/** Takes the shims away; says whether the change that was to fail came. */
export async function mend(ground: Ground, call: number, node = "host1"): Promise<boolean> {
    const count = await ground.sh("cat /run/shim; rm -f /usr/local/sbin/* /run/shim", node);
    return Number(count) >= call;
}
