import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, labDown, labUp } from "../../lab";
import { legName } from "../../lab/plan";
import { machineSnapshot } from "./machine";
import { ssh } from "./ssh";

const NAME = "test-isolation";
const leg = legName(NAME);
let lab: Lab;

beforeAll(async () => {
    lab = await labUp({ name: NAME, hosts: 2 });
}, 30_000);

afterAll(async () => {
    await labDown(NAME);
});

describe("the hosts of a lab", { timeout: 30_000 }, () => {
    it("are at rest from the first moment: nothing about them changes by itself", async () => {
        await labDown(NAME);
        lab = await labUp({ name: NAME, hosts: 2 });
        const look = () =>
            lab.exec("host1", "ip -o addr; ip -o link; ip route; ip -6 route; sysctl -a 2>&1 | grep ^net.ip");
        const [host, router] = [await look(), await lab.exec("underlay", "ip -o addr")];
        await new Promise((resolve) => setTimeout(resolve, 1500));
        expect([await look(), await lab.exec("underlay", "ip -o addr")]).toEqual([host, router]);
    });

    it("carries packets between hosts and to the outside, and no further", async () => {
        for (const target of [`${lab.underlay}.12`, "203.0.113.10", `${lab.underlay6}::12`, "2001:db8:203:113::10"]) {
            expect(await lab.exec("host1", ["ping", "-c1", "-W2", target])).toMatchObject({ exitCode: 0 });
        }
        expect(await lab.outside.exec(["ping", "-c1", "-W2", `${lab.underlay}.11`])).toMatchObject({ exitCode: 0 });
        const { stdout, exitCode } = await lab.exec("host1", ["ping", "-c1", "-W2", "192.0.2.1"]);
        expect([exitCode, stdout]).toEqual([1, expect.stringContaining(`From ${lab.underlay}.1`)]);
        expect(await lab.exec("underlay", ["ip", "route", "get", "192.0.2.1"])).toMatchObject({ exitCode: 2 });
        // The machine is in the underlay, yet takes nothing on from there.
        const through = await lab.exec(
            "host1",
            `ip route add 192.0.2.1 via ${lab.underlay}.254; ping -c1 -W1 192.0.2.1; s=$?; ip route del 192.0.2.1; exit $s`,
        );
        expect(through.exitCode).toBe(1);
        expect(readFileSync(`/proc/sys/net/ipv4/conf/${leg}/forwarding`, "utf8")).toBe("0\n");
    });

    it("gives each host its own sysctls, and none of the machine's", async () => {
        const before = machineSnapshot(NAME, leg);
        const get = async (host: string, key: string) => (await lab.exec(host, ["sysctl", "-n", key])).stdout;
        for (const key of ["net.ipv4.ip_forward", "net.bridge.bridge-nf-call-iptables"]) {
            const flipped = (await get("host1", key)) === "0" ? "1" : "0";
            const other = await get("host2", key);
            const machine = readFileSync(`/proc/sys/${key.replaceAll(".", "/")}`, "utf8");
            expect(await lab.exec("host1", ["sysctl", "-w", `${key}=${flipped}`])).toMatchObject({ exitCode: 0 });
            expect(await get("host1", key)).toBe(flipped);
            expect(await get("host2", key)).toBe(other);
            expect(readFileSync(`/proc/sys/${key.replaceAll(".", "/")}`, "utf8")).toBe(machine);
        }
        expect((await lab.exec("host1", ["sysctl", "-w", "kernel.hostname=x"])).exitCode).not.toBe(0);
        expect((await lab.exec("host1", "cat /proc/sys/kernel/random/boot_id")).stdout).not.toBe(before.bootId.trim());
        expect(machineSnapshot(NAME, leg)).toEqual(before);
    });

    it("keeps names of namespaces to the host they were made on, across ssh sessions", async () => {
        expect(await ssh(lab, "host1", "ip netns add blue")).toMatchObject({ exitCode: 0 });
        expect((await ssh(lab, "host1", "ip netns list")).stdout).toContain("blue");
        expect((await ssh(lab, "host2", "ip netns list")).stdout).toBe("");
        expect(existsSync("/run/netns/blue")).toBe(false);
    });
});
