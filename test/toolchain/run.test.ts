import {
    chmodSync,
    copyFileSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    rmSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findLabs, labDown, labUp } from "../../lab";
import { root } from "../../scripts/build";
import { withoutLabsLeft } from "../../scripts/leftovers";
import { summaryOf } from "../../scripts/summary";

describe("a script of a fresh clone", () => {
    let clone: string;
    beforeEach(() => {
        clone = mkdtempSync(join(tmpdir(), "hostnet-clone-"));
        for (const folder of ["scripts", "bin"]) mkdirSync(join(clone, folder));
        copyFileSync(join(root, "scripts/run.js"), join(clone, "scripts/run.js"));
        writeFileSync(join(clone, "package.json"), "{}");
        writeFileSync(join(clone, "package-lock.json"), "{}");
        utimesSync(join(clone, "package-lock.json"), 1, 1);
        writeFileSync(
            join(clone, "scripts/hello.ts"),
            `const words: string[] = process.argv.slice(2);\nconsole.log("hello", ...words);\nprocess.exitCode = 3;\n`,
        );
        writeFileSync(
            join(clone, "bin/npm"),
            `#!/bin/sh\necho "$@" >>${clone}/calls\nln -s ${root}/node_modules ${clone}/node_modules\n`,
        );
        chmodSync(join(clone, "bin/npm"), 0o755);
    });
    afterEach(() => rmSync(clone, { recursive: true }));

    const run = (...args: string[]) =>
        execa(process.execPath, args, {
            cwd: clone,
            env: { PATH: `${join(clone, "bin")}:${process.env.PATH}` },
            reject: false,
        });

    it("has the npm packages installed first, once, and passes on words and status", async () => {
        const first = await run("scripts/run.js", "scripts/hello.ts", "a", "b");
        expect(first).toMatchObject({ stdout: "hello a b", exitCode: 3, stderr: "installing the npm packages..." });
        expect(await run("scripts/run.js", "scripts/hello.ts")).toMatchObject({ stdout: "hello", stderr: "" });
        const calls = readFileSync(join(clone, "calls"), "utf8");
        expect(calls).toMatch(/^install .*--no-save.*\n$/);
        // A newer lock asks for more than is there.
        utimesSync(join(clone, "package-lock.json"), new Date(), new Date(Date.now() + 1000));
        rmSync(join(clone, "node_modules"));
        expect((await run("scripts/run.js", "scripts/hello.ts")).stdout).toBe("hello");
        expect(readFileSync(join(clone, "calls"), "utf8")).toBe(calls + calls);
    });

    it.each(["18.20.0", "20.18.9"])("says that Node %s is too old, and installs nothing", async (version) => {
        const old = `Object.defineProperty(process, "versions", { value: { node: "${version}" } }); require("./scripts/run.js")`;
        const { stderr, exitCode } = await run("-e", old);
        expect(stderr).toBe(`Node 20.19 or newer is needed, this is ${version}.`);
        expect(exitCode).toBe(1);
    });
});

it.each([
    { what: "all passed", passed: 7, failed: 0, tests: undefined, line: "7 passed, 0 failed", good: true },
    { what: "some failed", passed: 7, failed: 2, tests: ["passed", "failed"], line: "7 passed, 2 failed", good: false },
    { what: "a file did not load", passed: 7, failed: 0, tests: [], line: "7 passed, 1 failed", good: false },
    {
        what: "its lab did not come up",
        passed: 7,
        failed: 0,
        tests: ["pending"],
        line: "7 passed, 1 failed",
        good: false,
    },
    { what: "there was none", passed: 0, failed: 0, tests: undefined, line: "0 passed, 0 failed", good: false },
])("tests of which $what end with $line", ({ passed, failed, tests, line, good }) => {
    const times = { startTime: 0, endTime: 1000 };
    const testResults = [
        { ...times, name: "one", status: "passed", assertionResults: [{ status: "passed" }] },
        ...(tests
            ? [{ ...times, name: "two", status: "failed", assertionResults: tests.map((status) => ({ status })) }]
            : []),
    ];
    const summary = summaryOf({ numPassedTests: passed, numFailedTests: failed, testResults });
    expect(summary).toMatchObject({ line, good, broken: tests && failed === 0 ? ["two"] : [] });
});

it("takes down the labs that an interrupted run of the tests left, and no other", { timeout: 60_000 }, async () => {
    const isOurs = (name: string) => name.startsWith("run-");
    await labUp({ name: "run-before", hosts: 1 });
    try {
        const killed = withoutLabsLeft(async () => {
            await labUp({ name: "run-left", hosts: 1 });
            throw new Error("killed");
        }, isOurs);
        await expect(killed).rejects.toThrow("killed");
        expect(
            findLabs()
                .map(({ name }) => name)
                .filter(isOurs),
        ).toEqual(["run-before"]);
    } finally {
        await labDown("run-before");
    }
});
