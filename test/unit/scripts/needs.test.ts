import { expect, it } from "vitest";
import { needsOf } from "../../../scripts/needs";

const nothing = { packages: false, build: false, checks: false, pulumi: false };
const everything = { packages: true, build: true, checks: true, pulumi: true };

it.each([
    { named: [], needs: everything },
    { named: ["test/unit"], needs: nothing },
    { named: ["./test/unit/", "test/unit/kinds/veth.test.ts"], needs: nothing },
    { named: ["test/units.test.ts"], needs: { ...everything, checks: false } },
    { named: ["test/lab/kinds"], needs: { ...everything, checks: false, pulumi: false } },
    { named: ["test/unit", "test/e2e"], needs: { ...everything, checks: false } },
])("tests of $named need just what they use", ({ named, needs }) => {
    expect(needsOf(named)).toEqual(needs);
});
