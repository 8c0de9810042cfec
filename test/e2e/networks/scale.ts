import { expect } from "vitest";
import { labName, type Made, type Networks, reaches, startNetworks } from "./stack";

/** What an overlay of a size costs. */
export interface Cost {
    readonly hosts: number;
    readonly endpoints: number;
    readonly resources: number;
    readonly upSeconds: number;
    readonly againSeconds: number;
    readonly addSeconds: number;
    readonly stateBytes: number;
    readonly fdbEntries: number;
}

/** Brings an overlay up, adds an endpoint, and tells what each took; every entry and some packets are looked at. */
export async function measure(name: string, subnet: string, hosts: number, endpoints: number): Promise<Cost> {
    const networks = await startNetworks(name, subnet, hosts);
    try {
        const members = (count: number) =>
            Object.fromEntries(
                Array.from({ length: count }, (_, n) => [`e${n}`, { host: `ubuntu${(n % hosts) + 1}` }]),
            );
        const blue = (count: number) => [
            { kind: "overlay", name: "blue", subnet: "10.233.0.0/16", vni: 42, endpoints: members(count) },
        ];
        const upSeconds = await seconds(() => networks.up(blue(endpoints)));
        const againSeconds = await seconds(() => networks.up(blue(endpoints), hosts, "--expect-no-changes"));
        const exported = await networks.stack.pulumi("stack", "export");
        const resources = (await networks.stack.resources()).filter(({ type }) => type.includes("hostnet:")).length;
        const fdbEntries = await entries(networks, "ubuntu1");
        const elsewhere = endpoints - Math.ceil(endpoints / hosts);
        expect(fdbEntries).toBe(elsewhere);
        // One an overlay, its pool; seven a host with its Host; two an endpoint.
        expect(resources).toBe(2 + 7 * hosts + 2 * endpoints);
        const made = await networks.endpoints("blue");
        for (const to of ["e1", `e${endpoints - 1}`])
            expect(await reaches(networks, made.e0 as Made, (made[to] as Made).address), to).toBe(true);
        const addSeconds = await seconds(() => networks.up(blue(endpoints + 1)));
        expect((await networks.endpoints("blue")).e0).toEqual(made.e0);
        await networks.stack.pulumi("destroy", "--yes", "--skip-preview");
        return {
            hosts,
            endpoints,
            resources,
            upSeconds,
            againSeconds,
            addSeconds,
            stateBytes: exported.length,
            fdbEntries,
        };
    } finally {
        await networks.remove();
    }
}

async function entries(networks: Networks, host: string): Promise<number> {
    const { stdout } = await networks.lab.exec(labName(host), "bridge fdb show | grep -c 'dst .* self permanent'");
    return Number(stdout);
}

async function seconds(act: () => Promise<unknown>): Promise<number> {
    const start = performance.now();
    await act();
    return Math.round((performance.now() - start) / 100) / 10;
}
