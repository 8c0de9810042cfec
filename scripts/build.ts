import { join } from "node:path";
import { execa } from "execa";

export const root = join(__dirname, "..");

/** Where two ask at once, one builds and the other waits; what failed is built again the next time. */
const script = `
    sources="addressing naming spec sdk provider tsconfig.json tsconfig.build.json"
    [ -e dist/sdk/index.js ] && [ -z "$(find $sources -newer dist/sdk/index.js)" ] || npm run --silent build ||
        { touch -d @0 dist/sdk/index.js; exit 1; }`;

/** Compiles the package into `dist`, where a source is newer than what is there. */
export async function build(): Promise<void> {
    const { failed, all } = await execa("flock", ["package.json", "sh", "-c", script], {
        cwd: root,
        all: true,
        reject: false,
    });
    if (failed) throw new Error(`the build failed:\n${all}`);
}
