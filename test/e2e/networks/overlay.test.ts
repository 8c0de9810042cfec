import { afterAll, beforeAll, expect, test } from "vitest";
import { snapshot } from "../../lab/snapshot";
import { deafPairs, type Networks, startNetworks } from "./stack";

let networks: Networks;
let before: string[];
const snapshots = () => Promise.all(networks.lab.hosts.map(({ name }) => snapshot(networks.lab, name)));

const blue = {
    kind: "overlay",
    name: "blue",
    subnet: "10.233.0.0/16",
    vni: 42,
    endpoints: {
        web: { host: "ubuntu1", publish: [{ hostPort: 8080, targetPort: 80 }] },
        db: { host: "ubuntu3", address: "10.233.0.50" },
        cache: { host: "ubuntu2" },
    },
};

beforeAll(async () => {
    networks = await startNetworks("e2e-nets", "172.16.31.0/24", 4);
    before = await snapshots();
});
afterAll(() => networks.remove());

test("comes up", async () => {
    console.log(await networks.up([blue], 3));
    console.log((await networks.output<Record<string, string>>("plan")).blue);
}, 120_000);

test("every endpoint reaches every other", async () => {
    expect(await deafPairs(networks, Object.values(await networks.endpoints("blue")))).toEqual([]);
});
test("second", async () => {
    console.log(await networks.up([blue], 3, "--expect-no-changes"));
}, 120_000);

test("destroy leaves every host as it was, byte for byte", async () => {
    await networks.stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(await snapshots()).toEqual(before);
}, 120_000);
