import { afterAll, beforeAll, expect, test } from "vitest";
import { snapshot } from "../../lab/snapshot";
import { pings } from "../packets";
import { type Networks, startNetworks } from "./networks";

// A network that shrinks to one host, and is declared as a network of one host from then on.
let networks: Networks;
let before: string[];
const look = () => Promise.all(networks.lab.hosts.map(({ name }) => snapshot(networks.lab, name)));

beforeAll(async () => {
    networks = await startNetworks("e2e-becomes", 2);
    before = await look();
});
afterAll(() => networks.remove());

const rest = {
    name: "blue",
    subnet: "10.5.0.0/24",
    endpoints: { web: { host: "ubuntu1", publish: [{ hostPort: 8080, targetPort: 80 }] }, db: { host: "ubuntu1" } },
};
const overlay = [{ ...rest, kind: "overlay", vni: 61 }];
const bridge = [{ ...rest, kind: "bridge", host: "ubuntu1" }];

test("an OverlayNetwork that becomes a BridgeNetwork is refused without harm, and told what to do, which works", async () => {
    await networks.up(overlay);
    const { web, db } = await networks.endpoints("blue");
    if (!web || !db) throw new Error("the network has no endpoints");
    const said = await networks.up(bridge).then(() => "it was made", String);
    expect(said).toMatch(
        /overlaps the route "10\.5\.0\.0\/24 dev br-\S+ .*What is in the way is networks\/test\/blue-ubuntu1-br@\S+, of this very stack: .*let it do that first, with a `pulumi up` of its own\./,
    );
    expect(await pings(networks.lab, web, db.address)).toBe(true);
    await networks.up([]);
    await networks.up(bridge);
    expect(await networks.endpoints("blue")).toMatchObject({ web: { address: web.address } });
    expect(await pings(networks.lab, web, db.address)).toBe(true);
    await networks.stack.pulumi("preview", "--expect-no-changes");
    await networks.stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(await look()).toEqual(before);
}, 300_000);
