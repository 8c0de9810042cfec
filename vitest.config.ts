import { readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

// What `npm test` has a short form of, the soak has whole.
const inShort = readdirSync("test", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".soak.test.ts"))
    .map((file) => `test/${file.replace(".soak.", ".")}`);

/** The long ones first, so that none of them runs alone at the end. */
class LongFirst extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
        const sorted = await super.sort(files);
        const rank = ({ moduleId }: TestSpecification) => {
            const place = long.findIndex((name) => moduleId.endsWith(name));
            return place < 0 ? long.length : place;
        };
        return sorted.sort((a, b) => rank(a) - rank(b));
    }
}

const long = [
    ...["/model.soak.test.ts", "/model-more.soak.test.ts", "/interrupted.soak.test.ts", "/model-process.soak.test.ts"],
    ...["/scale.soak.test.ts", "/writers.soak.test.ts", "/disappears.soak.test.ts", "/hostile-execs.test.ts"],
    ...["/model.test.ts", "/e2e/overlay.test.ts", "/veth.test.ts", "/vxlan-tunnel.test.ts", "/environments.test.ts"],
];

export default defineConfig({
    test: {
        sequence: { sequencer: LongFirst },
        // Processes of their own: Pulumi's mocks and our sessions are global to a process.
        pool: "forks",
        // Most wait for hosts and for the CLI; the soak has several hosts at once in each.
        poolOptions: { forks: { maxForks: process.env.HOSTNET_SOAK ? 3 : 4 } },
        include: ["test/**/*.test.ts", "examples/**/*.test.ts"],
        exclude: process.env.HOSTNET_SOAK ? inShort : ["test/**/*.soak.test.ts"],
        testTimeout: 120_000,
        hookTimeout: 240_000,
        // Beside other files a connection may take longer than the usual second.
        expect: { poll: { timeout: 10_000 } },
    },
});
