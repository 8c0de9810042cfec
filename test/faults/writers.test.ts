import { expect, it } from "vitest";
import { onLab } from "../lab/kinds/harness";
import type { Values } from "../lab/kinds/subject";
import { destroy, type Kept, up } from "./stack";
import { tally } from "./tally";
import { difference } from "./trial";

const ground = onLab("faults-writers", "10.203.10.0/24");
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

/** One session for each writer, as twenty stacks have. */
const subjects = writers.flatMap((writer) =>
    works(writer).map((work) => ({
        ...work,
        subject: () =>
            ground.subject(work.type, {
                owner: `shop/dev${writer}/it`,
                connection: { connectTimeoutSeconds: 60 + writer },
            }),
    })),
);

/** All of them at once, or one after another. */
async function each<T>(atOnce: boolean, act: (index: number) => Promise<T>): Promise<T[]> {
    const indices = subjects.map((_, index) => index);
    if (atOnce) return Promise.all(indices.map(act));
    const done: T[] = [];
    for (const index of indices) done.push(await act(index));
    return done;
}

/** Numbers of links, and who won the one name, depend on who comes first; rules stand in the order of their coming. */
const settled = (text: string) =>
    text
        .replace(/^\d+: /gm, "")
        .replace(/(same: .*?alias hostnet:shop\/dev)\d+/g, "$1_")
        .split("\n")
        .sort()
        .join("\n");

async function round(atOnce: boolean) {
    const at = (index: number) => subjects[index] as (typeof subjects)[number];
    const made = await each<Kept>(atOnce, (index) => up(at(index).subject(), {}, at(index).program));
    const changed = await each<Kept>(atOnce, (index) => {
        const { subject, program, change } = at(index);
        return made[index]?.error ? Promise.resolve({}) : up(subject(), made[index] ?? {}, { ...program, ...change });
    });
    const there = settled(await ground.snapshot());
    const gone = await each<Kept>(atOnce, (index) => destroy(at(index).subject(), changed[index] ?? {}));
    return { made, changed, there, gone };
}

it("twenty writers at once make what they make one after another, and leave nothing", async () => {
    await ground.reset("echo 0 >/proc/sys/net/ipv4/ip_forward");
    const before = await ground.snapshot();
    const serial = await round(false);
    expect(await ground.snapshot()).toBe(before);
    const parallel = await round(true);
    const after = await ground.snapshot();
    const refused = (kept: readonly Kept[]) => kept.flatMap(({ error }) => (error ? [error.message] : []));
    const lost = [
        ...(serial.there === parallel.there ? [] : [difference(serial.there, parallel.there)]),
        ...(after === before ? [] : [difference(before, after)]),
        ...refused([...parallel.changed, ...parallel.gone, ...serial.changed, ...serial.gone]),
    ];
    tally("twenty writers on one host at once", { injected: 3 * subjects.length, lost: lost.length });
    expect(lost).toEqual([]);
    // One has the name, and the other nineteen are told who.
    for (const { made } of [serial, parallel]) {
        expect(refused(made)).toHaveLength(writers.length - 1);
        for (const message of refused(made)) expect(message).toMatch(/bridge same .* belongs to shop\/dev\d+\/it/);
    }
}, 300_000);

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
