import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "../../scripts/build";
import type { Stack } from "../../scripts/project";
import { difference } from "./course";
import { type StackGround, startGround } from "./interrupting/ground";
import { type Strike, strike } from "./interrupting/strike";
import { seed } from "./random";
import { mend, sabotage } from "./sabotage";
import { tally } from "./tally";

/** Who is struck, how, and at which of so many changes on the host: one strike at each. */
export interface Interruption extends Strike {
    readonly at: (changes: number) => readonly number[];
}

/** What the stack's resources change a host with. */
const tools = ["ip", "bridge", "iptables-restore", "mkdir", "mv", "rm"];
const commands = ["up", "destroy"] as const;
const plainly = ["--yes", "--skip-preview"];

/** A stack whose `up` and `destroy` are interrupted; behind that come one `cancel` and the same command once more. */
export function interrupting(name: string, interruptions: readonly Interruption[]): void {
    let ground: StackGround;
    let before: string;
    const changes = { up: 0, destroy: 0 };

    beforeAll(async () => {
        await build();
        ground = await startGround(name);
        before = await ground.look();
        for (const command of commands) {
            await sabotage(ground, "host1", tools, 0, { what: "pauses" });
            await ground.stack.pulumi(command, ...plainly);
            changes[command] = await mend(ground, "host1");
            expect(changes[command]).toBeGreaterThan(0);
        }
    });
    afterAll(() => ground?.remove());

    test.each(interruptions)(
        `up and destroy go on after $whom got $signals (HOSTNET_SEED=${seed})`,
        async ({ at, ...how }) => {
            const found: string[] = [];
            const [ups, destroys] = [at(changes.up), at(changes.destroy)];
            for (let round = 0; round < Math.max(ups.length, destroys.length); round++) {
                const calls = { up: ups[round], destroy: destroys[round] };
                const complaints = [
                    ...(await interrupted("up", calls.up, how)),
                    ...(await interrupted("destroy", calls.destroy, how)),
                ];
                const after = await ground.look();
                if (after !== before) complaints.push(difference(before, after));
                before = after;
                const struck = calls.destroy ? 2 : 1;
                tally(`${how.whom} got ${how.signals.join(" and ")}`, {
                    injected: struck,
                    lost: Math.min(struck, complaints.length),
                });
                found.push(...complaints.map((each) => `${JSON.stringify(calls)}: ${each}`));
            }
            expect(found).toEqual([]);
        },
        3_600_000,
    );

    /** Runs a command, struck at a change if one is given, until it is done; what did not heal. */
    async function interrupted(command: (typeof commands)[number], call: number | undefined, how: Strike) {
        const { stack } = ground;
        const complaints: string[] = [];
        let orphans = async (): Promise<string[]> => [];
        if (call) {
            await sabotage(ground, "host1", tools, call, { what: "pauses" });
            const struck = await strike(ground, stack.start(command, ...plainly), call, how);
            orphans = struck.orphans;
            if ((await mend(ground, "host1")) < call) complaints.push(`the change never came: ${struck.said}`);
            if (!ground.readable())
                tally("the CLI left its checkpoint unreadable, the empty note beside it removed", {
                    injected: 1,
                    lost: 0,
                });
            // What still runs on the host goes on to its end; whoever comes next waits for its lock.
            await stack.start("cancel", "--yes");
        }
        const { all, exitCode } = await stack.start(command, ...plainly);
        complaints.push(...(await orphans()).map((each) => `left behind: ${each}`));
        if (exitCode !== 0) complaints.push(`${command} once more: ${all}`);
        if (command === "up") complaints.push(...(await unsettled(stack, String(all))));
        return complaints;
    }
}

/** What is left to do or to warn of behind an `up`. */
async function unsettled(stack: Stack, said: string): Promise<string[]> {
    // A creation that was interrupted is only warned of, since it finds what is there; this one command ends the warning.
    if (said.includes("pending operations")) await stack.pulumi("refresh", ...plainly, "--clear-pending-creates");
    const { all, exitCode } = await stack.start("preview", "--expect-no-changes");
    return exitCode === 0 && !String(all).includes("pending operations") ? [] : [`preview: ${all}`];
}
