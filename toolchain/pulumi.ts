import { mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { execa } from "execa";
import { findProgram } from "./packages";
import { buildPulumi } from "./pulumi/build";
import { placeCompanions } from "./pulumi/companions";
import { pulumiFolder } from "./pulumi/place";

/** A Pulumi CLI that can be run: `execa(command, [...], { env })`. */
export interface Pulumi {
    command: string;
    env: Record<string, string>;
}

/** Any CLI from this version on is used as it is. */
const OLDEST = [3, 200] as const;

/** The user's own Pulumi CLI if there is one that is new enough, else one of the project's, built on first use. */
export async function ensurePulumi(say: (line: string) => void = sayOnStderr): Promise<Pulumi> {
    const own = findProgram("pulumi");
    if (own && isNewEnough(await versionOf(own))) return { command: own, env: {} };
    const folder = pulumiFolder();
    const command = join(folder, "pulumi");
    await buildPulumi(command, say);
    await placeCompanions(folder);
    return { command, env: { PATH: `${folder}${delimiter}${process.env.PATH ?? ""}` } };
}

/** An environment in which Pulumi keeps everything in one folder and nothing of the user's own takes part. */
export function pulumiEnv(stateDir: string): Record<string, string> {
    const home = join(stateDir, "home");
    const state = join(stateDir, "state");
    for (const folder of [home, state]) mkdirSync(folder, { recursive: true });
    return {
        PULUMI_HOME: home,
        PULUMI_BACKEND_URL: pathToFileURL(state).href,
        PULUMI_CONFIG_PASSPHRASE: "lab",
        PULUMI_CONFIG_PASSPHRASE_FILE: "",
        PULUMI_SKIP_UPDATE_CHECK: "1",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_DISABLE_CI_DETECTION: "true",
        // Each step would also write a copy of the whole state.
        PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    };
}

/** `v3.245.0`, or a development build's `3.245.0-alpha.1`; anything else is not new enough. */
export function isNewEnough(version: string): boolean {
    const [, major, minor] = /^v?(\d+)\.(\d+)\./.exec(version) ?? [];
    if (major === undefined || minor === undefined) return false;
    return Number(major) === OLDEST[0] && Number(minor) >= OLDEST[1];
}

async function versionOf(command: string): Promise<string> {
    const { stdout } = await execa(command, ["version"], {
        env: { PULUMI_SKIP_UPDATE_CHECK: "1" },
        reject: false,
        stdin: "ignore",
    });
    return stdout ?? "";
}

function sayOnStderr(line: string): void {
    process.stderr.write(`${line}\n`);
}
