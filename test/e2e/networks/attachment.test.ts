import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lab, labDown, labUp } from "../../../lab";
import { copyProject, type Stack, uncheckedTypes } from "../../../scripts/project";
import { snapshot } from "../../lab/snapshot";
import { deafPairs, pings } from "../packets";
import { type MadeEndpoint, type Networks, networksOn } from "./networks";

// Programs as users write them: an overlay in ten lines, and a second program that attaches endpoints to a network.
let lab: Lab;
let folder: string;
let before: string[];
const snapshots = () => Promise.all(lab.hosts.map(({ name }) => snapshot(lab, name)));

beforeAll(async () => {
    lab = await labUp({ name: "e2e-attach", hosts: 3 });
    folder = mkdtempSync(join(tmpdir(), "pulumi-hostnet-e2e-attach-"));
    before = await snapshots();
});
afterAll(async () => {
    await labDown("e2e-attach");
    rmSync(folder, { recursive: true, force: true });
});

test("an overlay in ten lines: addresses known in the preview, packets, nothing left", async () => {
    const blue: Stack = await copyProject(join(folder, "blue"), { "test/e2e/networks/blue": "." }, uncheckedTypes);
    const sshConfigFile = join(lab.dir, "ssh_config");
    const machines = lab.hosts.map(({ name }, n) => ({ name: `ubuntu${n + 1}`, address: name, sshConfigFile }));
    blue.configure({ "blue:hosts": machines });
    const preview = await blue.pulumi("preview");
    expect(preview).toMatch(/address *: "10\.233\.0\.2"/);
    expect(preview).toMatch(/db +ubuntu3 +10\.233\.0\.50/);
    await blue.pulumi("up", "--yes", "--skip-preview");
    const web = JSON.parse(await blue.pulumi("stack", "output", "--json", "address")) as string;
    const { stdout } = await lab.exec("host3", "ip netns list");
    const netns = /^blue-db\S*/m.exec(stdout)?.[0] ?? "";
    expect((await lab.exec("host3", `ip netns exec ${netns} ping -c 2 -W 2 -q ${web}`)).exitCode).toBe(0);
    expect(await blue.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes")).toContain("unchanged");
    await blue.pulumi("destroy", "--yes", "--skip-preview");
    expect(await snapshots()).toEqual(before);
}, 240_000);

test("another program's endpoints live on the network, and neither touches what is the other's", async () => {
    const platform: Networks = await networksOn(lab, join(folder, "platform"));
    const shop: Networks = await networksOn(lab, join(folder, "shop"));
    const blue = (endpoints: object, vni = 42) => [
        { kind: "overlay", name: "blue", subnet: "10.233.0.0/16", vni, slices: ["10.233.128.0/24"], endpoints },
    ];
    const own = { web: { host: "ubuntu1" }, db: { host: "ubuntu3" } };
    await platform.up(blue(own));
    const { blue: network } = await platform.output<Record<string, object>>("network");
    const attachment = (change: object = {}) => {
        const rest = { network, slice: "10.233.128.0/24", endpoints: { cart: { host: "ubuntu2" } }, ...change };
        return [{ kind: "attachment", name: "shop", ...rest }];
    };
    const attached = attachment();
    const unattached = await snapshots();
    await expect(shop.up(attachment({ slice: "10.233.0.0/24" }))).rejects.toThrow("is not left to others");
    expect(await snapshots()).toEqual(unattached);
    await shop.up(attached);
    const { web, db } = (await platform.endpoints("blue")) as Record<"web" | "db", MadeEndpoint>;
    const { cart } = (await shop.endpoints("shop")) as Record<"cart", MadeEndpoint>;
    expect(cart.address).toMatch(/^10\.233\.128\./);
    expect(await deafPairs(platform.lab, [web, db, cart])).toEqual([]);
    const grown = await snapshots();
    const rival = { cart: { host: "ubuntu2" }, rival: { host: "ubuntu2", address: cart.address } };
    await expect(shop.up(attachment({ endpoints: rival }))).rejects.toThrow(`${cart.address} `);
    expect(await snapshots()).toEqual(grown);
    // Each sees its own: neither a refresh nor an update of one finds anything to do with the other's.
    expect(await platform.stack.pulumi("refresh", "--yes", "--expect-no-changes")).toContain("unchanged");
    await platform.up(blue({ ...own, late: { host: "ubuntu2" } }));
    expect(await shop.up(attached, 3, "--expect-no-changes")).toContain("unchanged");
    expect(await pings(platform.lab, web, cart.address)).toBe(true);
    // Tunnels that are made anew have the entries of the other program again, which sees nothing of it but the reference.
    const again = blue({ ...own, late: { host: "ubuntu2" } }, 43);
    await platform.up(again);
    expect(await deafPairs(platform.lab, [web, db, cart])).toEqual([]);
    expect(await shop.stack.pulumi("refresh", "--yes", "--expect-no-changes")).toContain("unchanged");
    const { blue: renumbered } = await platform.output<Record<string, object>>("network");
    expect(renumbered).toMatchObject({ vni: 43, port: 4789 });
    const reattached = attachment({ network: renumbered });
    expect(await shop.up(reattached)).toMatch(/shop-ubuntu1-fdb updated .*generation/);
    expect(await shop.up(reattached, 3, "--expect-no-changes")).toContain("unchanged");
    // Nothing of a network goes while another program is attached to it.
    const whole = await snapshots();
    const destroyed = platform.stack.pulumi("destroy", "--yes", "--skip-preview");
    await expect(destroyed).rejects.toThrow(/the stack networks\/\S+ is attached to the .*destroy that stack first/);
    expect(await snapshots()).toEqual(whole);
    expect(await platform.up(again, 3, "--expect-no-changes")).toContain("unchanged");
    await shop.stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(await pings(platform.lab, web, cart.address)).toBe(false);
    expect(await pings(platform.lab, web, db.address)).toBe(true);
    await platform.stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(await snapshots()).toEqual(before);
}, 360_000);
