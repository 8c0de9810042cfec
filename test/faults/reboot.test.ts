import { afterAll, beforeAll, expect, test } from "vitest";
import { reboot } from "../../lab";
import { container, containerAddress, containersOf, type Overlay, startOverlay } from "../e2e/machines";
import { deafPairs, lostDuring } from "../e2e/packets";
import { snapshot } from "../lab/snapshot";
import { tally } from "./tally";

// A host of three loses everything: refresh says why, one up rebuilds it, and the other two notice nothing.
let overlay: Overlay;
let before: string[];
// A host that was started anew hangs on another port of the lab's switch.
const snapshots = async () =>
    (await Promise.all(overlay.lab.hosts.map(({ name }) => snapshot(overlay.lab, name)))).map((text) =>
        text.replace(/eth1@if\d+/g, "eth1"),
    );

beforeAll(async () => {
    overlay = await startOverlay("faults-reboot", 3);
    before = await snapshots();
    overlay.machines(3);
    await overlay.up();
});
afterAll(() => overlay.remove());

test("a host reboots: refresh says so, one up rebuilds it, and the others lose no packet meanwhile", async () => {
    const { lab, stack } = overlay;
    let [refreshed, deaf] = ["", [""]];
    const { sent, lost } = await lostDuring(lab, container("host1"), containerAddress(2), async () => {
        await reboot(lab, "host2");
        refreshed = await stack.pulumi("refresh", "--yes", "--skip-preview");
        await overlay.up();
        deaf = await deafPairs(lab, containersOf(lab, 3));
    });
    tally("a host rebooted", { injected: 1, lost: deaf.length + lost });
    expect(refreshed).toMatch(/^ +ubuntu2 rebooted since it was last looked at: what had been made on it is gone/m);
    expect(refreshed).not.toMatch(/ubuntu[13] rebooted/);
    expect(deaf).toEqual([]);
    expect(sent).toBeGreaterThan(40);
    expect(lost).toBe(0);
    expect(await stack.pulumi("preview", "--expect-no-changes")).toContain("23 unchanged");
}, 240_000);

test("after destroy every host is as before", async () => {
    await overlay.stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(await snapshots()).toEqual(before);
}, 120_000);
