import { describe, expect, it } from "vitest";
import { failuresOf } from "./checked";

const source = "10.9.0.0/16";

describe("a NatRule refuses", () => {
    it.each([
        [{}, /^source: is missing/],
        [{ source: "10.9.0.1/16" }, /^source: "10\.9\.0\.1\/16" is not a network/],
        [{ source, exceptDestination: "fd00::/8" }, "exceptDestination: fd00::/8 is not of the same address family"],
        [{ source, toSource: "fd00::1" }, "toSource: fd00::1 is not of the same address family as source 10.9.0.0/16"],
        [{ source: "fd00:9::/64", toSource: "192.0.2.1" }, "toSource: 192.0.2.1 is not of the same address family"],
        [{ source, outInterface: "eth1", exceptOutInterface: "br0" }, "exceptOutInterface: cannot be given together"],
        [{ source, outInterface: "eth1; reboot" }, /^outInterface: /],
        [{ source, toSource: "$(reboot)" }, /^toSource: /],
        [{ source, forward: "yes" }, /^forward: /],
        [{ source, name: "a-name-of-more-than-20-bytes" }, /^name: /],
    ])("%j", async (program, problem) => {
        const failures = await failuresOf("NatRule", program);
        expect(failures).toHaveLength(1);
        expect(failures[0]).toMatch(problem);
    });
});
