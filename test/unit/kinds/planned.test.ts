import { unknownValue } from "@pulumi/pulumi/runtime";
import { describe, expect, it } from "vitest";
import { provider } from "../../../provider";

const common = { host: { name: "h1", address: "host1" }, owner: "p/s/web" };
const cases = [
    { type: "NatRule", known: { source: "10.1.0.0/16", outInterface: "eth1" }, later: { outInterface: unknownValue } },
    {
        type: "ForwardRule",
        known: { action: "drop", matches: [{ source: "10.1.0.0/16", outInterface: "eth1" }] },
        later: { matches: [{ source: "10.1.0.0/16", outInterface: unknownValue }] },
    },
    {
        type: "PortMapping",
        known: { hostPort: 8080, target: { address: "10.1.0.2", port: 80 }, localhostVia: "br0" },
        later: { localhostVia: unknownValue },
    },
];

describe.each(cases)("a preview of $type in which something is unknown", ({ type, known, later }) => {
    const checked = (olds: object, args: object) => provider(type).check?.(olds, { ...common, ...args });

    it("says that the rules will be known later, and plans no replacement", async () => {
        const olds = (await checked({}, known))?.inputs;
        expect(olds).toMatchObject({
            family: 4,
            rules: expect.arrayContaining([expect.stringMatching(/^(nat|mangle) /)]),
        });
        const news = (await checked(olds, { ...known, ...later }))?.inputs;
        expect(news).toMatchObject({ family: 4, rules: unknownValue });
        expect(await provider(type).diff?.("id", olds, news)).toMatchObject({ changes: true, replaces: [] });
    });
});
