import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFacts } from "../../../provider/kernel/facts";
import { familyOf, type Rule, rule } from "../../../provider/kernel/rule";
import { inPlace, rulesIn, rulesLook, rulesSteps, tidySteps, toolOf } from "../../../provider/kernel/rules";

const owner = "shop/dev/web";
const mark = `hostnet:${owner}`;

/** Rules as iptables-save prints them, behind the label of the look. */
const found = (...lines: string[]) => rulesIn(parseFacts(["@rules web", ...lines].join("\n")), owner);

/** What goes to iptables-restore on the host. */
const sent = (rules: readonly Rule[]): string[] => {
    const [step] = rulesSteps("iptables", "web", owner, [], rules);
    return (step?.run.input ?? "").split("\n").filter((line) => line !== "");
};

describe("a rule", () => {
    it.each<[string, readonly (string | undefined)[], string, string]>([
        ["POSTROUTING", [], "web-post", "nat POSTROUTING -j web-post"],
        [
            "web-post",
            ["! -d 10.0.0.0/8", "-s 10.1.0.0/16"],
            "MASQUERADE",
            "nat web-post -s 10.1.0.0/16 ! -d 10.0.0.0/8 -j MASQUERADE",
        ],
        [
            "web-post",
            ["-s 10.1.0.0/16", undefined, "! -o br0"],
            "SNAT --to-source 192.0.2.1",
            "nat web-post ! -o br0 -s 10.1.0.0/16 -j SNAT --to-source 192.0.2.1",
        ],
        [
            "web-dnat",
            ["-p tcp", "--dport 80"],
            "DNAT --to-destination [fd00::2]:8080",
            "nat web-dnat -p tcp --dport 80 -j DNAT --to-destination [fd00::2]:8080",
        ],
        [
            "web-fwd",
            ["-d 10.0.0.2/32", "--ctstate RELATED,ESTABLISHED"],
            "ACCEPT",
            "nat web-fwd -d 10.0.0.2 --ctstate ESTABLISHED,RELATED -j ACCEPT",
        ],
        ["web-dnat", [], "DNAT --to-destination [fd00::2]", "nat web-dnat -j DNAT --to-destination fd00::2"],
        ["web-fwd", ["-s 0.0.0.0/0", "-d ::/0"], "ACCEPT", "nat web-fwd -j ACCEPT"],
        ["web-fwd", ["! -d 0.0.0.0/0"], "ACCEPT", "nat web-fwd ! -d 0.0.0.0/0 -j ACCEPT"],
        ["web-fwd", ["-d fd00::2/128"], "ACCEPT", "nat web-fwd -d fd00::2 -j ACCEPT"],
        ["web-fwd", ["-s 10.0.0.0/32", "-d fd00::/64"], "ACCEPT", "nat web-fwd -s 10.0.0.0 -d fd00::/64 -j ACCEPT"],
        [
            "INPUT",
            ["-p udp", "--dport 4789", "--u32 0>>22&0x3C@12>>8=42"],
            "web-in",
            "nat INPUT -p udp --dport 4789 --u32 0>>22&60@12>>8=42 -j web-in",
        ],
    ])("in %s of %j to %s is canonical", (chain, matches, target, text) => {
        expect(rule("nat", chain, matches, target)).toBe(text);
    });
});

describe("rules that a look found", () => {
    it("are none where there is no section", () => {
        expect(rulesIn(parseFacts(""), owner)).toBeUndefined();
        expect(rulesIn(parseFacts("@sysctl x\n= 1"), owner)).toBeUndefined();
    });

    it.each([
        // nf_tables 1.8.9, then legacy 1.8.9, then what older and newer versions write.
        `-A web-dnat -p tcp -m comment --comment "${mark}" -m tcp --dport 80 -j DNAT --to-destination 10.0.0.2:8080`,
        `-A web-dnat -p tcp -m tcp --dport 80 -m comment --comment "${mark}" -j DNAT --to-destination 10.0.0.2:8080`,
        `-A web-dnat -p tcp -m comment --comment ${mark} -m tcp --dport 80 -j DNAT --to-destination 10.0.0.2:8080`,
    ])("are the same in every spelling: %s", (row) => {
        expect(found("*nat", ":web-dnat - [0:0]", row)).toEqual({
            owner,
            rules: ["nat web-dnat -p tcp --dport 80 -j DNAT --to-destination 10.0.0.2:8080"],
        });
    });

    it.each([
        [`-s 10.0.0.2/32 -d 10.0.0.3/32 -m comment --comment "${mark}" -j ACCEPT`, "-s 10.0.0.2 -d 10.0.0.3 -j ACCEPT"],
        [`-s fd00::2/128 -m comment --comment "${mark}" -j ACCEPT`, "-s fd00::2 -j ACCEPT"],
        [
            `-s 10.0.0.0/24 ! -d 10.0.0.0/8 ! -o br0 -m comment --comment "${mark}" -j MASQUERADE`,
            "! -o br0 -s 10.0.0.0/24 ! -d 10.0.0.0/8 -j MASQUERADE",
        ],
        [
            `-m conntrack --ctstate RELATED,ESTABLISHED -m comment --comment "${mark}" -j ACCEPT`,
            "--ctstate ESTABLISHED,RELATED -j ACCEPT",
        ],
        [
            `-m conntrack --ctstate ESTABLISHED,RELATED -m comment --comment "${mark}" -j ACCEPT`,
            "--ctstate ESTABLISHED,RELATED -j ACCEPT",
        ],
        [
            `-p udp -m udp --dport 4789 -m u32 --u32 "0x0>>0x16&0x3c@0xc>>0x8=0x2a" -m comment --comment "${mark}" -j x`,
            "-p udp --dport 4789 --u32 0>>22&60@12>>8=42 -j x",
        ],
        [
            `! -d 127.0.0.0/8 -m comment --comment "${mark}" -m addrtype --dst-type LOCAL -j web-dnat`,
            "! -d 127.0.0.0/8 --dst-type LOCAL -j web-dnat",
        ],
    ])("are canonical: %s", (row, text) => {
        expect(found("*filter", `-A web-fwd ${row}`)).toEqual({ owner, rules: [`filter web-fwd ${text}`] });
    });

    it("are in FORWARD as we see it, where Docker's own chain for others has the jump", () => {
        expect(found("*filter", `-A DOCKER-USER -m comment --comment "${mark}" -j web-fwd`)?.rules).toEqual([
            "filter FORWARD -j web-fwd",
        ]);
    });

    it("keep what stands twice twice", () => {
        const row = `-A POSTROUTING -m comment --comment "${mark}" -j web-post`;
        expect(found("*nat", row, row)?.rules).toHaveLength(2);
    });

    it("tell whose they are", () => {
        const row = (comment: string) => `-A web-post ${comment && `-m comment --comment ${comment} `}-j MASQUERADE`;
        expect(found("*nat", row(`"hostnet:blog/prod/web"`))?.owner).toBe("blog/prod/web");
        expect(found("*nat", row(""))?.owner).toBe("");
        expect(found("*nat", row(`"somebody \\"else\\""`))?.owner).toBe("");
        expect(found("*nat", row(""), row(`"${mark}"`))?.owner).toBe(owner);
    });

    it("are ours where somebody flushed the chains: an empty one carries no mark", () => {
        expect(found("*nat", ":web-post - [0:0]")).toEqual({ owner, rules: [] });
    });
});

describe("rules that go to a host", () => {
    it("name their matches and carry the mark", () => {
        const rows = [
            rule("nat", "OUTPUT", ["! -d 127.0.0.0/8", "--dst-type LOCAL"], "web-dnat"),
            rule("filter", "web-fwd", ["--ctstate RELATED,ESTABLISHED"], "ACCEPT"),
            rule("filter", "INPUT", ["--u32 0>>22&0x3C@12>>8=42"], "web-in"),
        ];
        expect(sent(rows)).toEqual([
            "*nat",
            `-I OUTPUT -m comment --comment "${mark}" ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j web-dnat`,
            "COMMIT",
            "*filter",
            ":web-fwd - [0:0]",
            `-A web-fwd -m comment --comment "${mark}" -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT`,
            `-I INPUT -m comment --comment "${mark}" -m u32 --u32 "0>>22&60@12>>8=42" -j web-in`,
            "COMMIT",
        ]);
    });

    it("are undone by what was there before", () => {
        const [before, after] = [rule("nat", "web-post", [], "MASQUERADE"), rule("nat", "web-post", [], "ACCEPT")];
        const [step] = rulesSteps("ip6tables", "web", owner, [before], [after]);
        expect(step?.run.words).toEqual(["rules_replace", "ip6tables", "web", "nat"]);
        expect(step?.run.input).toContain("-j ACCEPT");
        expect(step?.undo).toHaveLength(1);
        expect(step?.undo?.[0]?.input).toContain("-j MASQUERADE");
    });

    it("take the tables with them that they leave, and those that they came to when undone", () => {
        const [nat, filter] = [rule("nat", "web-post", [], "ACCEPT"), rule("filter", "web-fwd", [], "ACCEPT")];
        const run = (seen: readonly Rule[], wanted: readonly Rule[]) =>
            rulesSteps("iptables", "web", owner, seen, wanted).map((item) =>
                [item.run, ...(item.undo ?? [])].map(({ words }) => words[0]),
            );
        expect(run([nat], [])).toEqual([["rules_replace", "rules_replace"], ["tables_tidy"]]);
        expect(run([], [nat])).toEqual([["rules_replace", "rules_replace", "tables_tidy"]]);
        expect(run([nat], [nat, filter])).toEqual([["rules_replace", "rules_replace", "tables_tidy"]]);
        expect(run([nat, filter], [nat])).toEqual([["rules_replace", "rules_replace"]]);
    });

    it("move to the host's own flavour: the new ones first, then the old ones go, and back where that fails", () => {
        const row = rule("nat", "web-post", [], "ACCEPT");
        const steps = rulesSteps("iptables", "web", owner, [`legacy ${row}`], [row]);
        const told = steps.map(({ run, undo = [] }) =>
            [run, ...undo].map(({ words, input = "" }) => `${words.join(" ")}${input.includes("-j") ? " <rules" : ""}`),
        );
        expect(told).toEqual([
            ["rules_replace iptables web nat <rules", "rules_replace iptables web nat", "tables_tidy iptables"],
            ["rules_replace iptables-legacy web nat", "rules_replace iptables-legacy web nat <rules"],
        ]);
        expect(tidySteps("iptables", [`legacy ${row}`], [row])).toHaveLength(1);
    });

    it("come back from the host as they are", () => {
        const octet = fc.integer({ min: 0, max: 255 });
        const four = fc
            .tuple(octet, octet, octet, octet, fc.integer({ min: 0, max: 32 }))
            .map(([a, b, c, d, prefix]) => `${a}.${b}.${c}.${d}/${prefix}`);
        const six = fc
            .tuple(fc.integer({ min: 1, max: 0xffff }), fc.integer({ min: 0, max: 128 }))
            .map(([part, prefix]) => `fd00::${part.toString(16)}/${prefix}`);
        const not = fc.constantFrom("", "! ");
        const port = fc.integer({ min: 1, max: 65535 });
        const some = <T>(item: fc.Arbitrary<T>, text: (value: T) => string) =>
            fc.option(item.map(text), { nil: undefined });
        const matches = fc.tuple(
            some(fc.tuple(not, fc.oneof(four, six)), ([no, net]) => `${no}-s ${net}`),
            some(fc.tuple(not, fc.oneof(four, six)), ([no, net]) => `${no}-d ${net}`),
            some(fc.tuple(not, fc.stringMatching(/^[a-z][a-z0-9_.-]{0,14}$/)), ([no, device]) => `${no}-o ${device}`),
            some(fc.constantFrom("tcp", "udp", "sctp"), (protocol) => `-p ${protocol}`),
            some(port, (number) => `--dport ${number}`),
            some(
                fc.subarray(["NEW", "RELATED", "ESTABLISHED", "DNAT"], { minLength: 1 }),
                (states) => `--ctstate ${states.join(",")}`,
            ),
            some(fc.constant("LOCAL"), (type) => `--dst-type ${type}`),
            some(fc.integer({ min: 0, max: 0xffffff }), (vni) => `--u32 0>>22&0x3C@12>>8=${vni}`),
        );
        const shuffled = matches.chain((list) => fc.shuffledSubarray(list, { minLength: list.length }));
        const target = fc.oneof(
            fc.constantFrom("ACCEPT", "DROP", "MASQUERADE", "web-x"),
            port.map((number) => `DNAT --to-destination 10.0.0.2:${number}`),
        );
        const any = fc
            .tuple(fc.constantFrom("nat", "filter", "raw"), shuffled, target)
            .map(([table, list, to]) => rule(table as "nat", "web-x", list, to));
        fc.assert(
            fc.property(fc.array(any, { minLength: 1, maxLength: 5 }), (rules) => {
                // A table at a time, as the tool prints them.
                const tables = [...new Set(rules.map((row) => row.split(" ")[0]))];
                const byTable = tables.flatMap((table) => rules.filter((row) => row.startsWith(`${table} `)));
                expect(found(...sent(rules))).toEqual({ owner, rules: byTable });
                // Canonical is canonical.
                for (const row of rules) {
                    const [table, chain, ...rest] = row.split(" ");
                    const [list = "", to = ""] = ` ${rest.join(" ")}`.split(" -j ");
                    expect(rule(table as "nat", chain as string, [list], to)).toBe(row);
                }
            }),
        );
    });
});

describe("the tool of a rule", () => {
    it.each([
        ["10.0.0.1", 4, "iptables"],
        ["10.0.0.0/8", 4, "iptables"],
        ["fd00::1", 6, "ip6tables"],
        ["fd00::/64", 6, "ip6tables"],
    ] as const)("follows the family of %s", (text, family, tool) => {
        expect(familyOf(text)).toBe(family);
        expect(toolOf(family)).toBe(tool);
        expect(rulesLook(tool, "web").words).toEqual(["rules_facts", tool, "web"]);
    });
});

describe("rules in their places", () => {
    const known = ["nat A -j a", "nat a -j X", "filter B -j b"];

    it("leave the place of one that is gone, and have it again when it comes back", () => {
        const without = inPlace(known, ["filter B -j b", "nat A -j a"]);
        expect(without).toEqual(["nat A -j a", "missing: nat a -j X", "filter B -j b"]);
        expect(inPlace(without, ["filter B -j b", "nat A -j a"])).toEqual(without);
        expect(inPlace(without, known)).toEqual(known);
        expect(inPlace(known, [])).toEqual(known.map((row) => `missing: ${row}`));
    });

    it("are no rules to take away, to put back, or to tidy up behind", () => {
        const gone = known.map((row) => `missing: ${row}`);
        const [some, left] = [[gone[0], known[1], gone[2]] as Rule[], [known[1]] as Rule[]];
        expect(rulesSteps("iptables", "a", owner, some, known)).toEqual(
            rulesSteps("iptables", "a", owner, left, known),
        );
        expect(tidySteps("iptables", gone, left)).toEqual([]);
    });

    it("have behind them what nobody knows, be it a second one, and one of the other flavour in its own place", () => {
        const found = ["nat Z -j z", "nat A -j a", "nat A -j a", "legacy nat a -j X", "filter B -j b"];
        expect(inPlace(known, found)).toEqual([
            ...["nat A -j a", "legacy nat a -j X", "filter B -j b"],
            ...["nat Z -j z", "nat A -j a"],
        ]);
    });
});
