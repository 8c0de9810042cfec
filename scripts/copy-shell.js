// The shell functions of the provider are files of their own: the compiler leaves them behind.
const { cpSync } = require("node:fs");

for (const folder of ["provider/kernel/scripts", "provider/host/scripts"])
    cpSync(folder, `dist/${folder}`, { recursive: true, filter: (path) => !path.endsWith(".ts") });
