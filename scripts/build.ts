import { join } from "node:path";
import { execa } from "execa";

export const root = join(__dirname, "..");

/** Compiles the package into `dist`. */
export async function build(): Promise<void> {
    const { exitCode, all } = await execa("npm", ["run", "--silent", "build"], { cwd: root, all: true, reject: false });
    if (exitCode !== 0) throw new Error(`the build failed:\n${all}`);
}
