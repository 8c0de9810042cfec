import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { findProgram } from "../packages";
import { PULUMI_VERSION } from "./place";

const PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** Builds the Pulumi CLI from its Go module into `target`, unless it is there; safe to be called by several at once. */
export async function buildPulumi(target: string, say: (line: string) => void, locateGo = findGo): Promise<void> {
    if (existsSync(target)) return;
    const go = locateGo();
    if (!go) {
        throw new Error("there is neither a Pulumi CLI nor Go to build one: install Pulumi >= 3.200 or Go >= 1.21");
    }
    mkdirSync(dirname(target), { recursive: true });
    const unfinished = `${target}.${randomUUID()}`;
    const started = Date.now();
    say(`building the Pulumi CLI ${PULUMI_VERSION}: 2 to 6 minutes, once...`);
    const timer = setInterval(() => say(`  still building, ${Math.round((Date.now() - started) / 1000)} s`), 30_000);
    try {
        await runBuild(go, target, unfinished);
        say(`built the Pulumi CLI in ${Math.round((Date.now() - started) / 1000)} s`);
    } finally {
        clearInterval(timer);
        rmSync(unfinished, { force: true });
    }
}

/** Under a lock where there is one: a second build at the same time waits for the first and then finds its result. */
async function runBuild(go: string, target: string, unfinished: string): Promise<void> {
    const flags = ["-trimpath", "-mod=readonly", "-tags", "grpcnotrace"]; // tag of the official build
    const ldflags = `-s -w -X ${VERSION_VARIABLE}=v${PULUMI_VERSION}`;
    const build = [go, "build", ...flags, "-ldflags", ldflags, "-o", unfinished, PACKAGE];
    // Renamed while the lock is held, and so that nobody ever runs half a program.
    const script = 'done=$1; new=$2; shift 2; [ -e "$done" ] || { "$@" && mv "$new" "$done"; }';
    const unlessThere = ["sh", "-c", script, "sh", target, unfinished, ...build];
    const flock = findProgram("flock");
    const [file = "sh", ...args] = flock ? [flock, join(dirname(target), ".lock"), ...unlessThere] : unlessThere;
    const { failed, stderr, shortMessage } = await execa(file, args, {
        cwd: __dirname,
        // Settings of the user's own Go work would make it another build.
        env: { CGO_ENABLED: "0", GOFLAGS: "", GOWORK: "off", GOOS: "", GOARCH: "" },
        stdin: "ignore",
        reject: false,
    });
    if (failed) throw new Error(`the Pulumi CLI could not be built: ${stderr || shortMessage}`);
}

/** Go's own installer does not put it on PATH. */
function findGo(): string | undefined {
    return findProgram("go") ?? ["/usr/local/go/bin/go", "/usr/lib/go/bin/go"].find((path) => existsSync(path));
}
