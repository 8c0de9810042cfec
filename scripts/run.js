// Runs a script of this repository on a fresh clone: installs the npm packages first where they are missing or old.
// Plain JavaScript, because nothing is installed yet when it starts.
const { spawnSync } = require("node:child_process");
const { existsSync, statSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Node 20.19 or newer is needed, this is ${process.versions.node}.`);
    process.exit(1);
}

const installed = join(root, "node_modules", ".package-lock.json");
const isFresh =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs;
if (!isFresh) {
    console.error("installing the npm packages...");
    // Not `npm ci`: it insists on the packages of every platform, which not every registry has.
    run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error", "--ignore-scripts"]);
}
const [script, ...args] = process.argv.slice(2);
// execa's dependencies are ES modules only: tsx resolves them for a CommonJS package with this condition.
run(process.execPath, ["--import", "tsx", "--conditions=import", join(root, script), ...args]);

function run(command, args) {
    const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
    if (error) throw error;
    if (status !== 0) process.exit(status ?? (signal === "SIGINT" ? 130 : 1));
}
