import { afterAll, beforeAll, expect, test } from "vitest";
import { type Overlay, startOverlay } from "./machines";

// What would get in the way on a host is seen where a user looks: in what the real CLI prints.
let overlay: Overlay;

beforeAll(async () => {
    overlay = await startOverlay("e2e-warnings", 2);
    overlay.machines(2);
});
afterAll(() => overlay.remove());

test("up shows the warning of a host where networkd runs and matches all links, and works all the same", async () => {
    const [host] = overlay.lab.hosts;
    if (!host) throw new Error("the lab has no hosts");
    // A stand-in of its name: the real one is not to be had in a lab.
    await overlay.lab.exec(
        host.name,
        `mkdir -p /opt/standin /etc/systemd/network; printf '[Match]\\nName=*\\n' >/etc/systemd/network/50-all.network
        printf '#!/bin/sh\\nwhile :; do sleep 1; done\\n' >/opt/standin/systemd-networkd; chmod 755 /opt/standin/systemd-networkd`,
    );
    const child = overlay.lab.spawn(host.name, ["/opt/standin/systemd-networkd"]);
    try {
        await overlay.lab.exec(host.name, "until grep -qsxF systemd-network /proc/[0-9]*/comm; do sleep 0.05; done");
        const said = await overlay.up();
        expect(said).toContain("16 created");
        expect(said).toMatch(
            /warning: host ubuntu1: systemd-networkd runs on this host, and \/etc\/systemd\/network\/50-all/,
        );
        expect(said).not.toMatch(/warning: host ubuntu2/);
    } finally {
        child.kill();
    }
}, 120_000);
