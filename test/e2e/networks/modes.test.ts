import { afterAll, beforeAll, expect, test } from "vitest";
import { snapshot } from "../../lab/snapshot";
import { deafPairs } from "../packets";
import { type Networks, startNetworks } from "./networks";

// The modes that learn, side by side on the same hosts: each with its own VNI and subnet.
let networks: Networks;
let before: string[];
const snapshots = () => Promise.all(networks.lab.hosts.map(({ name }) => snapshot(networks.lab, name)));
const endpoints = (name: string) => ({ [`${name}1`]: { host: "ubuntu1" }, [`${name}2`]: { host: "ubuntu2" } });
const overlay = (name: string, number: number, rest: object) => ({
    kind: "overlay",
    name,
    subnet: `10.${number}.0.0/24`,
    vni: number,
    endpoints: endpoints(name),
    ...rest,
});
const all = [
    overlay("flood", 51, { mode: "flood" }),
    overlay("group", 52, { mode: "multicast", group: "239.1.1.1" }),
    overlay("switch", 53, { gateway: false }),
];

beforeAll(async () => {
    networks = await startNetworks("e2e-modes", 2);
    before = await snapshots();
});
afterAll(() => networks.remove());

test("they come up together", async () => {
    await networks.up(all);
    expect(await networks.up(all, 2, "--expect-no-changes")).toContain("unchanged");
}, 180_000);

test.each(all.map(({ name }) => name))("endpoints of %s reach each other", async (name) => {
    expect(await deafPairs(networks.lab, Object.values(await networks.endpoints(name)))).toEqual([]);
});

test("destroy leaves every host as it was, byte for byte", async () => {
    await networks.stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(await snapshots()).toEqual(before);
}, 120_000);
