import { existsSync, readFileSync } from "node:fs";
import Table from "cli-table3";
import type { Tally } from "../test/faults/tally";

/** The faults that the tests noted in a file, one row for each kind of fault in the order of their names. */
export function tallyTable(file: string): string {
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
    const sums = new Map<string, { injected: number; met: number; lost: number }>();
    for (const line of lines) {
        const { item, injected, lost, met = injected } = JSON.parse(line) as Tally;
        const sum = sums.get(item) ?? { injected: 0, met: 0, lost: 0 };
        sums.set(item, { injected: sum.injected + injected, met: sum.met + met, lost: sum.lost + lost });
    }
    const table = new Table({
        head: ["what was injected", "times", "took effect", "lost"],
        colAligns: ["left", "right", "right", "right"],
        style: { head: [], border: [] },
    });
    for (const [item, { injected, met, lost }] of [...sums].sort(([a], [b]) => (a < b ? -1 : 1)))
        table.push([item, injected, met, lost]);
    return table.toString();
}
