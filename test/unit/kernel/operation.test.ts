import { describe, expect, it } from "vitest";
import { cmd, type Step, step } from "../../../provider/kernel/command";
import { renderLook } from "../../../provider/kernel/operation";
import { alone, batched, operate, textOf } from "./fake-host";
import { shells } from "./shells";

/** The same five steps in processes of their own, in one batch, and mixed. */
const ways: readonly (readonly [string, readonly ((name: string) => Step)[]])[] = [
    ["alone", [alone, alone, alone, alone, alone]],
    ["in a batch", [batched, batched, batched, batched, batched]],
    ["mixed", [alone, batched, batched, alone, batched]],
];
const names = ["a", "b", "c", "d", "e"];
const make = (way: readonly ((name: string) => Step)[], given: readonly string[] = names): Step[] =>
    given.map((name, at) => (way[at] as typeof alone)(name));
const plus = (list: readonly string[]) => list.map((name) => `+${name}`);
const undone = (list: readonly string[]) => [...list].reverse().map((name) => `-${name}`);

describe.each(shells)("an operation in %s", (shell) => {
    describe.each(ways)("with its steps %s", (_, way) => {
        it("is done, and tells what is there now", () => {
            for (const before of [[], ["x", "y"]]) {
                const { outcome, log, world } = operate(shell, before, { steps: make(way) });
                expect(outcome).toMatchObject({
                    kind: "done",
                    step: 5,
                    status: 0,
                    seen: textOf([...before, ...names]),
                    why: "",
                });
                expect(log).toEqual(plus(names));
                expect(world).toEqual([...before, ...names]);
            }
        });

        it.each([0, 1, 2, 3, 4])(
            "that fails at step %i undoes what was done before, in reverse, and nothing else",
            (k) => {
                const given = names.map((name, at) => (at === k ? "fail" : name));
                const { outcome, log, world } = operate(shell, ["x"], { steps: make(way, given) });
                const done = names.slice(0, k);
                expect(outcome).toMatchObject({ kind: "failed", step: k, status: 3, seen: textOf(["x"]) });
                expect(outcome.why).toMatch(/^no fail/);
                expect(log).toEqual([...plus(done), "+fail", ...undone(done)]);
                expect(world).toEqual(["x"]);
            },
        );

        it.each([0, 1, 2, 3, 4])("that is killed at step %i undoes that one too: it may have been done", (k) => {
            const given = names.map((name, at) => (at === k ? "killed" : name));
            const { outcome, log, world } = operate(shell, ["x"], { steps: make(way, given) });
            expect(outcome).toMatchObject({ kind: "failed", status: 137, seen: textOf(["x"]) });
            expect(log.slice(0, k + 1)).toEqual(plus(given.slice(0, k + 1)));
            const undo = log.slice(k + 1);
            // Nobody knows how far a killed batch came: then all of it is undone.
            expect(undo.slice(-k - 1)).toEqual(undone(given.slice(0, k + 1)));
            expect(undo).toEqual(undone(given.slice(0, outcome.step)));
            expect(world).toEqual(["x"]);
        });

        it("whose deadline passes begins nothing more and undoes", () => {
            const given = ["late", ...names.slice(1)];
            const steps = [alone("late"), ...make(way.slice(1), given.slice(1))];
            const { outcome, log, world } = operate(shell, ["x"], { steps });
            expect(outcome).toMatchObject({
                kind: "failed",
                step: 1,
                status: 124,
                seen: textOf(["x"]),
                why: "the deadline of the operation passed",
            });
            expect(log).toEqual(["+late", "-late"]);
            expect(world).toEqual(["x"]);
        });
    });

    it("finds something else, and changes nothing", () => {
        const steps = [alone("a")];
        const differs = (before: string[], expected: string) =>
            operate(shell, before, { steps, expected, demands: [cmd`demanding no`] });
        for (const { outcome, log } of [
            differs(["x"], ""),
            differs(["x"], "0123456789abcdef"),
            differs([], "0123456789abcdef"),
            differs(["x"], "look-again"),
        ]) {
            expect(outcome).toMatchObject({ kind: "differs", step: 0, at: 0, status: 0, why: "" });
            expect(log).toEqual([]);
        }
        expect(differs(["x"], "").outcome.seen).toBe(textOf(["x"]));
    });

    it("is refused, and changes nothing", () => {
        const demands = [cmd`demanding yes`, cmd`demanding no`, cmd`demanding yes`];
        const { outcome, log } = operate(shell, ["x"], { steps: [alone("a")], demands });
        expect(outcome).toEqual({
            kind: "refused",
            step: 0,
            at: 0,
            status: 65,
            seen: textOf(["x"]),
            why: "the host says no",
        });
        expect(log).toEqual([]);
    });

    it("that cannot look changes nothing, and does not take it for absence", () => {
        const { outcome, log } = operate(shell, [], { look: [cmd`unclear ${"cannot see"}`], steps: [alone("a")] });
        expect(outcome).toMatchObject({ kind: "unclear", status: 70, why: "cannot see" });
        expect(log).toEqual([]);
    });

    it("that cannot look after it failed does not say that all is as before", () => {
        const { outcome } = operate(shell, [], { steps: [alone("a"), alone("blinding")] });
        expect(outcome).toMatchObject({ kind: "failed", step: 1, status: 3, seen: "@unclear" });
        expect(outcome.why).toMatch(/cannot see$/);
    });

    it("that cannot look after it was done says so", () => {
        const { outcome, world } = operate(shell, [], { steps: [alone("a")], settle: [cmd`unclear ${"cannot see"}`] });
        expect(outcome).toMatchObject({ kind: "unclear", step: 1, status: 70, why: "cannot see" });
        expect(world).toEqual(["a"]);
    });

    it("goes on with its undo where a part of that fails", () => {
        const steps = [alone("a"), step(cmd`act b`, cmd`false`, cmd`unact b`), step(cmd`act c`), alone("fail")];
        const { log, world } = operate(shell, ["x"], { steps });
        expect(log).toEqual(["+a", "+b", "+c", "+fail", "-b", "-a"]);
        expect(world).toEqual(["x", "c"]);
    });

    it.each([
        ["gives up", cmd`unclear ${"cannot see"}`],
        ["sets what the operation goes by", cmd`eval ${"step=0 code=0 said= outcome=done"}`],
    ])("goes on with its undo, and tells of its failure, where a part of that %s", (_, odd) => {
        const steps = [alone("a"), step(cmd`act b`, odd, cmd`unact b`), alone("fail")];
        const { outcome, log, world } = operate(shell, ["x"], { steps });
        expect(log).toEqual(["+a", "+b", "+fail", "-b", "-a"]);
        expect(world).toEqual(["x"]);
        expect(outcome).toMatchObject({ kind: "failed", step: 2, status: 3, why: "no fail", seen: textOf(["x"]) });
    });

    it("goes no further than a failure, even where a word before it has two lines", () => {
        const steps = [step(cmd`act ${"two\nlines"}`, cmd`unact x`), alone("fail"), alone("never")];
        expect(operate(shell, [], { steps }).log).toEqual(["+two", "lines", "+fail", "-x"]);
        const failing = [step(cmd`act ${"fail\ntoo"}`), alone("never")];
        expect(operate(shell, [], { steps: failing }).log).toEqual(["+fail", "too"]);
    });

    it("of nothing at all is done", () => {
        expect(operate(shell, ["x"], {}).outcome).toMatchObject({ kind: "done", step: 0, seen: textOf(["x"]) });
    });
});

it("a look alone only looks", () => {
    expect(renderLook([cmd`link_facts ${""} ${"br0"}`, cmd`world`])).toBe(
        "observe() {\nlink_facts '' br0\nworld\n}\nlook",
    );
});
