import { join } from "node:path";
import { execa } from "execa";

export const root = join(__dirname, "..");

/** Where two ask at once, one builds and the other waits; what failed is built again the next time. */
const script = `
    sources="addressing naming spec sdk provider tsconfig.json tsconfig.build.json"
    [ -e dist/.built ] && [ -z "$(find $sources -newer dist/.built)" ] || npm run --silent build`;

/** Compiles the package into `dist`, where a source is newer than what is there. */
export async function build(): Promise<void> {
    const { failed, all } = await execa("flock", ["package.json", "sh", "-c", script], {
        cwd: root,
        all: true,
        reject: false,
    });
    if (failed) throw new Error(`the build failed:\n${all}`);
}
