import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { opening, operation, reply } from "../../../provider/host/protocol";

const shells = ["sh", "bash", "dash", "busybox sh", "ksh", "mksh"].filter((shell) => {
    const [program = "", ...args] = shell.split(" ");
    return spawnSync(program, [...args, "-c", ":"]).status === 0;
});
/** Feeds a shell a text that ends there, as it does when a connection is cut. */
const feed = (shell: string, input: string | Buffer, env: NodeJS.ProcessEnv = process.env) => {
    const [program = "", ...args] = shell.split(" ");
    return spawnSync(program, args, { input, env, timeout: 20_000 });
};
const session = (text: string) => `${opening("HELLO", 60)}${text}`;
const answer = (shell: string, script: string, lockSeconds = 0) => {
    const { stdout } = feed(shell, session(operation({ mark: "MARK", script, lockSeconds })));
    return reply(stdout, "MARK")?.reply;
};

describe.each(shells)("the host's side in %s", (shell) => {
    it("tells output, error output and status", () => {
        expect(answer(shell, "echo out; echo err >&2; exit 3")).toMatchObject({
            kind: "answer",
            output: "out",
            said: "err",
            status: 3,
        });
        expect(answer(shell, "")).toMatchObject({ output: "", status: 0 });
        expect(answer(shell, "if")).toMatchObject({ status: /ksh/.test(shell) ? 1 : 2 });
    });

    it("has its own PATH, locale, standard input and folder", () => {
        const env = {
            PATH: process.env.PATH,
            LC_ALL: "de_DE.UTF-8",
            LANGUAGE: "de",
            CDPATH: "/tmp",
            ENV: "/x",
            BASH_ENV: "/x",
        };
        const script = 'echo "$PATH $LC_ALL $LANGUAGE$CDPATH"; pwd; umask -S; cat; [ -z "$BASH_ENV$ENV" ]';
        const frames = [script, "echo not eaten"].map((each, i) =>
            operation({ mark: `M${i}`, script: each, lockSeconds: 0 }),
        );
        // More than a shell reads ahead, so that the second is still to be read when the first runs.
        const { stdout } = feed(shell, session(frames.join(`# ${"-".repeat(200_000)}\n`)), env);
        expect(reply(stdout, "M1")?.reply).toMatchObject({ output: "not eaten" });
        expect(reply(stdout, "M0")?.reply).toMatchObject({
            status: 0,
            output: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin C \n/\nu=rwx,g=rx,o=rx",
        });
    });

    it("says what it runs where that is not Linux, and takes no operation", () => {
        const text = session(operation({ mark: "MARK", script: "echo ran", lockSeconds: 0 }));
        const elsewhere = `uname() { echo FreeBSD; }\n${text.replace("/proc/sys/kernel/ostype", "/nowhere")}`;
        const { stdout, status } = feed(shell, elsewhere);
        expect(stdout.toString()).toBe("\nHELLO not-linux FreeBSD\n");
        expect(status).toBe(1);
    });

    it("survives whatever a script does to its own process", () => {
        const frames = [
            "set -eu; false",
            "exec 2>&1 >/dev/null; exit 9",
            "trap '' TERM; cd /tmp; exec true",
            "kill -9 $(exec sh -c 'echo $PPID')",
            "x=$(",
            "return 5",
        ];
        const text = frames.map((script, i) => operation({ mark: `M${i}`, script, lockSeconds: 0 })).join("");
        const { stdout } = feed(shell, session(`${text}${operation({ mark: "LAST", script: "pwd", lockSeconds: 0 })}`));
        expect(reply(stdout, "LAST")?.reply).toMatchObject({ output: "/", status: 0 });
    });

    it("goes on when it is hung up on, and so does the script", () => {
        expect(
            answer(shell, "kill -HUP $$; kill -PIPE $$; sh -c 'kill -HUP $$; kill -PIPE $$; echo on'"),
        ).toMatchObject({
            output: "on",
            status: 0,
        });
    });

    it("takes any text", () => {
        const texts = fc.string({ unit: "binary", maxLength: 60 }).filter((text) => !/[\0\uD800-\uDFFF]/.test(text));
        fc.assert(
            fc.property(fc.array(texts, { minLength: 30, maxLength: 60 }), (all) => {
                // As data in a here-document, after which comes a text with the control characters of dash.
                const scripts = all.map((text) => `cat <<'END-OF-IT'\n${text}Łódź\u0081\u0088\nEND-OF-IT`);
                const { stdout } = feed(
                    shell,
                    session(scripts.map((script, i) => operation({ mark: `M${i}.`, script, lockSeconds: 0 })).join("")),
                );
                let rest = stdout;
                return all.every((text, i) => {
                    const got = reply(rest, `M${i}.`);
                    rest = rest.subarray(got?.end ?? 0);
                    return got?.reply.kind === "answer" && got.reply.output === `${text}Łódź\u0081\u0088`;
                });
            }),
            { numRuns: 5 },
        );
    });
});

describe("a connection cut at any byte", () => {
    it.each(shells)("runs the whole script or nothing: %s", { timeout: 120_000 }, (shell) => {
        const dir = mkdtempSync(join(tmpdir(), "hostnet-cut-"));
        onTestFinished(() => rmSync(dir, { recursive: true }));
        const file = join(dir, "ran");
        // Every cut of this leaves commands that could run.
        const script = `echo a >>${file}; echo 'it'\\''s'\n{ echo b >>${file}; }\n\n\\\nf() { echo c >>${file}; }; f; echo "end" >>${file}\n`;
        const frame = operation({ mark: "MARK", script, lockSeconds: 0 });
        const cuts = [...frame].map((_, length) => frame.slice(0, length));
        const whole = "a\nb\nc\nend\n";
        // The prelude is left out, because it takes time to read and has nothing to do with it.
        const start = `hostnet_run() { eval " $3"; }\n`;
        const ran = cuts.map((cut) => {
            rmSync(file, { force: true });
            feed(shell, `${start}${cut}`);
            return existsSync(file) ? readFileSync(file, "utf8") : "";
        });
        expect(new Set(ran)).toEqual(new Set(["", whole]));
        // Only the newline after the closing brace may be missing.
        expect(ran.filter((each) => each === whole)).toHaveLength(1);
        expect(ran.at(-1)).toBe(whole);
    });
});

describe("a reply", () => {
    it("is found wherever it is cut, without looking twice at what came before", () => {
        const whole = Buffer.from(`noise\nM\n${"x".repeat(99)}\nM-said\nw\nM 0 1.00 1.50\nM2\n`);
        const end = whole.length - 3;
        for (let cut = 0; cut < end; cut++) {
            expect(reply(whole.subarray(0, cut), "M", Math.max(0, cut - 1))).toBeUndefined();
            expect(reply(whole, "M", cut)?.end).toBe(cut <= end ? end : undefined);
        }
    });

    it.each([
        ["", undefined],
        ["noise\nM\nout", undefined],
        ["M\nout\nM-said\nerr\n", undefined],
        ["M\nout\nM 0 1.00", undefined],
        ["noiseM\n\nM 0 1.00 1.50\nrest", { output: "", status: 0, seconds: 0.5 }],
        ["M\na\nM-said\nb\nM 1 1.00 1.50\n", { output: "a", said: "b", status: 1 }],
        ["M\na\nb\n\nM 137 1.00 3.00\n", { output: "a\nb\n", status: 137, seconds: 2 }],
        ["M\n12 3\nM locked 1\n", { kind: "locked", holders: "12 3", status: 1 }],
    ])("%j", (text, expected) => {
        const got = reply(Buffer.from(text), "M");
        expected ? expect(got?.reply).toMatchObject(expected) : expect(got).toBeUndefined();
    });
});
