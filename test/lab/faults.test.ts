import { readFileSync, writeFileSync } from "node:fs";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
    dropSessions,
    freeze,
    type Lab,
    labDown,
    labUp,
    reboot,
    rotateHostKey,
    sshdState,
    startSshd,
    stopSshd,
    thaw,
} from "../../lab";
import { ssh } from "./ssh";

const NAME = "test-faults";
let lab: Lab;

beforeAll(async () => {
    lab = await labUp({ name: NAME, hosts: 2 });
}, 30_000);

afterAll(async () => {
    await labDown(NAME);
});

const host1 = () => {
    const [host] = lab.hosts;
    if (!host) throw new Error("no host1");
    return host;
};

/** An ssh session that counts up the file /run/ticks on the host until it is ended. */
function tick() {
    const script = "while :; do echo >>/run/ticks; sleep 0.02; done";
    return execa("ssh", ["-F", lab.sshConfig, "host1", script], { reject: false });
}

const ticks = async () => Number((await lab.exec("host1", "wc -l </run/ticks")).stdout);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function untilTicking(): Promise<void> {
    const before = await ticks().catch(() => 0);
    while (!((await ticks()) > before + 1)) await pause(20);
}

describe("a host that fails", { timeout: 30_000 }, () => {
    it("freezes with all its sessions, answers pings, and goes on where it was", async () => {
        const session = tick();
        await untilTicking();
        await freeze(lab, "host1");
        const frozenAt = await ticks();
        await pause(200);
        expect(await ticks()).toBe(frozenAt);
        expect(await sshdState(lab, host1())).toBe("frozen");
        expect((await lab.exec("host2", ["ping", "-c1", "-W1", `${lab.underlay}.11`])).exitCode).toBe(0);
        await thaw(lab, "host1");
        await untilTicking();
        expect(await sshdState(lab, host1())).toBe("up");
        session.kill();
    });

    it("takes no connections while sshd is stopped, and keeps those that are there", async () => {
        const session = tick();
        await untilTicking();
        await stopSshd(lab, "host1");
        expect(await ssh(lab, "host1", "true")).toMatchObject({ stderr: expect.stringContaining("refused") });
        await untilTicking();
        await startSshd(lab, "host1");
        expect((await ssh(lab, "host1", "true")).exitCode).toBe(0);
        session.kill();
    });

    it("drops its sessions and takes new ones", async () => {
        const session = tick();
        await untilTicking();
        await dropSessions(lab, "host1");
        expect((await session).exitCode).toBe(255);
        expect((await ssh(lab, "host1", "true")).exitCode).toBe(0);
    });

    it("shows another host key", async () => {
        const before = host1().hostKey;
        const key = await rotateHostKey(lab, "host1");
        expect([key, host1().hostKey]).toEqual([expect.not.stringMatching(before), key]);
        const { exitCode, stderr } = await ssh(lab, "host1", "true");
        expect([exitCode, stderr]).toEqual([255, expect.stringContaining("IDENTIFICATION HAS CHANGED")]);
        await rotateHostKey(lab, "host1", { trust: true });
        expect((await ssh(lab, "host1", "true")).exitCode).toBe(0);
    });

    it("reboots: same address and key, another boot id, and nothing of what was on it", async () => {
        const bootId = async () => (await ssh(lab, "host1", "cat /proc/sys/kernel/random/boot_id")).stdout;
        const [boot, key, pid] = [await bootId(), host1().hostKey, host1().pid];
        await lab.exec("host1", "ip netns add gone; touch /etc/gone");
        await reboot(lab, "host1");
        expect(await ssh(lab, "host1", "ip netns; ls /etc/gone 2>/dev/null")).toMatchObject({ stdout: "" });
        expect([await bootId(), host1().pid]).toEqual([expect.not.stringMatching(boot), expect.not.toBeOneOf([pid])]);
        expect(host1().hostKey).toBe(key);
        expect((await lab.exec("host2", ["ping", "-c1", "-W2", `${lab.underlay}.11`])).exitCode).toBe(0);
    });

    it("lets tests write to its root folder from here", async () => {
        writeFileSync(`${host1().root}/usr/local/sbin/sysctl`, "#!/bin/sh\necho shim\n", { mode: 0o755 });
        expect((await ssh(lab, "host1", "PATH=/usr/local/sbin:$PATH sysctl")).stdout).toBe("shim");
        await lab.exec("host1", "echo seen >/etc/seen");
        expect(readFileSync(`${host1().root}/etc/seen`, "utf8")).toBe("seen\n");
    });
});
