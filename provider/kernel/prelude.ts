import { readFileSync } from "node:fs";
import { join } from "node:path";
import { settled } from "./facts";
import { quote } from "./shell";

const read = (name: string) => readFileSync(join(__dirname, "scripts", `${name}.sh`), "utf8");

/** The shell functions that every operation can use, sent once a session (the files beside this one, less comments). */
export const prelude: string = [
    `settled=${quote(settled)}`,
    ...["operation", "looks", "demands", "actions", "rules", "tables", "forwarding", "files"].map(read),
]
    .join("\n")
    .replace(/^\s*#.*\n/gm, "");
