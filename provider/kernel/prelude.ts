import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { settled } from "./rows";
import { quote } from "./shell";

const folder = join(__dirname, "scripts");

/** The files beside this one define functions, so that their order means nothing; what an operation tidies up adds itself to `tidies`. */
const scripts = readdirSync(folder)
    .filter((name) => name.endsWith(".sh"))
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8"));

/** The shell functions that every operation can use, sent once a session (the files beside this one, less comments). */
export const prelude: string = [`settled=${quote(settled)} tidies=''`, ...scripts]
    .join("\n")
    .replace(/^\s*#.*\n/gm, "");
