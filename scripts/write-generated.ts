import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./build";
import { generated } from "./generate";
import { main } from "./steps";

/** `npm run generate`: writes what follows from the tables in `spec`. */
main(async () => {
    for (const [path, text] of await generated()) writeFileSync(join(root, path), text);
});
