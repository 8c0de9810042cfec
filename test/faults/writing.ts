import { expect, it } from "vitest";
import type { Ground } from "../lab/kinds/harness";
import type { Values } from "../lab/kinds/subject";
import { difference } from "./course";
import { destroy, type Kept, up } from "./one-resource";
import { tally } from "./tally";
import { settled } from "./writing/settled";
import type { Open, Writer } from "./writing/writers";

const writers = Array.from({ length: 20 }, (_, index) => index);

/** What a writer makes and to what it changes it: things of its own, a setting that all share, and one name for all. */
const works = (writer: number): { type: string; program: Values; change: Values }[] => {
    const net = `10.${50 + writer}.0`;
    const own = [
        { type: "Bridge", program: { name: `br${writer}`, addresses: [`${net}.1/24`] }, change: { mtu: 1400 } },
        { type: "Netns", program: { name: `ns${writer}` }, change: { loopback: false } },
        {
            type: "NatRule",
            program: { name: `nat${writer}`, source: `${net}.0/24` },
            change: { toSource: "192.0.2.9" },
        },
        {
            type: "PortMapping",
            program: { name: `port${writer}`, hostPort: 9000 + writer, target: { address: `${net}.2` } },
            change: { hostPort: 9100 + writer },
        },
    ] as const;
    return [
        own[writer % own.length] as (typeof own)[number],
        { type: "Sysctl", program: { name: "net.ipv4.ip_forward", value: "1" }, change: {} },
        { type: "Bridge", program: { name: "same" }, change: {} },
    ];
};

/** Twenty writers, each with resources of a stack of its own, one after another and then all at once. */
export function twentyWriters(ground: Ground, as: string, open: Open): void {
    it(`twenty ${as} at once make what they make one after another, and leave nothing`, async () => {
        await ground.reset("echo 0 >/proc/sys/net/ipv4/ip_forward");
        const before = await ground.snapshot();
        const staff: Writer[] = [];
        try {
            for (const writer of writers) staff.push(await open(ground, writer));
            const serial = await round(ground, staff, false);
            expect(await ground.snapshot()).toBe(before);
            const parallel = await round(ground, staff, true);
            const after = await ground.snapshot();
            const lost = [
                ...(serial.there === parallel.there ? [] : [difference(serial.there, parallel.there)]),
                ...(after === before ? [] : [difference(before, after)]),
                ...refused([...parallel.changed, ...parallel.gone, ...serial.changed, ...serial.gone]),
            ];
            tally(`twenty ${as} on one host at once`, { injected: 3 * parallel.made.length, lost: lost.length });
            expect(lost).toEqual([]);
            // One has the name, and the other nineteen are told who.
            for (const { made } of [serial, parallel]) {
                expect(refused(made)).toHaveLength(writers.length - 1);
                for (const message of refused(made))
                    expect(message).toMatch(/bridge same .* belongs to shop\/dev\d+\/it/);
            }
        } finally {
            await Promise.all(staff.map(({ end }) => end()));
        }
    }, 600_000);
}

const refused = (kept: readonly Kept[]) => kept.flatMap(({ error }) => (error ? [error.message] : []));

async function round({ snapshot }: Ground, staff: readonly Writer[], atOnce: boolean) {
    const jobs = staff.flatMap(({ resource }, writer) =>
        works(writer).map(({ type, program, change }) => ({ resource: resource(type), program, change })),
    );
    type Job = (typeof jobs)[number];
    const each = async (act: (job: Job, index: number) => Promise<Kept>): Promise<Kept[]> => {
        if (atOnce) return Promise.all(jobs.map(act));
        const done: Kept[] = [];
        for (const [index, job] of jobs.entries()) done.push(await act(job, index));
        return done;
    };
    const made = await each(({ resource, program }) => up(resource, {}, program));
    const changed = await each(({ resource, program, change }, index) =>
        made[index]?.error ? Promise.resolve({}) : up(resource, made[index] ?? {}, { ...program, ...change }),
    );
    const there = settled(await snapshot());
    const gone = await each(({ resource }, index) => destroy(resource, changed[index] ?? {}));
    return { made, changed, there, gone };
}

/** Two stacks want one setting and the same rule. */
export function aSharedSetting(ground: Ground): void {
    it("a setting that two stacks share outlives the first to leave and goes with the last", async () => {
        await ground.reset("echo 0 >/proc/sys/net/ipv4/ip_forward");
        const before = await ground.snapshot();
        const programs = [
            { type: "Sysctl", program: { name: "net.ipv4.ip_forward", value: "1" } },
            { type: "NatRule", program: { source: "10.9.0.0/24" } },
        ];
        const stack = async (owner: string) => {
            const all = programs.map(({ type, program }) => ({ program, subject: ground.subject(type, { owner }) }));
            const kept: Kept[] = [];
            for (const { subject, program } of all) kept.push(await up(subject, {}, program));
            return async () => {
                for (const [index, { subject }] of all.entries())
                    expect((await destroy(subject, kept[index] as Kept)).error).toBeUndefined();
            };
        };
        const [leaveFirst, leaveLast] = [await stack("shop/dev/it"), await stack("blog/prod/it")];
        await leaveFirst();
        expect(await ground.sh("cat /proc/sys/net/ipv4/ip_forward")).toBe("1");
        expect(await ground.sh("iptables-save | grep -c hostnet:blog/prod/it")).not.toBe("0");
        expect(await ground.sh("iptables-save | grep -c hostnet:shop/dev/it || true")).toBe("0");
        await leaveLast();
        expect(await ground.snapshot()).toBe(before);
    }, 120_000);
}
