import { expect } from "vitest";
import { snapshot } from "../../lab/snapshot";
import { deafPairs } from "../packets";
import { type MadeEndpoint, type Networks, startNetworks } from "./networks";

/** What an overlay of a size costs. */
export interface Cost {
    readonly hosts: number;
    readonly endpoints: number;
    readonly resources: number;
    readonly upSeconds: number;
    readonly againSeconds: number;
    /** Of one endpoint more. */
    readonly addSeconds: number;
    readonly destroySeconds: number;
    readonly stateBytes: number;
    readonly fdbEntries: number;
}

/**
 * Brings an overlay up, and once more, adds an endpoint, takes it down, and tells what each took; every entry and
 * some packets are looked at.
 */
export async function measure(name: string, hosts: number, endpoints: number): Promise<Cost> {
    const networks = await startNetworks(name, hosts);
    const { lab } = networks;
    const snapshots = () => Promise.all(lab.hosts.map((host) => snapshot(lab, host.name, { sysctls: false })));
    try {
        const before = await snapshots();
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
        const fdbEntries = endpoints - Math.ceil(endpoints / hosts);
        for (const host of lab.hosts) expect(await entries(networks, host.name), host.name).toBe(fdbEntries);
        // One an overlay, its pool; seven a host with its Host; two an endpoint.
        expect(resources).toBe(2 + 7 * hosts + endpoints);
        const made = await networks.endpoints("blue");
        // One of each host, so that every pair of hosts is among them.
        expect(await deafPairs(networks.lab, sample(made, hosts))).toEqual([]);
        const addSeconds = await seconds(() => networks.up(blue(endpoints + 1)));
        expect((await networks.endpoints("blue")).e0).toEqual(made.e0);
        const destroySeconds = await seconds(() => networks.stack.pulumi("destroy", "--yes", "--skip-preview"));
        expect(await snapshots()).toEqual(before);
        return {
            hosts,
            endpoints,
            resources,
            upSeconds,
            againSeconds,
            addSeconds,
            destroySeconds,
            stateBytes: exported.length,
            fdbEntries,
        };
    } finally {
        await networks.remove();
    }
}

/** An endpoint of each host, from the beginning, the middle and the end of the list in turn. */
const sample = (made: Readonly<Record<string, MadeEndpoint>>, hosts: number): MadeEndpoint[] => {
    const rounds = Math.floor(Object.keys(made).length / hosts);
    return Array.from({ length: hosts }, (_, n) => made[`e${n + hosts * ((n * 3) % rounds)}`] as MadeEndpoint);
};

async function entries(networks: Networks, host: string): Promise<number> {
    const { stdout } = await networks.lab.exec(host, "bridge fdb show | grep -c 'dst .* self permanent'");
    return Number(stdout);
}

async function seconds(act: () => Promise<unknown>): Promise<number> {
    const start = performance.now();
    await act();
    return Math.round((performance.now() - start) / 100) / 10;
}
