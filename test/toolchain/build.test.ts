import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, it } from "vitest";
import { root } from "../../scripts/build";

// A copy of what is built, so that nobody's dist is touched.
let copy: string;
beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), "hostnet-build-"));
    for (const part of ["addressing", "naming", "spec", "sdk", "provider", "scripts", "lab", "toolchain"])
        cpSync(join(root, part), join(copy, part), { recursive: true });
    for (const file of ["package.json", "tsconfig.json", "tsconfig.build.json"])
        cpSync(join(root, file), join(copy, file));
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

it("what a killed build leaves does not pass for whole, and the next one makes it so", {
    timeout: 240_000,
}, async () => {
    const killed = execa("npm", ["run", "build"], { cwd: copy, reject: false, detached: true, stdin: "ignore" });
    // The shell functions are there first, what the compiler writes is not.
    await expect
        .poll(() => existsSync(join(copy, "dist/provider/kernel/scripts")), { timeout: 60_000, interval: 5 })
        .toBe(true);
    process.kill(-(killed.pid as number), "SIGKILL");
    await killed;
    // As if the compiler had come as far as the file that programs import.
    cpSync(join(root, "sdk/index.ts"), join(copy, "dist/sdk/index.js"));
    const again = 'require("./scripts/build").build()';
    await execa(process.execPath, ["--import", "tsx", "--conditions=import", "-e", again], { cwd: copy });
    for (const file of ["sdk/index.d.ts", "provider/index.js", "addressing/index.js"])
        expect(existsSync(join(copy, "dist", file)), file).toBe(true);
});
