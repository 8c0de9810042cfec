import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contains } from "../../../addressing";
import { layer3Steps } from "../../../provider/kernel/address";
import type { Step } from "../../../provider/kernel/command";
import { type FdbEntry, fdbSteps } from "../../../provider/kernel/fdb";
import { type Neighbour, neighbourSteps } from "../../../provider/kernel/neighbour";
import { type Route, routeKey, routeSteps } from "../../../provider/kernel/route";
import { apply, emptyLink, type Link, played } from "./fake-link";

/** A link that the same steps made from nothing. */
const linkOf = (steps: readonly Step[]) => (): Link => {
    const link = emptyLink();
    for (const { run } of steps) apply(link, run);
    return link;
};

const removes = ({ run }: Step) => run.words.includes("del");

/** What holds of every planner: it gets there, adds before it removes, can be undone at any point, and then rests. */
function holds(
    plan: (seen: "nothing" | "before" | "after", wanted: "before" | "after") => Step[],
): ReturnType<typeof played> {
    const steps = plan("before", "after");
    const result = played(linkOf(plan("nothing", "before")), steps);
    const wanted = played(linkOf(plan("nothing", "after")), []).before;
    expect(result.after).toEqual(wanted);
    for (const state of result.undone) expect(state).toEqual(result.before);
    expect(plan("after", "after")).toEqual([]);
    return result;
}

const addsFirst = (steps: readonly Step[]) => expect(steps.map(removes)).toEqual([...steps.map(removes)].sort());

/** What is there before and is wanted is never away in between. */
function keeps<K extends "addresses" | "routes" | "fdb" | "neighbours">(
    { before, after, held }: ReturnType<typeof played>,
    key: K,
): void {
    const stays = (before[key] as unknown[]).filter((item) =>
        (after[key] as unknown[]).some((other) => JSON.stringify(other) === JSON.stringify(item)),
    );
    for (const state of held) expect(state[key]).toEqual(expect.arrayContaining(stays));
}

const pick =
    <T>(cases: { nothing: T; before: T; after: T }) =>
    (name: keyof typeof cases) =>
        cases[name];

describe("forwarding entries", () => {
    const vtep = fc.constantFrom("172.16.1.11", "172.16.1.12", "172.16.1.13", "fd00::1");
    const floods = fc.uniqueArray(vtep).map((all) => all.map((item) => ({ mac: "00:00:00:00:00:00", vtep: item })));
    const known = fc.uniqueArray(
        fc.record({ mac: fc.constantFrom("02:00:00:00:00:01", "02:00:00:00:00:02", "02:00:00:00:00:03"), vtep }),
        { selector: ({ mac }) => mac },
    );
    const entries: fc.Arbitrary<FdbEntry[]> = fc.tuple(floods, known).map((all) => all.flat());

    it("get from any set to any other, one by one", () => {
        fc.assert(
            fc.property(entries, entries, (before, after) => {
                const of = pick({ nothing: [], before, after });
                const result = holds((seen, wanted) => fdbSteps(of(seen), of(wanted), "vx0"));
                addsFirst(fdbSteps(before, after, "vx0"));
                keeps(result, "fdb");
            }),
        );
    });
});

describe("neighbours", () => {
    const neighbours: fc.Arbitrary<Neighbour[]> = fc.uniqueArray(
        fc.record({
            address: fc.constantFrom("10.0.0.1", "10.0.0.2", "fd00::1", "fd00::2"),
            mac: fc.constantFrom("02:00:00:00:00:01", "02:00:00:00:00:02"),
        }),
        { selector: ({ address }) => address },
    );

    it("get from any set to any other, one by one", () => {
        fc.assert(
            fc.property(neighbours, neighbours, (before, after) => {
                const of = pick({ nothing: [], before, after });
                const result = holds((seen, wanted) => neighbourSteps(of(seen), of(wanted), "br0"));
                addsFirst(neighbourSteps(before, after, "br0"));
                keeps(result, "neighbours");
            }),
        );
    });
});

const route = fc.record(
    {
        to: fc.constantFrom("default", "10.1.0.0/16", "fd01::/64"),
        via: fc.constantFrom("10.0.0.1", "10.0.0.2", "10.9.0.1", "fd00::9"),
        metric: fc.constantFrom(5, 6),
        onlink: fc.constant(true),
    },
    { requiredKeys: ["to"] },
);
const fits = ({ to, via }: Route) => !via || to === "default" || via.includes(":") === to.includes(":");
const routes: fc.Arbitrary<Route[]> = fc.uniqueArray(route.filter(fits), { selector: routeKey, maxLength: 5 });

describe("routes", () => {
    it("get from any set to any other, one by one", () => {
        const near = routes.map((all) => all.filter(({ via, onlink }) => !via || onlink));
        fc.assert(
            fc.property(near, near, (before, after) => {
                const of = pick({ nothing: [], before, after });
                const result = holds((seen, wanted) => routeSteps(of(seen), of(wanted), "ns1", "eth0"));
                addsFirst(routeSteps(before, after, "ns1", "eth0"));
                keeps(result, "routes");
            }),
        );
    });
});

describe("addresses and routes", () => {
    const addresses = fc.uniqueArray(
        fc.constantFrom("10.0.0.5/24", "10.0.0.6/24", "10.0.0.7/24", "10.9.0.5/16", "fd00::5/64", "fd00::6/64"),
    );
    const layer3 = fc.tuple(addresses, routes).map(([all, some]) => ({
        up: true,
        addresses: all,
        // As check has it: a gateway is in a network of the link.
        routes: some.filter(({ via, onlink }) => !via || onlink || all.some((item) => contains(item, via))),
    }));
    const nothing = { up: true, addresses: [], routes: [] };

    it("get from any set to any other, and back from anywhere on the way", () => {
        fc.assert(
            fc.property(layer3, layer3, (before, after) => {
                const of = pick({ nothing, before, after });
                holds((seen, wanted) => layer3Steps(of(seen), of(wanted), undefined, "eth0"));
            }),
            { numRuns: 500 },
        );
    });

    it("add before they remove, so that a link with addresses is never without", () => {
        fc.assert(
            fc.property(layer3, layer3, (before, after) => {
                const steps = layer3Steps(before, after, undefined, "eth0");
                const fresh = steps.findIndex(({ run }) => run.words.includes("del") && run.words.includes("addr"));
                const late = steps.slice(fresh).filter(({ run }) => run.words.includes("add"));
                if (fresh >= 0) expect(late).toEqual([]);
            }),
        );
    });
});
