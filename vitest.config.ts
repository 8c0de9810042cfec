import { readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";

// What `npm test` has a short form of, the soak has whole.
const inShort = readdirSync("test", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".soak.test.ts"))
    .map((file) => `test/${file.replace(".soak.", ".")}`);

export default defineConfig({
    test: {
        // Processes of their own: Pulumi's mocks and our sessions are global to a process.
        pool: "forks",
        poolOptions: { forks: { maxForks: 3 } },
        include: ["test/**/*.test.ts", "examples/**/*.test.ts"],
        exclude: process.env.HOSTNET_SOAK ? inShort : ["test/**/*.soak.test.ts"],
        testTimeout: 120_000,
        hookTimeout: 240_000,
    },
});
