import { expect, it } from "vitest";
import { startSshd, stopSshd } from "../../lab";
import { onLab } from "../lab/kinds/harness";
import type { Values } from "../lab/kinds/subject";
import { makerCount, makers } from "../samples";
import { course, judge, type KindOnHost, kindOnHost, type OperationName, operations, perform, some } from "./course";
import { detour } from "./detour";
import { type Kept, up } from "./one-resource";
import { banded, random, seed } from "./random";
import { tally } from "./tally";

const directions = ["up", "down"] as const;

interface Cut {
    readonly direction: (typeof directions)[number];
    /** After how many bytes of the operation. */
    readonly bytes: number;
    /** Whether the host can be reached again at once, or only after the operation has failed. */
    readonly back: boolean;
}

/**
 * The connection is cut after N bytes of an operation, in either direction: `bands` values of N for each operation of
 * each kind, or with `sampled` one of them for two operations.
 */
export function cutting(name: string, bands: number, sampled: boolean): void {
    const ground = onLab(name, { hosts: makerCount });
    const kinds = makers(ground.underlay);
    it.concurrent.each(kinds.map((kind, index) => ({ kind, type: kind.type, node: `host${index + 1}` })))(
        `heals $type whose connection is cut after N bytes (HOSTNET_SEED=${seed})`,
        async ({ kind, type, node }) => {
            const place = await kindOnHost(ground, node, kind);
            const next = random(`cut ${type}`);
            const complaints: string[] = [];
            let injected = 0;
            const all = await sizesOf(place);
            for (const operation of sampled ? some(next, operations, 2) : operations) {
                const sizes = all[operation];
                const cuts = directions.flatMap((direction) =>
                    banded(next, bands, 0, sizes[direction]).map((bytes, index) => ({
                        direction,
                        bytes,
                        back: index % 2 === 0,
                    })),
                );
                const chosen = sampled ? some(next, cuts, 1) : cuts;
                for (const cut of chosen) {
                    injected++;
                    const found = await trial(place, operation, cut);
                    complaints.push(...found.map((each) => `${operation}, ${JSON.stringify(cut)}: ${each}`));
                }
            }
            tally("connection cut after N bytes of an operation", { injected, lost: complaints.length });
            expect(complaints).toEqual([]);
        },
        600_000,
    );
}

/** How many bytes each operation sends and receives on a connection that is open already. */
async function sizesOf({
    ground,
    node,
    kind,
}: KindOnHost): Promise<Record<OperationName, { up: number; down: number }>> {
    const { relay, subject, close } = await detour(ground, node, kind.type);
    const measured = async (kept: Kept, to: Values | undefined) => {
        const { up: sent, down: received } = relay.counts;
        const now = await perform(subject, kept, to);
        return { now, size: { up: relay.counts.up - sent, down: relay.counts.down - received } };
    };
    const create = await measured({}, course(kind, "create").to);
    const gone = await measured(create.now, undefined);
    const small = await up(subject, {}, kind.minimal);
    const grow = await measured(small, course(kind, "grow").to);
    const shrink = await measured(grow.now, course(kind, "shrink").to);
    await perform(subject, shrink.now, undefined);
    await close();
    return { create: create.size, grow: grow.size, shrink: shrink.size, delete: gone.size };
}

async function trial(place: KindOnHost, operation: OperationName, { direction, bytes, back }: Cut): Promise<string[]> {
    const { lab } = place.ground;
    const way = await detour(place.ground, place.node, place.kind.type);
    const { from, to } = course(place.kind, operation);
    const kept = from ? await up(way.subject, {}, from) : {};
    if (!back) await stopSshd(lab, place.node);
    way.relay.arm({ cutAfterBytes: { [direction]: bytes } });
    const met = await perform(way.subject, kept, to);
    way.relay.arm({});
    if (!back) await startSshd(lab, place.node);
    await way.close();
    // As the next process would, by a connection of its own.
    const again = await detour(place.ground, place.node, place.kind.type);
    const complaints = await judge(place, again.subject, met, to);
    await again.close();
    // What was lost on the way is looked up, and the operation goes on: nobody has to run `up` again.
    return back && met.error ? [`it failed with ${met.error.message}`, ...complaints] : complaints;
}
