import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import * as hostnet from "../../../sdk";
import { registered } from "./mocks";

it.each<[unknown, RegExp]>([
    [{}, /^Bridge br0: host is missing: give the Host that it is on, such as new hostnet\.Host\(/],
    [undefined, /^Bridge br0: host is missing/],
    [{ host: null }, /^Bridge br0: host is missing/],
    [{ host: "host1" }, /^Bridge br0: host is "host1", not a Host: give the resource itself/],
    [{ host: { address: "192.0.2.1" } }, /^Bridge br0: host is an object, not a Host/],
])("a resource of %j is refused in one sentence that has no stack", async (args, message) => {
    const made = registered(() => new hostnet.Bridge("br0", args as hostnet.BridgeArgs));
    const error = await made.then(
        () => undefined,
        (reason: Error) => reason,
    );
    // What the language host prints of a RunError is its message alone.
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    expect(error?.message).toMatch(message);
});
