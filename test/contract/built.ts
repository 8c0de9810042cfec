import { resolve } from "node:path";
import { execa } from "execa";

/** The repository. */
export const root = resolve(__dirname, "../..");

const script = `
    sources="sdk provider tsconfig.json tsconfig.build.json"
    [ -e dist/sdk/index.js ] && [ -z "$(find $sources -newer dist/sdk/index.js)" ] || npm run build ||
        { touch -d @0 dist/sdk/index.js; exit 1; }`;

/** Builds `dist` unless it is newer than the sources. Several test files may ask at once: one builds, the others wait. */
export async function ensureBuilt(): Promise<void> {
    const { failed, all } = await execa("flock", ["package.json", "sh", "-c", script], { cwd: root, all: true, reject: false });
    if (failed) throw new Error(`the build failed:\n${all}`);
}
