import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import * as hostnet from "../../../sdk";
import { providerText } from "../../../sdk/resource";
import { registered, resolved } from "./mocks";

const make = () => new hostnet.AddressPool("blue", { subnet: "10.233.0.0/16", names: ["web"] });

it("is of a provider of its own, with an owner and without a host", async () => {
    const { resources } = await registered(make);
    expect(resources.get("blue")).toMatchObject({ type: "pulumi-nodejs:dynamic/hostnet:AddressPool" });
    expect(resources.get("blue")?.inputs).toEqual({
        subnet: "10.233.0.0/16",
        names: ["web"],
        owner: "shop/dev/blue",
        __provider: providerText("AddressPool"),
    });
});

it("tells the address of a name, and says who has none", async () => {
    const state = { addresses: { web: "10.233.0.2/16" }, addresses6: { web: "fd00::2/64" } };
    const { made } = await registered(make, state);
    expect(await resolved(made.address("web"))).toBe("10.233.0.2/16");
    expect(await resolved(made.address6("web"))).toBe("fd00::2/64");
    expect(pulumi.Output.isInstance(made.resting)).toBe(true);
});
