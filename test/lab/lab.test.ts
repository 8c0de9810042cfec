import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { execa } from "execa";
import { afterAll, describe, expect, it } from "vitest";
import { freeSubnet, isHealthy, type Lab, labDown, labUp, underlayOf } from "../../lab";
import { labProcesses } from "../../lab/leftovers";
import { legName } from "../../lab/plan";
import { machineSnapshot, namespaceOf, namespacesInUse } from "./machine";
import { ssh } from "./ssh";

const NAME = "test-lab";
const OTHER = "test-lab-two";
const options = { name: NAME, subnet: freeSubnet(), hosts: 2 };
const { underlay, underlay6 } = underlayOf(options.subnet);
const leg = legName(NAME);

afterAll(async () => {
    await labDown(NAME);
    await labDown(OTHER);
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Uses hosts in a way that leaves traces there. */
async function leaveTraces(lab: Lab): Promise<void> {
    const traces = `
        ip netns add ns1 && ip netns exec ns1 ip link set lo up
        ip link add br0 type bridge && ip addr add 10.99.0.1/16 dev br0
        sysctl -qw net.ipv4.ip_forward=1
        iptables -A INPUT -p tcp --dport 9 -j DROP
        echo changed >/etc/passwd; touch /etc/lab-was-here /tmp/lab-was-here /root/lab-was-here
        (setsid sleep 1000 >/dev/null 2>&1 &)`;
    expect(await lab.exec("host1", traces)).toMatchObject({ exitCode: 0, stderr: "" });
    lab.outside.spawn(["sleep", "1000"]);
}

describe("a lab", { timeout: 30_000 }, () => {
    it("comes up, is used, and leaves the machine as it was", async () => {
        await labDown(NAME);
        const before = machineSnapshot(NAME, leg);
        const lab = await labUp(options);
        const namespaces = ["underlay", "outside", "host1", "host2"].map((node) =>
            namespaceOf(Number(readFileSync(`${lab.dir}/${node}/pid`, "utf8"))),
        );
        expect(new Set(namespaces).size).toBe(4);
        expect(statSync(lab.dir).mode & 0o777).toBe(0o700);
        await leaveTraces(lab);
        expect(readFileSync("/etc/passwd", "utf8")).toBe(before.passwd);
        expect(existsSync("/etc/lab-was-here") || existsSync("/tmp/lab-was-here")).toBe(false);
        expect(await labDown(NAME)).toBe(true);
        expect(machineSnapshot(NAME, leg)).toEqual(before);
        const inUse = namespacesInUse();
        expect(namespaces.filter((namespace) => inUse.has(namespace))).toEqual([]);
        expect(await labDown(NAME)).toBe(false);
    });

    it("changes one link, one address and its routes of the machine while it is up", async () => {
        const before = machineSnapshot(NAME, leg);
        await labUp(options);
        const added = machineSnapshot(NAME, leg).links.filter((line) => !before.links.includes(line));
        expect(added).toEqual([expect.stringContaining(leg)]);
    });

    it("is reached with plain ssh by name, address and IPv6 address, host keys checked", async () => {
        const lab = await labUp(options);
        for (const target of ["host2", `${underlay}.12`, `${underlay6}::12`]) {
            expect(await ssh(lab, target, "hostname")).toMatchObject({ stdout: "host2", stderr: "", exitCode: 0 });
        }
        writeFileSync(`${lab.dir}/nobody`, "");
        const { stderr, exitCode } = await execa(
            "ssh",
            ["-F", lab.sshConfig, "-o", "BatchMode=yes", "-o", `UserKnownHostsFile=${lab.dir}/nobody`, "host1", "true"],
            { reject: false },
        );
        expect(exitCode).toBe(255);
        expect(stderr).toContain("Host key verification failed");
    });

    it("runs programs and scripts on its hosts, and ends them with the child that stands for them", async () => {
        const lab = await labUp(options);
        expect(await lab.exec("host1", "cat; echo $# >&2; exit 7", { stdin: "in" })).toEqual({
            stdout: "in",
            stderr: "0",
            exitCode: 7,
        });
        expect((await lab.exec("host1", ["printf", "%s", "a b; c"])).stdout).toBe("a b; c");
        await expect(lab.exec("host1", ["sleep", "5"], { timeout: 100 })).rejects.toThrow(/not done after 100 ms/);
        const child = lab.spawn("host1", ["sleep", "4711"]);
        const running = async () => (await lab.exec("host1", "ps -e -o args= | grep -c '^sleep 4711'")).stdout;
        while ((await running()) !== "1") await pause(5);
        child.kill();
        await child;
        while ((await running()) !== "0") await pause(5);
        await expect(async () => lab.exec("host9", "true")).rejects.toThrow(/no node host9/);
    });

    it("is returned as it is when it is healthy, and made anew when it is not", async () => {
        const lab = await labUp(options);
        const [pid, key] = [lab.hosts[0]?.pid, lab.hosts[0]?.hostKey];
        expect((await labUp(options)).hosts[0]).toMatchObject({ pid, hostKey: key });
        process.kill(pid ?? 0, "SIGKILL");
        while (await isHealthy(lab)) await pause(10);
        const again = await labUp(options);
        expect(again.hosts[0]?.pid).not.toBe(pid);
        expect(await ssh(again, "host1", "hostname")).toMatchObject({ stdout: "host1" });
        expect((await labUp({ ...options, hosts: 1 })).hosts).toHaveLength(1);
    });

    it("is taken down even when half of it is gone", async () => {
        await labDown(NAME);
        const before = machineSnapshot(NAME, leg);
        const lab = await labUp(options);
        rmSync(lab.dir, { recursive: true });
        process.kill(labProcesses(NAME).at(-1) ?? 0, "SIGKILL");
        expect(await labDown(NAME)).toBe(true);
        expect(machineSnapshot(NAME, leg)).toEqual(before);
    });

    it("leaves nothing when it does not come up, and says why", async () => {
        const before = machineSnapshot(NAME, leg);
        const broken = labUp({ ...options, awkward: { host2: { sshdOptions: ["NoSuchOption yes"] } } });
        await expect(broken).rejects.toThrow(/host2.*\n.*NoSuchOption/s);
        expect(machineSnapshot(NAME, leg)).toEqual(before);
    });

    it("stands beside another one, and refuses the other one's subnet", async () => {
        const [one, two] = [await labUp(options), await labUp({ name: OTHER, hosts: 1 })];
        expect(await ssh(one, "host1", "ip -br a show eth1")).toMatchObject({
            stdout: expect.stringContaining(` ${one.underlay}.11/`),
        });
        expect(await ssh(two, "host1", "ip -br a show eth1")).toMatchObject({
            stdout: expect.stringContaining(` ${two.underlay}.11/`),
        });
        expect((await one.exec("host1", ["ping", "-c1", "-W1", `${two.underlay}.11`])).exitCode).toBe(1);
        // One's name begins the other's.
        await labDown(NAME);
        expect(await isHealthy(two)).toBe(true);
        const again = await labUp(options);
        await labDown(OTHER);
        expect(await isHealthy(again)).toBe(true);
        await expect(labUp({ name: OTHER, subnet: options.subnet })).rejects.toThrow(
            `${options.subnet} overlaps ${options.subnet} on this machine's ${leg}: choose another --subnet`,
        );
    });
});
