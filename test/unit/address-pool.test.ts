import { unknownValue as later } from "@pulumi/pulumi/runtime";
import { describe, expect, it } from "vitest";
import { provider } from "../../provider";
import type { Values } from "../values";

const pool = provider("AddressPool");
const owner = "shop/dev/blue";
const checked = async (program: Values, olds: Values = {}) => {
    const { inputs = {}, failures = [] } = (await pool.check?.(olds, { __provider: "text", owner, ...program })) ?? {};
    return { inputs: inputs as Values, failures: failures.map(({ reason }) => reason) };
};
const least = { subnet: "10.233.0.0/16", names: ["web", "db"] };

describe("check of an AddressPool", () => {
    it("fills in who has what, and keeps it", async () => {
        const { inputs, failures } = await checked(least);
        expect(failures).toEqual([]);
        expect(inputs).toMatchObject({
            subnet: "10.233.0.0/16",
            gateway: "10.233.0.1",
            addresses: { db: "10.233.0.2/16", web: "10.233.0.3/16" },
            prefixes: {},
            resting: [],
        });
        const more = await checked({ ...least, names: ["a", "web"] }, inputs);
        expect(more.inputs).toMatchObject({
            addresses: { a: "10.233.0.4/16", web: "10.233.0.3/16" },
            resting: ["10.233.0.2 db"],
        });
        expect(await pool.diff?.("id", inputs, more.inputs)).toMatchObject({ changes: true, replaces: [] });
        const back = await checked(least, more.inputs);
        expect(back.inputs.addresses).toEqual(inputs.addresses);
    });

    it("has no change for another order, nor for another spelling", async () => {
        const first = await checked({ ...least, subnet6: "fd00:233::/64", explicit6: { db: "fd00:233::5" } });
        const again = await checked(
            { ...least, names: ["db", "web"], subnet6: "FD00:233:0::/64", explicit6: { db: "fd00:233:0::05" } },
            first.inputs,
        );
        expect(await pool.diff?.("id", { ...first.inputs, stateVersion: 1 }, again.inputs)).toMatchObject({
            changes: false,
        });
        expect(first.inputs.addresses6).toEqual({ db: "fd00:233::5/64", web: "fd00:233::2/64" });
    });

    it("chooses a subnet that overlaps nothing, and keeps it", async () => {
        const auto = { subnet: "auto", subnet6: "auto", names: ["web"], avoid: ["10.0.0.0/8"] };
        const first = await checked(auto);
        expect(first.inputs).toMatchObject({
            subnet: "172.16.0.0/24",
            subnet6: expect.stringMatching(/^fd[0-9a-f:]+::\/64$/),
            addresses: { web: "172.16.0.2/24" },
        });
        const later = await checked({ ...auto, avoid: ["172.16.0.0/12"] }, first.inputs);
        expect(later.inputs).toEqual(first.inputs);
        expect((await checked({ ...auto, autoPrefix: 16 }, first.inputs)).inputs.subnet).toBe("172.16.0.0/16");
        const shared = await checked({ ...auto, avoid: ["10.0.0.0/8", "10.0.0.0/8", "fd00::/64", "fd00::0/64"] });
        expect(shared).toMatchObject({ failures: [], inputs: { subnet: first.inputs.subnet } });
        const full = { ...auto, avoid: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] };
        expect((await checked(full)).failures).toEqual([
            "subnet: there is no private network of length 24 that overlaps none of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16",
        ]);
    });

    it("waits for what is to be avoided, unless it has chosen", async () => {
        const auto = { subnet: "auto", names: ["web"], avoid: later };
        const waiting = await checked(auto);
        expect(waiting).toMatchObject({ failures: [], inputs: { subnet: later, gateway: later, addresses: later } });
        const { inputs } = await checked({ ...auto, avoid: ["10.0.0.0/8"] });
        expect((await checked(auto, inputs)).inputs).toEqual(inputs);
    });

    it.each([
        [{ names: later }, later],
        [{ names: ["web", later] }, later],
        [{ reserved: [later] }, later],
        [{ subnet: later }, later],
        [{ explicit: later }, later],
        [{ explicit: { db: later } }, { db: later, web: "10.233.0.3/16" }],
    ])("knows of %j what it can", async (change, addresses) => {
        const { inputs } = await checked(least);
        const { inputs: news, failures } = await checked({ ...least, ...change }, inputs);
        expect(failures).toEqual([]);
        expect(news.addresses).toEqual(addresses);
        expect(news.resting).toEqual([]);
        expect(await pool.diff?.("id", inputs, news)).toMatchObject({ changes: true, replaces: [] });
    });

    it.each<[Values, string | RegExp]>([
        [{ subnet: undefined }, "subnet: is missing: give subnet, subnet6 or both"],
        [{ subnet: "10.0.0.1/24" }, /^subnet: "10\.0\.0\.1\/24" is not a network/],
        [{ subnet: "fd00::/64" }, "subnet: fd00::/64 is not an IPv4 network"],
        [{ subnet6: "10.0.0.0/24" }, "subnet6: 10.0.0.0/24 is not an IPv6 network"],
        [{ names: ["a", "a"] }, "names[1]: a stands twice"],
        [{ names: ["a b"] }, /^names\[0\]: "a b" is not a name of letters/],
        [{ names: ["__proto__"] }, /^names\[0\]: /],
        [{ autoPrefix: 31 }, "autoPrefix: 31 is not a whole number from 8 to 30"],
        [{ slice: "10.234.0.0/24" }, "slice: 10.234.0.0/24 is no part of 10.233.0.0/16"],
        [{ gateway: "10.0.0.1" }, "gateway: 10.0.0.1 is not in 10.233.0.0/16"],
        [{ gateway: true }, "gateway: true is neither false nor an IP address"],
        [{ leases: { h1: 15 } }, "leases.h1: a /15 does not fit into 10.233.0.0/16"],
        [{ reserved: ["10.0.0.9-10.0.0.1"] }, /^reserved\[0\]: .* must end behind its start/],
        [{ explicit: { web: "10.233.0.1" } }, "explicit.web: 10.233.0.1 is reserved (10.233.0.1)"],
        [{ explicit: { web: "10.233.0.9", db: "10.233.0.9" } }, "explicit.web: 10.233.0.9 is the address of db too"],
        [{ explicit: { other: "10.233.0.9" } }, "explicit.other: there is no other in names"],
        [{ explicit6: { web: "fd00::1" } }, "explicit6: needs subnet6"],
        [
            { subnet6: "fd00::/126", names: ["a", "b", "c"] },
            /^names: there is no room for an address of c in fd00::\/126/,
        ],
        [{ pool: 1 }, /^unknown property pool; there are /],
    ])("refuses %j", async (change, failure) => {
        const { failures } = await checked({ ...least, ...change });
        expect(failures).toEqual([typeof failure === "string" ? failure : expect.stringMatching(failure)]);
    });

    it("keeps its owner when stack or resource are renamed, and is the same after a refresh", async () => {
        const { inputs } = await checked(least);
        const renamed = await checked({ ...least, owner: "shop/prod/blue" }, inputs);
        expect(renamed.inputs).toEqual(inputs);
        const { id, outs = {} } = await pool.create(inputs);
        expect(id).toBe("address-pool/shop/dev/blue");
        expect(await pool.read?.(id, outs)).toEqual({ id, props: outs, inputs });
        expect(await pool.diff?.(id, outs, inputs)).toMatchObject({ changes: false });
    });
});
