import { describe, expect, it } from "vitest";
import { jsonOf } from "../../../provider/kernel/json";
import { link } from "../../../provider/kernel/link";
import { routes } from "../../../provider/kernel/route";

describe("what iproute2 prints as JSON", () => {
    it("is read as iproute2 4.18 to 4.20 print routes", () => {
        const row =
            '[{"unicast","dst":"10.9.0.0/24","gateway":"10.1.0.1","protocol":"static","scope":"global","flags":[]}]';
        expect(routes(row)).toEqual([{ to: "10.9.0.0/24", via: "10.1.0.1" }]);
        const two = '[{"unicast","dst":"default","flags":[]},{"blackhole","dst":"10.8.0.0/16","flags":["onlink"]}]';
        expect(routes(two)).toEqual([{ to: "default" }, { to: "10.8.0.0/16", onlink: true }]);
    });

    it("may hold an alias with any byte, also one that looks like that form", () => {
        const alias = 'a\u0001\u001b[2J{"unicast",';
        const row = `[{"ifindex":2,"ifname":"eth0","flags":["UP"],"mtu":1500,"ifalias":"${alias.replaceAll('"', '\\"')}"}]`;
        expect(link({ label: "link", words: [], lines: [row] })?.alias).toBe(alias);
    });

    it("that is cut off is told", () => {
        expect(() => jsonOf('[{"ifname":"eth')).toThrow(/what ip printed is not JSON .*ifname/);
    });
});
