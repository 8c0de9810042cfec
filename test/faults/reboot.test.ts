import { afterAll, beforeAll, expect, test } from "vitest";
import { reboot } from "../../lab";
import { containerAddress, type Overlay, startOverlay } from "../e2e/machines";
import { deafPairs } from "../e2e/packets";
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
    const ping = lab.spawn("host1", ["ip", "netns", "exec", "ns1", "ping", "-i", "0.05", containerAddress(2)]);
    let heard = "";
    ping.stdout?.on("data", (data: Buffer) => {
        heard += String(data);
    });
    await reboot(lab, "host2");
    const refreshed = await stack.pulumi("refresh", "--yes", "--skip-preview");
    await overlay.up();
    const deaf = await deafPairs(lab, 3);
    await lab.exec("host1", "pkill -INT -x ping");
    await ping.catch(() => undefined);
    const [, sent, received] = /(\d+) packets transmitted, (\d+) received/.exec(heard) ?? [];
    tally("a host rebooted", { injected: 1, lost: deaf.length + Number(sent) - Number(received) });
    expect(refreshed).toMatch(/^ +ubuntu2 rebooted since it was last looked at: what had been made on it is gone/m);
    expect(refreshed).not.toMatch(/ubuntu[13] rebooted/);
    expect(deaf).toEqual([]);
    expect(Number(sent)).toBeGreaterThan(40);
    expect(received).toBe(sent);
    expect(await stack.pulumi("preview", "--expect-no-changes")).toContain("23 unchanged");
}, 240_000);

test("after destroy every host is as before", async () => {
    await overlay.stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(await snapshots()).toEqual(before);
}, 120_000);
