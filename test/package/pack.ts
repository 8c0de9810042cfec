import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { root } from "../../scripts/build";

/** A tarball of the package as it would be published under a version, packed from a copy so that nothing here changes. */
export async function pack(folder: string, version: string): Promise<string> {
    const copy = join(folder, `pack-${version}`);
    mkdirSync(copy);
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const parts = ["dist", "docs", "README.md", "LICENSE", "CHANGELOG.md", "sdk", "provider", "test"].filter((part) =>
        existsSync(join(root, part)),
    );
    await execa("cp", ["-r", ...parts.map((part) => join(root, part)), copy]);
    writeFileSync(join(copy, "package.json"), JSON.stringify({ ...manifest, version }));
    const { stdout } = await execa("npm", ["pack", "--ignore-scripts", "--json"], { cwd: copy });
    return join(copy, JSON.parse(stdout)[0].filename);
}
