import * as pulumi from "@pulumi/pulumi";
import { testing } from "pulumi-hostnet";
import { describe, expect, it, vi } from "vitest";

// The program without a host: Pulumi's mocks, and the checks that a preview would make.
const network = {
    subnet: "10.233.0.0/16",
    slice: "10.233.128.0/24",
    vni: 42,
    webPort: 8080,
    placement: { web: "a", api: "b", db: "b" },
};
const two = [
    { name: "a", address: "192.0.2.11" },
    { name: "b", address: "192.0.2.12" },
];

async function run(hosts: object[], settings: object) {
    pulumi.runtime.setAllConfig({
        "environments:hosts": JSON.stringify(hosts),
        "environments:network": JSON.stringify(settings),
    });
    // What only the machine itself could tell, where its entry has no address.
    const mocks = testing.mocks({ facts: { here: { deviceAddresses: ["192.0.2.10/24"] } } });
    await pulumi.runtime.setMocks(mocks, "environments", "test");
    vi.resetModules();
    const program = await import("./index.js");
    await pulumi.runtime.disconnect();
    return { program, mocks };
}

const resolved = <T>(output: pulumi.Output<T>) => new Promise<T>((resolve) => output.apply(resolve));

describe("the network", () => {
    it("gives each endpoint an address, and publishes only web", async () => {
        const { program, mocks } = await run(two, network);
        expect(mocks.problems).toEqual([]);
        expect(await resolved(program.address)).toBe("10.233.0.3");
        expect(mocks.resources.get("shop-db")?.inputs).toMatchObject({ addresses: ["10.233.0.50/16"], mtu: 1450 });
        const published = [...mocks.resources.values()].filter(({ type }) => type.endsWith(":PortMapping"));
        expect(published.map(({ inputs }) => inputs)).toMatchObject([{ hostPort: "8080", host: { name: "a" } }]);
    });

    it("has tunnels between two machines, and none on one", async () => {
        const tunnels = async (hosts: object[], placement: object) => {
            const { mocks } = await run(hosts, { ...network, placement });
            return [...mocks.resources.values()].filter(({ type }) => type.endsWith(":VxlanTunnel")).length;
        };
        expect(await tunnels(two, network.placement)).toBe(2);
        const here = { web: "here", api: "here", db: "here" };
        expect(await tunnels([{ name: "here", transport: "local" }], here)).toBe(0);
    });
});

describe("a configuration that cannot be used", () => {
    const { placement } = network;
    it.each([
        [{ ...network, vni: 16777216 }, "network.vni: is above 16777215"],
        [{ ...network, subnet: "10.233" }, "network.subnet: is not an IPv4 network such as 10.233.0.0/16"],
        [
            { ...network, placement: { ...placement, db: "c" } },
            "network.placement.db: c is none of the hosts, which are a, b",
        ],
        [{ ...network, webport: 80 }, 'network: Unrecognized key: "webport"'],
    ])("is refused by the name of its key: %#", async (settings, said) => {
        await expect(run(two, settings)).rejects.toThrow(`the configuration of this stack cannot be used: ${said}`);
    });

    it("is refused for a machine without an address", async () => {
        await expect(run([{ name: "a" }], network)).rejects.toThrow("hosts[0].address: is missing");
    });
});
