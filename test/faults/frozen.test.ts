import { expect, it } from "vitest";
import { freeze, type Relay, thaw } from "../../lab";
import { onLab } from "../lab/kinds/harness";
import { bridgeSample } from "../samples/links";
import { natRuleSample } from "../samples/rules";
import { course, judge, type KindOnHost, kindOnHost, perform } from "./course";
import { detour } from "./detour";
import { mend, sabotage } from "./sabotage";
import { tally } from "./tally";

const ground = onLab("faults-frozen", { hosts: 3 });

interface Freeze {
    readonly what: string;
    readonly kind: KindOnHost["kind"];
    readonly node: string;
    stop(relay: Relay): Promise<void>;
    resume(): Promise<void>;
}

const freezes: Freeze[] = [
    {
        what: "sshd and all it started stand still",
        kind: bridgeSample,
        node: "host1",
        stop: () => freeze(ground.lab, "host1"),
        resume: () => thaw(ground.lab, "host1"),
    },
    {
        what: "packets are dropped silently",
        kind: natRuleSample(ground.underlay),
        node: "host2",
        stop: async (relay) => relay.stall(),
        resume: async () => {},
    },
];

/** Three times no answer to a keep-alive of five seconds, connecting again in vain, and room for a slow machine. */
const patience = 45_000;

it.concurrent.each(freezes)(
    "an operation ends in time when $what in the middle of it, and the next one has the lock",
    async ({ what, kind, node, stop, resume }) => {
        const place = await kindOnHost(ground, node, kind);
        const way = await detour(ground, node, kind.type);
        const { to } = course(kind, "create");
        await sabotage(ground, node, kind.breaks ?? ["ip"], 1, { what: "pauses" });
        const begun = Date.now();
        const operation = perform(way.subject, {}, to);
        await expect.poll(() => ground.sh("cat /run/shim", node), { timeout: 20_000 }).toBe("1");
        await stop(way.relay);
        const met = await operation;
        const took = Date.now() - begun;
        await resume();
        way.relay.cut();
        await mend(ground, node);
        const again = await detour(ground, node, kind.type);
        const complaints = await judge(place, again.subject, met, to);
        await again.close();
        tally(what, { injected: 1, lost: complaints.length > 0 ? 1 : 0 });
        expect(met.error?.message).toMatch(/Host h\d|host h\d/);
        expect(took).toBeLessThan(patience);
        // Nobody knows what it had done: it has to be in the state, or a destroy would leave it behind.
        expect(met.halfDone).toBe(true);
        expect(complaints).toEqual([]);
    },
    120_000,
);
