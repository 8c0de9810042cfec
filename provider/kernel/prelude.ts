import { readFileSync } from "node:fs";
import { join } from "node:path";
import { settled } from "./rows";
import { quote } from "./shell";

const read = (name: string) => readFileSync(join(__dirname, "scripts", `${name}.sh`), "utf8");

const scripts = [
    "operation",
    "notes",
    "looks",
    "netns",
    "host",
    "demands",
    "management",
    "way",
    "actions",
    "sysctl",
    "rules",
    "tables",
    "forwarding",
    "route",
    "files",
];

/** The shell functions that every operation can use, sent once a session (the files beside this one, less comments). */
export const prelude: string = [`settled=${quote(settled)}`, ...scripts.map(read)]
    .join("\n")
    .replace(/^\s*#.*\n/gm, "");
