import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import type { Connection } from "../../../provider/host/connection";
import { connectionShape } from "../../../provider/kinds/connection";
import * as hostnet from "../../../sdk";
import { providerText } from "../../../sdk/resource";
import { registered, resolved } from "./mocks";

it("sends one input, the connection, under its logical name", async () => {
    const { resources } = await registered(() => new hostnet.Host("ubuntu1", { address: "172.16.1.11", port: 2222 }));
    expect(resources.get("ubuntu1")).toMatchObject({ type: "pulumi-nodejs:dynamic/hostnet:Host" });
    expect(resources.get("ubuntu1")?.inputs).toEqual({
        host: { name: "ubuntu1", address: "172.16.1.11", port: 2222 },
        owner: "shop/dev/ubuntu1",
        __provider: providerText("Host"),
    });
});

it("may have another name than its logical one", async () => {
    const name = pulumi.output("edge");
    const { resources } = await registered(() => new hostnet.Host("h", { address: "192.0.2.7", name }));
    expect(resources.get("h")?.inputs.host).toEqual({ name: "edge", address: "192.0.2.7" });
});

it("has an output for all that a look at it tells", async () => {
    const { made } = await registered(() => new hostnet.Host("h", { transport: "local" }));
    for (const key of [
        "host",
        "owner",
        "name",
        "device",
        "deviceMtu",
        "deviceAddresses",
        "routes",
        "kernel",
        "bootId",
        "iproute2",
        "tools",
    ]) {
        expect(pulumi.Output.isInstance((made as unknown as Record<string, unknown>)[key]), key).toBe(true);
    }
});

it("makes what is on it depend on it, and tells it how to get there", async () => {
    const { made } = await registered(() => {
        const host = new hostnet.Host("h", { address: "192.0.2.7" });
        return { host, netns: new hostnet.Netns("n", { host }) };
    });
    expect(await resolved(made.netns.host)).toEqual({ name: "h", address: "192.0.2.7" });
    const dependencies = await (made.host.connection as unknown as { resources(): Set<pulumi.Resource> }).resources();
    expect([...dependencies]).toContain(made.host);
});

it("has an arg for every field of a connection, and the provider's schema no other", () => {
    const every: { readonly [K in keyof Required<Connection>]: Required<hostnet.HostConnection>[K] | true } = {
        name: true,
        transport: true,
        address: true,
        user: true,
        port: true,
        identityFile: true,
        agentSocketPath: true,
        proxyJump: true,
        hostKey: true,
        acceptNewHostKey: true,
        sshConfigFile: true,
        sudo: true,
        connectTimeoutSeconds: true,
        operationTimeoutSeconds: true,
    };
    expect(Object.keys(connectionShape).sort()).toEqual(Object.keys(every).sort());
});
