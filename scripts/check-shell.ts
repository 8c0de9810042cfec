import { execa } from "execa";
import { ensurePackages, shellcheckPackage } from "../toolchain/packages";
import { root } from "./build";
import { type SourceLine, shellSources } from "./shell-sources";

/**
 * `A && B || C` is how these scripts say "otherwise": no else is meant (SC2015). What is disabled at one place says there why.
 */
const ways = ["--shell=dash", "--exclude=SC2015", "--format=gcc"];

/** Has shellcheck read what hosts run: functions of one file are used in others, so all of them as one script. */
export async function checkShell(): Promise<void> {
    await ensurePackages(undefined, shellcheckPackage);
    const said = [await complaints(shellSources()), await shellcheck(["lab/scripts/init.sh", "lab/scripts/start.sh"])];
    if (said.some((text) => text !== ""))
        throw new Error(
            `shellcheck finds fault; what is meant so takes "# shellcheck disable=SC…", and why:\n${said.join("")}`,
        );
}

/** What it says of lines that stand in several files. */
export async function complaints(lines: readonly SourceLine[]): Promise<string> {
    const said = await shellcheck(["-"], lines.map(({ text }) => `${text}\n`).join(""));
    return said.replace(/^-:(\d+):/gm, (_, number: string) => {
        const { file, line } = lines[Number(number) - 1] as SourceLine;
        return `${file}:${line}:`;
    });
}

/** What it finds fault with, one line each; nothing where all is well. */
async function shellcheck(files: readonly string[], input = ""): Promise<string> {
    const { stdout, stderr, exitCode } = await execa("shellcheck", [...ways, ...files], {
        cwd: root,
        input,
        reject: false,
    });
    // 1 is for what it finds, everything above for what keeps it from reading.
    if (exitCode !== 0 && exitCode !== 1)
        throw new Error(`shellcheck ended with status ${exitCode}: ${stdout}${stderr}`);
    return stdout && `${stdout}\n`;
}
