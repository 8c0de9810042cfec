import fc from "fast-check";
import { expect, it } from "vitest";
import { type DeclaredNetwork, ownersOf, planNetwork } from "../../../sdk/components/plan";

const declared: DeclaredNetwork = {
    name: "blue",
    hosts: ["ubuntu1", "ubuntu2"],
    subnet: "10.233.0.0/16",
    tunnel: { vni: 42, port: 4789 },
    endpoints: [
        { name: "web", host: "ubuntu1" },
        { name: "log", sharedWith: "web", publish: [{ hostPort: 9000 }] },
        { name: "db", host: "ubuntu2", interface: "net0" },
    ],
};
const planned = (change: Partial<DeclaredNetwork> = {}) => {
    const result = planNetwork({ ...declared, ...change }, []);
    if ("problems" in result) throw new Error(result.problems.join("\n"));
    return result.plan;
};

it("resolves each endpoint once: its host, its interface, whose namespace it has, whether its packets come back", () => {
    expect(planned().endpoints).toMatchObject([
        { name: "web", host: "ubuntu1", interface: "eth0", owner: "web", hairpin: true },
        { name: "log", host: "ubuntu1", interface: "eth0", owner: "web" },
        { name: "db", host: "ubuntu2", interface: "net0", owner: "db", hairpin: false },
    ]);
    expect(ownersOf(planned().endpoints).map(({ name }) => name)).toEqual(["web", "db"]);
});

it("has one list of families, with IPv6 where there is a subnet6, chosen or not", () => {
    const versions = (change: Partial<DeclaredNetwork>) => planned(change).families.map(({ version }) => version);
    expect(versions({})).toEqual([4]);
    expect(versions({ subnet6: "fd00::/64" })).toEqual([4, 6]);
    expect(versions({ subnet: undefined, six: true })).toEqual([4, 6]);
});

it("has a way out unless it is internal or has no gateway", () => {
    expect(planned()).toMatchObject({ gateway: true, open: true });
    expect(planned({ endpoints: [], gateway: false })).toMatchObject({ gateway: false, open: false });
    expect(planned({ endpoints: [], internal: true })).toMatchObject({ gateway: true, open: false });
});

it("is a plan or problems, never half of either, whatever is declared", () => {
    const endpoint = fc.record(
        {
            name: fc.constantFrom("a", "b", "c", "not a name"),
            host: fc.constantFrom("ubuntu1", "ubuntu2", "ubuntu9"),
            sharedWith: fc.constantFrom("a", "b", "z"),
            address: fc.constantFrom("10.233.0.1", "10.233.0.7", "10.9.0.7", "no address"),
        },
        { requiredKeys: ["name"] },
    );
    fc.assert(
        fc.property(fc.uniqueArray(endpoint, { selector: ({ name }) => name }), (endpoints) => {
            const result = planNetwork({ ...declared, endpoints }, []);
            if ("problems" in result) expect(result.problems.length).toBeGreaterThan(0);
            else
                for (const { host, owner } of result.plan.endpoints) {
                    expect(declared.hosts).toContain(host);
                    expect(result.plan.endpoints.find(({ name }) => name === owner)?.host).toBe(host);
                }
        }),
    );
});
