import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "../../scripts/build";
import { type Overlay, startOverlay } from "../e2e/machines";
import { snapshot } from "../lab/snapshot";
import { mend, sabotage } from "./sabotage";
import { tally } from "./tally";
import { difference } from "./trial";

/** Who is struck while a change is made on the host, and how. */
export interface Interruption {
    readonly whom: "the CLI" | "the provider" | "ssh";
    readonly signals: readonly NodeJS.Signals[];
    /** At which change on the host. */
    readonly call: number;
    readonly during: "up" | "destroy";
}

/** A stack of two hosts whose `up` or `destroy` is interrupted; then one `cancel` and the same command once more. */
export function interrupting(name: string, subnet: string, interruptions: readonly Interruption[]): void {
    let overlay: Overlay;
    let before: string;
    const sh = async (script: string, node = "host1") => (await overlay.lab.exec(node, script)).stdout.trim();
    const look = async () =>
        (
            await Promise.all(overlay.lab.hosts.map((host) => snapshot(overlay.lab, host.name, { sysctls: false })))
        ).join();
    const run = (command: string) => overlay.stack.pulumi(command, "--yes", "--skip-preview");

    beforeAll(async () => {
        await build();
        overlay = await startOverlay(name, subnet, 2);
        overlay.machines(2);
        before = await look();
    });
    afterAll(() => overlay.remove());

    test.each(interruptions)(
        "$during goes on after $whom got $signals at change $call",
        async (interruption) => {
            const { whom, signals, call, during } = interruption;
            if (during === "destroy") await run("up");
            await sabotage({ sh }, "host1", ["ip", "bridge", "iptables-restore"], call, { what: "pauses" });
            const child = overlay.stack.start(during, "--yes", "--skip-preview");
            await expect
                .poll(async () => Number(await sh("cat /run/shim")), { timeout: 120_000 })
                .toBeGreaterThanOrEqual(call);
            for (const signal of signals) for (const pid of victims(Number(child.pid), whom)) process.kill(pid, signal);
            const { all, exitCode } = await child;
            await mend({ sh }, "host1");
            // What still runs on the host goes on to its end; whoever comes next waits for its lock.
            await overlay.stack.start("cancel", "--yes");
            const next = await overlay.stack.start(during, "--yes", "--skip-preview");
            // A creation that was interrupted is only warned of, since it finds what is there; this one command ends the warning.
            if (/pending operations/.test(String(next.all)))
                await overlay.stack.pulumi("refresh", "--yes", "--skip-preview", "--clear-pending-creates");
            const preview = during === "up" ? await overlay.stack.start("preview", "--expect-no-changes") : undefined;
            const gone = await overlay.stack.start("destroy", "--yes", "--skip-preview");
            const after = await look();
            const complaints = [next, preview, gone].flatMap((each) =>
                !each || each.exitCode === 0 ? [] : [String(each.all)],
            );
            if (/pending operations/.test(String(preview?.all) + String(gone.all)))
                complaints.push("operations stay pending");
            if (after !== before) complaints.push(difference(before, after));
            tally(`${whom} got ${signals.join(" and ")}`, { injected: 1, lost: complaints.length > 0 ? 1 : 0 });
            expect(complaints, `interrupted (${exitCode}): ${all}\nthen: ${next.all}`).toEqual([]);
        },
        300_000,
    );
}

/** The CLI, or those of its descendants. */
function victims(cli: number, whom: Interruption["whom"]): number[] {
    if (whom === "the CLI") return [cli];
    const wanted = whom === "ssh" ? /^ssh\0/ : /dynamic-provider/;
    return descendants(cli).filter((pid) => wanted.test(read(`/proc/${pid}/cmdline`)));
}

function descendants(pid: number): number[] {
    const children = readdirSync("/proc")
        .filter((entry) => /^\d+$/.test(entry))
        .map(Number)
        .filter((each) => Number(read(`/proc/${each}/stat`).split(") ").at(-1)?.split(" ")[1]) === pid);
    return children.flatMap((child) => [child, ...descendants(child)]);
}

function read(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return ""; // it is gone
    }
}
