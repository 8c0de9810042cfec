import { describe, expect, it } from "vitest";
import * as hostnet from "../../../sdk";
import { acceptsOf, dropsOf, type Passage } from "../../../sdk/components/plan";
import { runProgram } from "./run-program";

const host = () => new hostnet.Host("ubuntu1", { address: "host1" });
const passage = (change: Partial<Passage> = {}): Passage => ({
    bridge: "br0",
    gateway: true,
    internal: false,
    isolated: false,
    masquerade: true,
    sources: [],
    ...change,
});

describe("what passes", () => {
    const answers = ["established", "related"];
    const into = { exceptInInterface: "br0", outInterface: "br0", exceptStates: [...answers, "dnat"] };

    it("is everything out, and in only answers and published ports", () => {
        expect(dropsOf(passage())).toEqual({ matches: [into], except: [] });
        expect(acceptsOf(passage())).toEqual([]);
    });

    it("is what other networks send, if they may", () => {
        const sources = ["10.2.0.0/24", undefined];
        expect(dropsOf(passage({ sources })).except).toEqual([
            { exceptInInterface: "br0", outInterface: "br0", source: "10.2.0.0/24" },
            { exceptInInterface: "br0", outInterface: "br0" },
        ]);
        expect(acceptsOf(passage({ sources }))).toEqual([
            { outInterface: "br0", source: "10.2.0.0/24" },
            { outInterface: "br0" },
        ]);
    });

    const out = { inInterface: "br0", exceptOutInterface: "br0", exceptStates: answers };

    it("is nothing out from addresses that are not of the network", () => {
        const subnet = "10.1.0.0/24";
        expect(dropsOf(passage({ subnet })).matches).toEqual([into, { ...out, exceptSource: subnet }]);
        expect(dropsOf(passage({ subnet, internal: true })).matches).toEqual([into, out]);
    });

    it("is nothing out of an internal network, and nothing within an isolated one", () => {
        expect(dropsOf(passage({ internal: true })).matches).toEqual([into, out]);
        const within = { inInterface: "br0", outInterface: "br0", exceptStates: [...answers, "dnat"] };
        expect(dropsOf(passage({ isolated: true })).matches).toEqual([into, within]);
        expect(acceptsOf(passage({ internal: true }))).toEqual([{ inInterface: "br0", outInterface: "br0" }]);
    });

    it("is what goes out and its answers, accepted here where no NAT rule does", () => {
        expect(acceptsOf(passage({ masquerade: false }))).toEqual([
            { inInterface: "br0" },
            { outInterface: "br0", states: answers },
        ]);
        expect(acceptsOf(passage({ gateway: false }))).toEqual([{ inInterface: "br0", outInterface: "br0" }]);
        expect(dropsOf(passage({ gateway: false })).matches).toEqual([into, out]);
    });
});

describe("BridgeNetwork", () => {
    const endpoints = { web: { host: "ubuntu1" } };

    it("makes five resources, and one an endpoint", async () => {
        const { names, inputs, failures } = await runProgram(
            () => new hostnet.BridgeNetwork("shop", { host: host(), subnet: "10.1.0.0/24", endpoints }),
        );
        expect(failures).toEqual([]);
        expect([...names].sort()).toEqual([
            "AddressPool shop-pool",
            "Bridge shop-br",
            "BridgeNetwork shop",
            "Endpoint shop-web",
            "ForwardRule shop-guard",
            "Host ubuntu1",
            "NatRule shop-nat",
            "Sysctl shop-forward",
        ]);
        expect(inputs("shop-br")).toMatchObject({ addresses: ["10.1.0.1/24"], mtu: 1500 });
        expect(inputs("shop-nat")).toMatchObject({
            source: "10.1.0.0/24",
            inInterface: expect.stringMatching(/^br-shop-/),
            exceptDestination: "10.1.0.0/24",
        });
    });

    it("has no way out if internal, but a way back to who may come in", async () => {
        const { names, inputs } = await runProgram(() => {
            const shop = new hostnet.BridgeNetwork("shop", { host: host(), subnet: "10.1.0.0/24" });
            const vault = { subnet: "10.2.0.0/24", internal: true, reachableFrom: [shop, "10.9.0.0/16"], endpoints };
            new hostnet.BridgeNetwork("vault", { host: new hostnet.Host("ubuntu1", { address: "host1" }), ...vault });
        });
        expect(names.filter((name) => /vault-(nat|forward)/.test(name))).toEqual([]);
        expect(inputs("vault-web")).toMatchObject({
            routes: [
                { to: "10.1.0.0/24", via: "10.2.0.1" },
                { to: "10.9.0.0/16", via: "10.2.0.1" },
            ],
        });
        expect(inputs("vault-guard")).toMatchObject({ except: [{ source: "10.1.0.0/24" }, { source: "10.9.0.0/16" }] });
    });

    it("isolates the ports of its bridge if isolated", async () => {
        const { inputs } = await runProgram(
            () =>
                new hostnet.BridgeNetwork("guest", { host: host(), subnet: "10.1.0.0/24", isolated: true, endpoints }),
        );
        expect(inputs("guest-web").isolated).toBe(true);
    });

    it.each([
        [{ internal: true }, "an internal network cannot publish: nothing leads into it"],
        [{ reachableFrom: ["10.9.0.1/16"] }, 'reachableFrom[0]: "10.9.0.1/16" is not a network'],
        [{ gateway: false as const, reachableFrom: ["10.9.0.0/16"] }, "reachableFrom: cannot be given together"],
        [{ mtu: 9000 }, "mtu: 9000 is larger than the path: host ubuntu1 carries 1500 bytes, at most 1500"],
    ])("refuses %j", async (change, said) => {
        const published = { web: { host: "ubuntu1", publish: [{ hostPort: 80 }] } };
        const args = { subnet: "10.1.0.0/24", endpoints: published, ...change };
        const { failures } = await runProgram(() => new hostnet.BridgeNetwork("shop", { host: host(), ...args }));
        expect(failures.join()).toContain(said);
    });

    it("refuses to be reachable from a network that has no way out", async () => {
        const { failures } = await runProgram(() => {
            const one = host();
            const vault = new hostnet.BridgeNetwork("vault", { host: one, subnet: "10.1.0.0/24", internal: true });
            new hostnet.BridgeNetwork("shop", { host: one, subnet: "10.2.0.0/24", reachableFrom: [vault] });
        });
        expect(failures.join()).toContain("reachableFrom[0]: network vault is internal: it has no way out");
    });
});
