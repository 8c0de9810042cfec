import { randomInt } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { ensurePackages } from "../toolchain/packages";
import { ensurePulumi } from "../toolchain/pulumi";
import { build, root } from "./build";
import { checkShell } from "./check-shell";
import { withoutLabsLeft } from "./leftovers";
import { needsOf } from "./needs";
import { slowestTable } from "./slowest-table";
import { main, step } from "./steps";
import { type Report, summaryOf } from "./summary";
import { tallyTable } from "./tally-table";

const soak = process.argv.includes("--soak");
const named = process.argv.slice(2).filter((arg) => arg !== "--soak");
// The soak is what `npm test` has only a part of: the faults, and whatever else takes long.
const filters = named.length > 0 || !soak ? named : ["test/faults", ".soak."];

/**
 * `npm test [-- FILE...]`: what these tests need on a fresh machine, then the tests, ending with `N passed, N failed`. With
 * `--soak` the faults and the other long tests at full length, and a table of what was injected.
 */
main(async () => {
    const needs = needsOf(filters);
    if (needs.packages) await ensurePackages();
    if (needs.build) await step("Building the package", build);
    if (needs.checks) await check();
    if (needs.pulumi) await step("Looking for a Pulumi CLI", () => ensurePulumi());
    const folder = mkdtempSync(join(tmpdir(), "pulumi-hostnet-report-"));
    try {
        const file = join(folder, "report.json");
        const tallyFile = join(folder, "tally.jsonl");
        // The soak looks for new things each time; these tests tell whether something broke.
        const seed = process.env.HOSTNET_SEED ?? (soak ? String(randomInt(2 ** 31)) : "1");
        const begun = Date.now();
        const env = { HOSTNET_SEED: seed, ...(soak && { HOSTNET_SOAK: "1", HOSTNET_TALLY: tallyFile }) };
        const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
        const { exitCode } = await withoutLabsLeft(() =>
            execa("npx", ["--no-install", "vitest", "run", ...reporters, ...filters], {
                ...{ cwd: root, env, stdio: "inherit", reject: false },
            }),
        );
        if (!existsSync(file)) throw new Error("The tests were interrupted; what they had made is gone.");
        const report = JSON.parse(readFileSync(file, "utf8")) as Report;
        const { broken, failed, line, good } = summaryOf(report);
        if (report.testResults.length > 1) console.log(`\n${slowestTable(report)}`);
        for (const name of broken) console.log(`did not run: ${name}`);
        const minutes = ((Date.now() - begun) / 60_000).toFixed(1);
        if (soak) console.log(`\nFaults (HOSTNET_SEED=${seed}, ${minutes} minutes):\n${tallyTable(tallyFile)}`);
        else if (failed > 0) console.log(`random choices followed from HOSTNET_SEED=${seed}`);
        console.log(`\n${line}`);
        process.exitCode = good ? (exitCode ?? 1) : 1;
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
});

async function check(): Promise<void> {
    const stdio = { cwd: root, stdio: "inherit" } as const;
    const lint = ["--no-install", "biome", "check", "--diagnostic-level=warn", "."];
    await step("Linting", () => execa("npx", lint, stdio));
    await step("Reading the scripts of hosts with shellcheck", checkShell);
    await step("Checking types", () => execa("npm", ["run", "--silent", "types"], stdio));
}
