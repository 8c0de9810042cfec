import { afterAll, beforeAll, expect, test } from "vitest";
import { snapshot } from "../../lab/snapshot";
import { type Networks, startNetworks } from "./networks";

// What a user sees of a mistake: one message, and nothing of Pulumi's or our own insides.
let networks: Networks;
let before: string;

beforeAll(async () => {
    networks = await startNetworks("e2e-refused", 1);
    before = await snapshot(networks.lab, "host1");
});
afterAll(() => networks.remove());

const shop = (rest: object) => ({ kind: "bridge", name: "shop", host: "ubuntu1", subnet: "10.1.0.0/24", ...rest });
const told = async (network: object): Promise<string> => {
    const output = await networks.up([network]).then(
        () => "was not refused",
        (error: Error) => error.message,
    );
    expect(output).not.toMatch(/error serializing|TypeError|^ +at /m);
    // The CLI says everything as it comes, and once more in the end.
    expect(output.slice(output.lastIndexOf("Diagnostics:")).split("shop is refused:")).toHaveLength(2);
    expect(await snapshot(networks.lab, "host1")).toEqual(before);
    return output;
};

test("args that do not exist, and values of another type", async () => {
    const output = await told(
        shop({ endpoints: { web: { host: "ubuntu1", publsh: [] } }, internl: true, mtu: "1400" }),
    );
    expect(output).toContain("endpoints.web: unknown property publsh; did you mean publish?");
    expect(output).toContain("unknown property internl; did you mean internal?");
    expect(output).toContain('mtu: "1400" is text: write 1400, or use requireNumber');
}, 120_000);

test("a network without a subnet", async () => {
    expect(await told({ ...shop({}), subnet: undefined })).toContain("subnet: is missing: give a network, such as");
}, 120_000);

test("what only its host can tell", async () => {
    expect(await told(shop({ mtu: 9000, endpoints: { web: { host: "ubuntu1" } } }))).toContain(
        "mtu: 9000 is larger than the path: host ubuntu1 carries 1500 bytes, at most 1500",
    );
}, 120_000);
