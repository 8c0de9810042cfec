import { posix } from "node:path";
import { HOST_PATH } from "../../../lab/place";
import { elevated } from "../../../provider/host/elevate";
import { prelude } from "../../../provider/kernel/prelude";
import type { Ground } from "../../lab/kinds/harness";
import { type Call, naming, suspicion, writing } from "./calls";

const file = "/run/execs";
const login = elevated(undefined);

/** Everything that a host's sshd, and what it started, executed. */
export interface Execs {
    /** Path of the program and its arguments, in order. */
    calls(): Promise<Call[]>;
}

/** Logs what a host executes for who logs in from now on: whole command lines, from the kernel (strace(1)). */
export async function watchExecs({ lab }: Ground, node: string): Promise<Execs> {
    const trace = "-f -v -xx -s 65536 -e trace=execve,execveat -e signal=none";
    // It ends with the host.
    const child = lab.spawn(node, ["sh", "-c", `exec strace ${trace} -o ${file} -p "$(cat /run/lab/sshd.pid)"`]);
    await new Promise<void>((resolve, reject) => {
        let said = "";
        child.stderr?.on("data", (data) => {
            said += data;
            if (said.includes("attached")) resolve();
        });
        child.then(() => reject(new Error(`strace ended: ${said}`)), reject);
    });
    return { calls: async () => execsIn((await lab.exec(node, ["cat", file])).stdout) };
}

/** Each row is `PID execve("path", ["word", ...], ...`, where every byte of a string is `\xNN`. */
export function execsIn(log: string): Call[] {
    const rows = log.split("\n").filter((row) => /^\d+ +execve/.test(row));
    return rows.map((row) => {
        const [, path, argv] = /execve(?:at)?\((?:[^"]*, )?("[^"]*"), \[([^\]]*)\]/.exec(row) ?? [];
        // A log that cannot be read must not look like one without anything bad in it.
        if (!path || argv === undefined || argv.includes("...")) throw new Error(`strace wrote ${row.slice(0, 400)}`);
        const texts = argv.split(", ").slice(1);
        return [path, ...texts].map((text) => Buffer.from(text.replace(/["\\x]/g, ""), "hex").toString());
    });
}

/** What is wrong with something that was executed, if anything. */
export function suspect([path = "", ...words]: Call): string | undefined {
    const program = posix.basename(path);
    // sshd itself; since 9.8 in parts.
    if (/^\/usr\/(sbin|lib(exec)?(\/openssh)?)\/sshd(-session|-auth)?$/.test(path)) return undefined;
    // Where it is looked for along PATH, each folder is a try.
    if (!HOST_PATH.split(":").includes(posix.dirname(path))) return `it executed ${path} ${words.join(" ")}`;
    if (program === "sh" || program === "bash") return suspectShell(words);
    return suspicion([program, ...words]);
}

/** A shell reads its standard input, or executes one of our own scripts, whose arguments are data. */
function suspectShell(words: readonly string[]): string | undefined {
    const [option, script = ""] = words;
    if (words.length === 0) return undefined;
    const ours = [login, `sh -c '${login}'`, naming, writing].includes(script) || prelude.includes(`'${script}'`);
    return option === "-c" && script !== "" && ours ? undefined : `a shell got ${JSON.stringify(words)}`;
}
