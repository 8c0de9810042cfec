import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { kinds } from "../../../provider/kinds";
import * as hostnet from "../../../sdk";
import { tables } from "../../../spec";
import { samples } from "../../samples";
import { make } from "../../samples/make";
import { registered, resolved } from "./mocks";

const made = samples("172.16.1").filter(({ type }) => type !== "Host");

const propertiesOf = (kind: string) => Object.keys(kinds[kind]?.shape ?? {});

const program = (kind: string) => () => {
    const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
    return make(kind, "it", { host, ...made.find(({ type }) => type === kind)?.minimal });
};

/** Nothing of these can be there before, so that there is nothing to adopt. */
const withoutAdopt = ["AttachmentPoint", "Sysctl", "Probe"];

/** What only a look at the host knows: beside the inputs, what a state has. */
const computed = (kind: string): string[] =>
    Object.entries(tables.find(({ type }) => type === kind)?.properties ?? {})
        .filter(([, { from, internal }]) => from === "host" && !internal)
        .map(([key]) => key);

describe.each(made.map(({ type }) => type))("%s", (kind) => {
    it("has the type of a dynamic resource of this package", async () => {
        const { resources } = await registered(program(kind));
        expect(resources.get("it")?.type).toBe(`pulumi-nodejs:dynamic/hostnet:${kind}`);
    });

    it("carries exactly the constant provider text, of at most 200 bytes", async () => {
        const { resources } = await registered(program(kind));
        const text = resources.get("it")?.inputs.__provider as string;
        expect(text).toBe(`exports.handler=()=>require("pulumi-hostnet/provider").provider("${kind}")`);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(200);
    });

    it("is owned by project, stack and logical name, on the host's connection", async () => {
        const { resources } = await registered(program(kind));
        expect(resources.get("it")?.inputs).toMatchObject({
            owner: "shop/dev/it",
            host: { name: "ubuntu1", address: "172.16.1.11", user: "root" },
        });
    });

    it("has an output for every property of its state", async () => {
        const { made } = await registered(program(kind));
        const shape = propertiesOf(kind).filter((key) => !(withoutAdopt.includes(kind) && key === "adopt"));
        for (const key of [...shape, ...computed(kind)]) {
            expect(pulumi.Output.isInstance((made as unknown as Record<string, unknown>)[key]), key).toBe(true);
        }
    });

    it("sends what it was given and nothing undefined", async () => {
        const { resources } = await registered(program(kind));
        const inputs = resources.get("it")?.inputs ?? {};
        expect(Object.values(inputs)).not.toContain(undefined);
        expect(propertiesOf(kind)).toEqual(
            expect.arrayContaining(Object.keys(inputs).filter((key) => key !== "__provider")),
        );
        expect(Object.keys(inputs)).not.toContain("adopt");
        expect(Object.keys(inputs)).not.toContain("ifindex");
    });
});

it("has a resource for every kind", () => {
    expect(Object.keys(hostnet)).toEqual(expect.arrayContaining(Object.keys(kinds)));
});

it("leaves its args alone", async () => {
    const args = { peer: Object.freeze({ addresses: Object.freeze(["10.0.0.2/24"]) as string[] }), mtu: 1400 };
    await registered(
        () => new hostnet.Veth("it", Object.freeze({ host: new hostnet.Host("h", { address: "h" }), ...args })),
    );
    expect(args).toEqual({ peer: { addresses: ["10.0.0.2/24"] }, mtu: 1400 });
});

it("lifts the properties of a veth's peer", async () => {
    const state = { peer: { name: "eth0", addresses: ["10.0.0.2/24"], mac: "02:42:0a:00:00:02" } };
    const { made } = await registered(() => program("Veth")() as hostnet.Veth, state);
    expect(await resolved(made.peer.name)).toBe("eth0");
    expect(await resolved(made.peer.mac)).toBe("02:42:0a:00:00:02");
    expect(await resolved(made.peer.addresses[0] as pulumi.Output<string>)).toBe("10.0.0.2/24");
});
