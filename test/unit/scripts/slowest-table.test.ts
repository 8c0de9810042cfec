import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../../../scripts/build";
import { slowestTable } from "../../../scripts/slowest-table";

it("the slowest files of a run come first, and the fast ones not at all", () => {
    const testResults = [1, 30, 4].map((seconds, index) => ({
        ...{ name: join(root, `test/${index}.test.ts`), status: "passed", assertionResults: [] },
        ...{ startTime: 1000, endTime: 1000 + seconds * 1000 },
    }));
    const rows = slowestTable({ testResults }, 2).match(/test\/\d\.test\.ts\s*│\s*[\d.]+/g);
    expect(rows?.map((row) => row.split(/[\s│]+/))).toEqual([
        ["test/1.test.ts", "30.0"],
        ["test/2.test.ts", "4.0"],
    ]);
});
