import { beforeAll, describe, expect, it } from "vitest";
import { sessionFor } from "../../provider/host";
import { settings } from "../../provider/settings";
import { onLab } from "../lab/kinds/harness";
import { sampleCount, samples } from "../samples";
import { type KindOnHost, kindOnHost } from "./course";
import { type Execs, suspect, watchExecs } from "./hostile/execs";
import { type Strange, strange } from "./hostile/inputs";
import { destroy, type Kept, refresh, up } from "./one-resource";
import { seed } from "./random";
import { tally } from "./tally";

// Texts that check takes go through whole lives of resources to a real sshd, below which the kernel logs what is executed.
const canary = "/run/canary";
const { tries, count } = process.env.HOSTNET_SOAK ? { tries: 200, count: 8 } : { tries: 100, count: 2 };

const ground = onLab("faults-hostile-execs", { hosts: sampleCount });

// What makes nothing on a host is asked by a shell all the same.
const kinds = samples(ground.underlay).map((kind, index) => ({
    kind,
    type: kind.type,
    node: `host${index + 1}`,
}));
const logs = new Map<string, Execs>();

beforeAll(async () => {
    for (const { node } of kinds) logs.set(node, await watchExecs(ground, node));
}, 60_000);

const strayed = async (node: string) =>
    (await ground.lab.exec(node, `ls -d ${canary}* /*canary* /root/*canary* 2>/dev/null; :`)).stdout;
const executed = async (node: string) => (await logs.get(node)?.calls()) ?? [];

describe(`hosts that are given strange texts (seed ${seed})`, { timeout: 170_000 }, () => {
    it.concurrent.each(kinds)("execute known programs with tame words for a $type", async ({ kind, type, node }) => {
        const place = await kindOnHost(ground, node, kind);
        const subject = ground.subject(type, { node });
        const { taken, tried } = strange(subject, type, { ...kind.minimal, ...kind.maximal }, tries, canary, count);
        const complaints: string[] = [];
        let seen = 0;
        let lost = 0;
        for (const each of taken) {
            const found = await live(place, each);
            const calls = await executed(node);
            found.push(...new Set(calls.slice(seen).flatMap((call) => suspect(call) ?? [])));
            seen = calls.length;
            if (found.length > 0) {
                lost++;
                place.before = (await kindOnHost(ground, node, kind)).before;
            }
            complaints.push(...found.map((what) => `${each.told}: ${what}`));
        }
        tally("strange texts that check takes, with a log of all that a host executes", {
            injected: tried,
            met: taken.length,
            lost,
        });
        expect(complaints).toEqual([]);
        expect(await strayed(node)).toBe("");
        expect(taken.length).toBeGreaterThan(0);
        expect(seen).toBeGreaterThan(0);
    });

    // Without this an empty log, or a blind judge, would look like innocence.
    it("are seen executing what they should, and what they should not", async () => {
        const node = "host1";
        await ground.reset("", node);
        const bridge = ground.subject("Bridge", { node });
        await bridge.delete(await bridge.create({ name: "br77" }));
        const usual = await executed(node);
        expect(usual.map(([path, ...words]) => `${path?.split("/").at(-1)} ${words.join(" ")}`)).toContain(
            "ip link del dev br77",
        );
        await sessionFor(bridge.connection, settings()).run(`touch ${canary}; ip -x link; unshare -n sh -c 'id -u'`);
        expect((await executed(node)).slice(usual.length).flatMap((call) => suspect(call) ?? [])).toEqual(
            expect.arrayContaining([`it called touch ${canary}`, 'ip got "-x"', 'a shell got ["-c","id -u"]']),
        );
        expect(await strayed(node)).toBe(canary);
        await ground.sh(`rm ${canary}`, node);
    });
});

/** A life: made of a strange program, seen, changed to the usual one and back, and taken away. What is wrong about it. */
async function live({ ground: { subject: of, snapshot }, node, kind, before }: KindOnHost, { program }: Strange) {
    const subject = of(kind.type, { node });
    const usual = { ...kind.minimal, ...kind.maximal };
    const complaints: string[] = [];
    let kept: Kept = {};
    for (const wanted of [program, usual, program]) {
        kept = await up(subject, kept, wanted);
        // A host may refuse what check cannot know, but not what is usual; and what is no refusal is a fault of ours.
        if (kept.error && (wanted === usual || !/\bhost\b/i.test(kept.error.message)))
            complaints.push(`${kept.error.name}: ${kept.error.message}`);
        if (kept.made) await refresh(subject, kept);
    }
    const gone = await destroy(subject, kept);
    if (gone.error) complaints.push(`destroy fails: ${gone.error.message}`);
    if ((await snapshot({ sysctls: false }, node)) !== before) complaints.push("the host is not as before");
    return complaints;
}
