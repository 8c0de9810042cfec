import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { build } from "../../../scripts/build";
import type { Ground } from "../../lab/kinds/harness";
import { difference } from "../course";
import { type SmallStack, smallStack, type Wanted } from "../small-stack";
import { tally } from "../tally";
import { settled } from "./settled";

/** What a stack has, first and then: four networks of its own, and a setting and a rule that the other one has too. */
const wanted = (stack: number, mtu: number): Wanted[] => [
    ...[0, 1, 2, 3].flatMap((network): Wanted[] => {
        const [id, net] = [`${stack}${network}`, `10.${50 + 10 * stack + network}.0`];
        const peer = { netns: { output: `ns${id}` }, addresses: [`${net}.2/24`] };
        return [
            { kind: "Bridge", name: `br${id}`, args: { name: `br${id}`, addresses: [`${net}.1/24`], mtu } },
            { kind: "Netns", name: `ns${id}`, args: { name: `ns${id}` } },
            { kind: "Veth", name: `veth${id}`, args: { name: `veth${id}`, master: { output: `br${id}` }, mtu, peer } },
            { kind: "NatRule", name: `nat${id}`, args: { source: `${net}.0/24`, forward: mtu > 1400 } },
            {
                kind: "PortMapping",
                name: `port${id}`,
                args: { hostPort: mtu + Number(id), target: { address: `${net}.2` } },
            },
        ];
    }),
    { kind: "Sysctl", name: "forwarding", args: { name: "net.ipv4.ip_forward", value: "1" } },
    { kind: "NatRule", name: "nat", args: { source: "10.9.0.0/24" } },
];

/** Two stacks of the real CLI make, change and take away things on one host, one after the other and then at once. */
export function twoStacks(ground: Ground): void {
    it("two stacks of the CLI at once make what they make one after the other, and leave nothing", async () => {
        await build();
        await ground.reset("echo 0 >/proc/sys/net/ipv4/ip_forward");
        const before = await ground.snapshot();
        const folders = ["dev", "prod"].map(
            (name) => [name, mkdtempSync(join(tmpdir(), "pulumi-hostnet-two-"))] as const,
        );
        try {
            const stacks = await Promise.all(folders.map(([name, folder]) => smallStack(ground.lab, folder, name)));
            const serial = await round(ground, stacks, false);
            expect(await ground.snapshot()).toBe(before);
            const parallel = await round(ground, stacks, true);
            const after = await ground.snapshot();
            const lost = [
                ...parallel.there.flatMap((text, index) =>
                    text === serial.there[index] ? [] : [difference(String(serial.there[index]), text)],
                ),
                ...(after === before ? [] : [difference(before, after)]),
                ...serial.failed,
                ...parallel.failed,
            ];
            tally("two stacks of the CLI on one host at once", {
                injected: 3 * wanted(0, 1500).length * 2,
                lost: lost.length,
            });
            expect(lost).toEqual([]);
        } finally {
            for (const [, folder] of folders) rmSync(folder, { recursive: true, force: true });
        }
    }, 600_000);
}

async function round({ snapshot }: Ground, stacks: readonly SmallStack[], atOnce: boolean) {
    const failed: string[] = [];
    const there: string[] = [];
    const each = async (...args: string[]) => {
        const run = async (stack: SmallStack) => {
            const { all, exitCode } = await stack.start(...args);
            if (exitCode !== 0) failed.push(`${args[0]}: ${all}`);
        };
        if (atOnce) await Promise.all(stacks.map(run));
        else for (const stack of stacks) await run(stack);
    };
    for (const mtu of [1500, 1400]) {
        for (const [index, stack] of stacks.entries()) stack.want(wanted(index, mtu));
        await each("up", "--yes", "--skip-preview");
        there.push(settled(await snapshot()));
    }
    await each("preview", "--refresh", "--expect-no-changes");
    await each("destroy", "--yes", "--skip-preview");
    return { failed, there };
}
