import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Command, cmd, type Step, step } from "../../../provider/kernel/command";
import { fingerprint } from "../../../provider/kernel/facts";
import { type Operation, type Outcome, parseOutcome, renderOperation } from "../../../provider/kernel/operation";
import { prelude } from "../../../provider/kernel/prelude";
import { quote } from "../../../provider/kernel/shell";
import { run, type Shell } from "./shells";

/** A host that is a list of names: `act` adds one, `unact` takes it away, and a batch of `ip` does so line by line. */
const fakes = `
world() {
    [ ! -e "$place/blind" ] || unclear "cannot see"
    [ -s "$place/world" ] || return 0
    echo @world; sed 's/^/= /' "$place/world"
}
act() {
    printf '%s\\n' "+$1" >>"$place/log"
    case $1 in
    fail*) echo "no $1" >&2; return 3 ;;
    *) printf '%s\\n' "$1" >>"$place/world" ;;
    esac
    case $1 in
    killed*) return 137 ;;
    late*) kill -TERM $$ ;;
    blinding*) : >"$place/blind"; return 3 ;;
    esac
}
unact() {
    printf '%s\\n' "-$1" >>"$place/log"
    grep -vxF -e "$1" "$place/world" >"$place/rest"
    mv "$place/rest" "$place/world"
}
ip() {
    [ "$1" = -batch ] || { act "$1"; return; }
    line=0
    while read -r name; do
        line=$((line + 1))
        act "$name" || { code=$?; [ $code -gt 128 ] || echo "Command failed -:$line" >&2; return $code; }
    done
}
demanding() { [ "$1" != no ] || refuse "the host says no"; }
`;

/** Standard error is kept apart, as a session does. */
const apart = 'exec 8>>"$place/errors" 2>&8';

/** What came of an operation on such a host. */
export interface Result {
    readonly outcome: Outcome;
    /** `+name` and `-name`, as they were done. */
    readonly log: readonly string[];
    readonly world: readonly string[];
}

const lines = (path: string): string[] => {
    try {
        return readFileSync(path, "utf8").split("\n").slice(0, -1);
    } catch {
        return [];
    }
};

export const textOf = (world: readonly string[]): string =>
    world.length > 0 ? ["@world", ...world.map((name) => `= ${name}`)].join("\n") : "";

const look: readonly Command[] = [cmd`world`];

export function operate(shell: Shell, before: readonly string[], operation: Partial<Operation>): Result {
    const place = mkdtempSync(join(tmpdir(), "operation-"));
    try {
        writeFileSync(join(place, "world"), before.map((name) => `${name}\n`).join(""));
        const expected = before.length > 0 ? fingerprint(textOf(before)) : "";
        const script = renderOperation({ expected, look, demands: [], steps: [], settle: look, ...operation });
        const { stdout } = run(shell, `${prelude}\nplace=${quote(place)}\n${apart}\n${fakes}\n${script}\n`);
        const outcome = parseOutcome(stdout.replace(/\n$/, ""));
        if (!outcome) throw new Error(`no outcome: ${stdout}`);
        return { outcome, log: lines(join(place, "log")), world: lines(join(place, "world")) };
    } finally {
        rmSync(place, { recursive: true });
    }
}

/** A step of its own process. */
export const alone = (name: string): Step => step(cmd`act ${name}`, cmd`unact ${name}`);

/** A step that goes into a batch with its neighbours. */
export const batched = (name: string): Step => step(cmd`ip ${name}`, cmd`unact ${name}`);
