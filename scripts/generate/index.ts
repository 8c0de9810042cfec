import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { root } from "../build";
import { files } from "./files";
import { pages } from "./pages";

/** What `npm run generate` writes: paths and texts, formatted as everything here is. */
export async function generated(): Promise<Map<string, string>> {
    const folder = mkdtempSync(join(tmpdir(), "hostnet-generated-"));
    try {
        const all = files();
        for (const [path, text] of all) {
            mkdirSync(dirname(join(folder, path)), { recursive: true });
            writeFileSync(join(folder, path), text);
        }
        writeFileSync(join(folder, "biome.json"), readFileSync(join(root, "biome.json")));
        // No checkout: what is ignored there is of no interest here.
        const biome = join(root, "node_modules/.bin/biome");
        await execa(biome, ["check", "--write", "--vcs-enabled=false", "--diagnostic-level=error", "."], {
            cwd: folder,
        });
        const formatted = [...all.keys()].map((path) => [path, readFileSync(join(folder, path), "utf8")] as const);
        return new Map([...formatted, ...pages()]);
    } finally {
        rmSync(folder, { recursive: true });
    }
}
