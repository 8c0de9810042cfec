import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPresent, parseFacts, section } from "../../../provider/kernel/facts";
import { parseOutcome } from "../../../provider/kernel/operation";

describe("facts", () => {
    it("are sections with words and lines, and what stands before them", () => {
        const facts = parseFacts("~ underlay eth1 1500\n@link - br0\n[{}]\n\n[{}]\n@fdb br0\n= a b");
        expect(facts.surroundings).toEqual(["~ underlay eth1 1500"]);
        expect(section(facts, "link", "-", "br0")).toEqual({
            label: "link",
            words: ["-", "br0"],
            lines: ["[{}]", "[{}]"],
        });
        expect(section(facts, "fdb")?.lines).toEqual(["= a b"]);
        expect(section(facts, "link", "-", "br1")).toBeUndefined();
    });

    it("are there only where a section is", () => {
        expect(isPresent("~ underlay eth1 1500")).toBe(false);
        expect(isPresent("x@y")).toBe(false);
        expect(isPresent("~ x\n@link - br0")).toBe(true);
        expect(isPresent("")).toBe(false);
    });
});

describe("an outcome", () => {
    it("is told in three parts, of which any may be empty or have several lines", () => {
        const line = fc.string().map((text) => text.replaceAll("\n", "").replace(/^# why$/, ""));
        const lines = fc.array(line).map((all) => all.join("\n").trim());
        const kind = fc.constantFrom("done", "differs", "refused", "failed", "unclear", "seen");
        fc.assert(
            fc.property(
                fc.record({ kind, step: fc.nat(), status: fc.nat(255), at: fc.nat(), seen: lines, why: lines }),
                (outcome) => {
                    const { kind, step, status, at, seen, why } = outcome;
                    const told = `# ${kind} ${step} ${status} ${at}\n${seen}\n# why\n${why}`;
                    expect(parseOutcome(told)).toEqual(outcome);
                },
            ),
        );
    });

    it("is found behind what a shell says of a process that was ended", () => {
        expect(parseOutcome("Terminated\n# failed 1 143 1\n\n# why\nhangs")).toMatchObject({
            kind: "failed",
            status: 143,
        });
    });

    it.each(["", "sh: syntax error", "# done 1 0\nx\n# why", "# done 1 0 1\nx", "# gone 1 0 1\n# why"])(
        "is not %j",
        (text) => {
            expect(parseOutcome(text)).toBeUndefined();
        },
    );
});
