import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as hostnet from "../../../sdk";
import { resolved } from "./mocks";

/** As a user tests a program: with Pulumi's mocks, in the words of the docs. */
async function tested<T>(program: () => T, options?: hostnet.testing.MocksOptions) {
    const mocks = hostnet.testing.mocks(options);
    await pulumi.runtime.setMocks(mocks, "shop", "dev");
    const made = program();
    await pulumi.runtime.disconnect();
    return { made, ...mocks };
}

const program = () => {
    const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11" });
    const pool = new hostnet.AddressPool("blue", { subnet: "10.233.0.0/24", names: ["web"] });
    const br0 = new hostnet.Bridge("br0", { host, addresses: ["10.233.0.1/24"], macFromAddress: true });
    const web = new hostnet.Netns("web", { host });
    const cable = new hostnet.Veth("cable", {
        host,
        master: br0.name,
        peer: { netns: web.name, addresses: [pool.address("web")] },
    });
    return { host, br0, cable };
};

describe("a program under our mocks", () => {
    it("finds what check fills in: names, MACs, addresses", async () => {
        const { made, resources } = await tested(program);
        expect(await resolved(made.br0.name)).toMatch(/^br-br0-[0-9a-z]{5}$/);
        expect(await resolved(made.br0.mac)).toBe("02:42:0a:e9:00:01");
        expect(await resolved(made.cable.peer.addresses)).toEqual(["10.233.0.2/24"]);
        expect(resources.get("cable")?.inputs).toMatchObject({ master: await resolved(made.br0.name) });
    });

    it("finds a host that tells what it is, or what the test says it tells", async () => {
        const plain = await tested(program);
        expect(await resolved(plain.made.host.deviceAddresses)).toEqual(["172.16.1.11/24"]);
        const facts = { ubuntu1: { deviceAddresses: ["10.0.0.11/24"], deviceMtu: 9000 } };
        const { made } = await tested(program, { facts });
        expect(await resolved(made.host.deviceAddresses)).toEqual(["10.0.0.11/24"]);
        expect(await resolved(made.host.deviceMtu)).toBe(9000);
    });

    it("is told what is wrong, as in a preview", async () => {
        const { problems } = await tested(() => {
            const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11" });
            new hostnet.AddressPool("blue", { subnet: "10.233.0.1/24", names: ["web"] });
            return new hostnet.Bridge("br0", { host, mtu: 1 });
        });
        expect(problems).toEqual([
            expect.stringMatching(/^AddressPool blue: subnet: "10\.233\.0\.1\/24" is not a network/),
            expect.stringMatching(/^Bridge br0: mtu: 1 is not a whole number from 68 to 65535/),
        ]);
        expect((await tested(program)).problems).toEqual([]);
    });

    it("goes on with the stack of an earlier run: who stays keeps the address", async () => {
        const pool = (names: string[]) => () => new hostnet.AddressPool("blue", { subnet: "10.233.0.0/24", names });
        const before = await tested(pool(["web", "db"]));
        const first = await resolved(before.made.addresses);
        const after = await tested(pool(["cache", "web"]), { before });
        expect(await resolved(after.made.addresses)).toMatchObject({ web: first?.web });
        // Without a history web comes after cache.
        const anew = await tested(pool(["cache", "web"]));
        expect((await resolved(anew.made.addresses))?.cache).toBe(first?.db);
        expect((await resolved(after.made.addresses))?.cache).not.toBe(first?.db);
    });

    it("may hold resources of other packages", async () => {
        class Other extends pulumi.CustomResource {
            declare readonly size: pulumi.Output<number>;
        }
        const make = () => new Other("other:index:Thing", "thing", { size: 1 });
        expect(await resolved((await tested(make)).made.size)).toBe(1);
        const newResource = () => ({ id: "x", state: { size: 2 } });
        expect(await resolved((await tested(make, { newResource })).made.size)).toBe(2);
    });
});
