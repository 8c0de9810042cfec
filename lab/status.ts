import { readFileSync } from "node:fs";
import { join } from "node:path";
import Table from "cli-table3";
import { sshdState } from "./faults";
import { nodeRuns } from "./find";
import type { Lab, LabHost } from "./lab";

/** A table of what labs there are and what state each host is in. */
export async function renderStatus(labs: Lab[]): Promise<string> {
    const table = new Table({
        head: ["lab", "host", "address", "IPv6", "pid", "sshd", "boot"],
        style: { head: [], border: [] },
    });
    for (const lab of labs) {
        table.push(...(await Promise.all(lab.hosts.map((host) => row(lab, host)))));
        const outside = nodeRuns(lab, "outside") ? String(readPid(lab, "outside")) : "-";
        table.push([lab.name, "outside", lab.outside.address, lab.outside.address6, outside, "-", "-"]);
    }
    return table.toString();
}

async function row(lab: Lab, host: LabHost): Promise<string[]> {
    const runs = nodeRuns(lab, host.name);
    const boot = readFileSync(join(lab.dir, host.name, "boot_id"), "utf8").slice(0, 8);
    const state = runs ? [String(host.pid), await sshdState(lab, host), boot] : ["-", "gone", "-"];
    return [lab.name, host.name, host.address, host.address6, ...state];
}

function readPid(lab: Lab, node: string): string {
    return readFileSync(join(lab.dir, node, "pid"), "utf8").trim();
}
