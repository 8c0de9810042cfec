import { defineConfig } from "vitest/config";

export default defineConfig({
    test: {
        // Processes of their own: Pulumi's mocks and our sessions are global to a process.
        pool: "forks",
        poolOptions: { forks: { maxForks: 3 } },
        include: ["test/**/*.test.ts"],
        exclude: process.env.HOSTNET_SOAK ? [] : ["test/**/*.soak.test.ts"],
        testTimeout: 120_000,
        hookTimeout: 240_000,
    },
});
