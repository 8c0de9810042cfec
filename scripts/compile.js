// `npm run build`: compiles the package into dist. The stamp comes last, so that what a killed build leaves is not taken for
// whole (scripts/build.ts looks for it).
const { spawnSync } = require("node:child_process");
const { cpSync, rmSync, writeFileSync } = require("node:fs");

rmSync("dist/.built", { force: true });
// The shell functions of the provider are files of their own: the compiler leaves them behind.
for (const folder of ["provider/kernel/scripts", "provider/host/scripts"])
    cpSync(folder, `dist/${folder}`, { recursive: true, filter: (path) => !path.endsWith(".ts") });
const compiler = require.resolve("typescript/bin/tsc");
const { status } = spawnSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], { stdio: "inherit" });
if (status !== 0) process.exit(1);
writeFileSync("dist/.built", "");
