import type { Ground } from "../lab/kinds/harness";

const iproute2 = '*" add "*|*" set "*|*" del "*|*" replace "*|*" append "*|*" attach "*|*" netns exec "*" sh "*';
/** Words that change something, in a command of these; other tools change something whenever they are called. */
const changing: Readonly<Record<string, string>> = { ip: iproute2, bridge: iproute2, ethtool: '*" -K "*' };

/** What happens at one change that an operation makes on a host. */
export interface Act {
    readonly what:
        | "fails" // with a status, instead of the change
        | "hangs" // instead of the change, until it is told to stop
        | "pauses" // for two seconds before the change
        | "kills the script" // -9, all of it
        | "kills the shell" // -9 of the session's shell; the script goes on
        | "kills both";
    readonly status?: number;
    /** The change itself happens first. */
    readonly after?: boolean;
    /** Every change from that one on fails, so that undoing fails too. */
    readonly forGood?: boolean;
}

/** Kills of the shells above the program: the session's is the one that sshd started, the script's the one below. */
const kill = (which: string) => `
    above='' p=$PPID
    while read -r line </proc/$p/stat && case $line in *"(sshd"*) false ;; esac; do
        above="$p $above"
        set -- \${line##*) }
        p=$2
    done
    set -- $above
    session=$1
    shift
    kill -KILL ${which}`;

const strike = ({ what, status = 4 }: Act): string =>
    ({
        fails: `echo "the shim says no" >&2; exit ${status}`,
        hangs: "exec sleep 1000",
        pauses: "sleep 2",
        "kills the script": `${kill("$@")}; exit 9`,
        "kills the shell": kill('"$session"'),
        "kills both": `${kill('"$session" "$@"')}; exit 9`,
    })[what];

/** A program in front of a real one that acts at the k-th change; 0 only counts. */
const shim = (tool: string, call: number, act: Act): string => `#!/bin/sh
real=$(PATH=/usr/sbin:/usr/bin:/sbin:/bin command -v ${tool})
due() {
    ${changing[tool] ? `case " $* " in ${changing[tool]}) ;; *) return 1 ;; esac` : ":"}
    read -r n </run/shim; n=$((n + 1)); echo $n >/run/shim
    [ ${call} -gt 0 ] && [ $n ${act.forGood ? "-ge" : "-eq"} ${call} ]
}
strike() { ${strike(act)}; }
nl='
'
case " $* " in
*" -batch "*)
    line=0 lines=''
    while read -r row; do
        line=$((line + 1))
        if due "$row"; then
            ${act.after ? 'lines="$lines$row$nl"' : ":"}
            printf '%s' "$lines" | "$real" "$@"
            echo "Command failed -:$line" >&2
            lines=''
            strike
            ${act.after ? "continue" : ""}
        fi
        lines="$lines$row$nl"
    done
    printf '%s' "$lines" | "$real" "$@"
    exit
    ;;
esac
if due "$@"; then
    ${act.after ? '"$real" "$@"; said=$?; strike; exit $said' : "strike"}
fi
exec "$real" "$@"
`;

/** Lets something happen at the k-th change by one of these programs, from now until `mend`. */
export async function sabotage(
    ground: Pick<Ground, "sh">,
    node: string,
    tools: readonly string[],
    call: number,
    act: Act,
): Promise<void> {
    const files = tools.map(
        (tool) =>
            `cat >/usr/local/sbin/${tool} <<'SHIM'\n${shim(tool, call, act)}SHIM\n/bin/chmod 755 /usr/local/sbin/${tool}`,
    );
    await ground.sh(["set -e", "echo 0 >/run/shim", ...files].join("\n"), node);
}

/** Takes the shims away; says how many changes there were. */
export async function mend(ground: Pick<Ground, "sh">, node: string): Promise<number> {
    return Number(await ground.sh("read -r n </run/shim; echo $n; /bin/rm -f /usr/local/sbin/* /run/shim", node));
}
