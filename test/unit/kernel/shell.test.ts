import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Command, cmd, type Step, step, withInput } from "../../../provider/kernel/command";
import { batches, quote, shellText } from "../../../provider/kernel/shell";
import { output, shells } from "./shells";

/** Any text that a shell can hold: everything but NUL. */
const text = fc
    .oneof(
        fc.string({ unit: "binary" }),
        fc.string({ unit: fc.constantFrom(..."'\"\\$`!#~*?[]{}()<>|&; \t\n\r%=-+ae") }),
    )
    .map((value) => value.replaceAll("\0", "").replace(/[\ud800-\udfff]/g, ""));

const print = cmd`printf '%s\0'`.words;

describe.each(shells)("through %s", (shell) => {
    it("every word comes back as it was", () => {
        fc.assert(
            fc.property(fc.array(text, { minLength: 1, maxLength: 40 }), (words) => {
                expect(
                    output(shell, `printf '%s\\0' ${words.map(quote).join(" ")}`)
                        .split("\0")
                        .slice(0, -1),
                ).toEqual(words);
            }),
            { numRuns: 60 },
        );
    });

    it("every input comes back as it was, with a newline at its end, and what follows is done", () => {
        fc.assert(
            fc.property(
                fc.oneof(
                    text,
                    fc.array(fc.constantFrom("~", "~~", "~~~", "", "x")).map((lines) => lines.join("\n")),
                ),
                (input) => {
                    const command = withInput({ words: ["cat"] }, input);
                    expect(output(shell, `${shellText(command, " && echo then")}\necho last`)).toBe(
                        `${input}${input.endsWith("\n") ? "" : "\n"}then\nlast\n`,
                    );
                },
            ),
            { numRuns: 60 },
        );
    });

    it("a word with a newline does not end the command before what comes after it", () => {
        const command: Command = { words: ["printf", "%s.", "a\nb"] };
        expect(output(shell, shellText(command, " || echo never"))).toBe("a\nb.");
    });
});

it("leaves plain words plain, for those who read along", () => {
    expect(shellText(cmd`ip -n ns1 addr add ${"10.0.0.1/24"} dev ${"eth0"}`)).toBe(
        "ip -n ns1 addr add 10.0.0.1/24 dev eth0",
    );
    expect(quote("")).toBe("''");
    expect(print).toHaveLength(2);
});

describe("batches", () => {
    const word = fc.constantFrom("dev", "br0", "10.0.0.1/24", "up", "", "a b", "-4", "#x", "it's", "a\nb", "\\");
    const command: fc.Arbitrary<Command> = fc.oneof(
        fc
            .tuple(
                fc.constantFrom(
                    ["ip"],
                    ["bridge"],
                    ["ip", "-n", "ns1"],
                    ["ip", "-n", "ns2"],
                    ["write"],
                    ["ip", "netns"],
                ),
                fc.array(word, { minLength: 1 }),
            )
            .map(([tool, rest]) => ({ words: [...tool, ...rest] })),
        fc.constant(withInput(cmd`rules_replace iptables x`, "row")),
    );
    const steps = fc.array(command.map((item): Step => step(item)));

    it("hold every step once, in order", () => {
        fc.assert(
            fc.property(steps, (all) => {
                expect(batches(all).flatMap((run) => run.steps)).toEqual(all);
            }),
        );
    });

    it("say what each step says, line by line, or are the step itself", () => {
        fc.assert(
            fc.property(steps, (all) => {
                for (const { command: run, steps: held } of batches(all)) {
                    if (held.length === 1) {
                        expect(run).toBe(held[0]?.run);
                        continue;
                    }
                    const tool = run.words.slice(0, -2);
                    expect(run.words.slice(-2)).toEqual(["-batch", "-"]);
                    const lines = run.input?.split("\n") ?? [];
                    expect(lines.map((line) => [...tool, ...line.split(" ")])).toEqual(
                        held.map(({ run: { words } }) => words),
                    );
                }
            }),
        );
    });

    it("are as few as they can be: neighbours of one tool and namespace are together", () => {
        const all = [
            cmd`ip link a`,
            cmd`ip link b`,
            cmd`ip -n n link c`,
            cmd`ip -n n link d`,
            cmd`bridge fdb e`,
            cmd`ip link f`,
        ].map((item) => step(item));
        expect(batches(all).map((run) => run.steps.length)).toEqual([2, 2, 1, 1]);
    });

    it.each([
        ["an option", cmd`ip link set ${"-x"}`],
        ["an empty word", cmd`ip link set dev x alias ${""}`],
        ["a blank", cmd`ip link set dev x alias ${"a b"}`],
        ["a comment", cmd`ip link set dev x alias ${"#x"}`],
        ["a quote", cmd`ip link set dev x alias ${"it's"}`],
        ["a newline", cmd`ip link set dev x alias ${"a\nlink del dev eth0"}`],
        ["a backslash", cmd`ip link set dev x alias ${"\\"}`],
        ["a namespace to make", cmd`ip netns add x`],
        ["input", withInput(cmd`ip link show`, "x")],
    ])("leave alone what has %s", (_, odd) => {
        expect(batches([step(cmd`ip link a`), step(odd), step(cmd`ip link b`)]).map((run) => run.command)).toEqual([
            cmd`ip link a`,
            odd,
            cmd`ip link b`,
        ]);
    });
});
