import { relative } from "node:path";
import Table from "cli-table3";
import { root } from "./build";
import type { Report } from "./summary";

/** The files of a run that took longest, the slowest first. */
export function slowestTable({ testResults }: Pick<Report, "testResults">, count = 8): string {
    const table = new Table({
        head: ["slowest files", "seconds"],
        colAligns: ["left", "right"],
        style: { head: [], border: [] },
    });
    const took = testResults.map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1000 }));
    for (const { name, seconds } of took.sort((a, b) => b.seconds - a.seconds).slice(0, count))
        table.push([relative(root, name), seconds.toFixed(1)]);
    return table.toString();
}
