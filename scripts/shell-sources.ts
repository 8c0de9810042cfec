import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./build";

/** A line of a script as it is in its file. */
export interface SourceLine {
    readonly file: string;
    readonly line: number;
    readonly text: string;
}

/** The scripts of a session as a host reads them, but with their comments, as one text of whole lines. */
export function shellSources(): SourceLine[] {
    const own = ["session", "watch"].map((name) => `provider/host/scripts/${name}.sh`);
    const functions = readdirSync(join(root, "provider/kernel/scripts"))
        .filter((name) => name.endsWith(".sh"))
        .sort()
        .map((name) => `provider/kernel/scripts/${name}`);
    return [...own, ...functions].flatMap((file) =>
        readFileSync(join(root, file), "utf8")
            .replace(/\n$/, "")
            .split("\n")
            .map((text, index) => ({ file, line: index + 1, text })),
    );
}
