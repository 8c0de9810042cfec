import { once } from "node:events";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { execa } from "execa";
import { afterAll, expect, it } from "vitest";
import { findLab, labDown, labUp } from "../../lab";
import { root } from "../../scripts/build";
import { ssh } from "./ssh";

const names = ["test-subnet-one", "test-subnet-two", "test-subnet-three"];
afterAll(async () => {
    for (const name of names) await labDown(name);
});

/** Which nobody takes but here, where it matters which one is free. */
const own = ["10.203.1.0/24", "10.203.2.0/24", "10.203.3.0/24", "10.203.4.0/24", "10.203.5.0/24"];

/** Another process, such as the tests of another checkout, that takes a subnet and keeps it. */
async function other() {
    const program = `console.log(require("./lab").freeSubnet(${JSON.stringify(own)})); setInterval(() => {}, 1000)`;
    const child = execa(process.execPath, ["--import", "tsx", "--conditions=import", "-e", program], {
        cwd: root,
        reject: false,
        stdin: "ignore",
    });
    const [subnet] = (await once(createInterface(child.stdout), "line")) as [string];
    return { child, subnet };
}

it("labs that are given no subnet have one each, whoever brings them up", { timeout: 60_000 }, async () => {
    const [mine, ...others] = await Promise.all([labUp({ name: names[0], hosts: 1 }), other(), other()]);
    try {
        const second = await labUp({ name: names[1], hosts: 1 });
        const subnets = [mine.subnet, second.subnet, ...others.map(({ subnet }) => subnet)];
        expect(new Set(subnets).size).toBe(4);
        for (const lab of [mine, second]) expect((await ssh(lab, "host1", "hostname")).stdout).toBe("host1");
        // As it was: a healthy lab does not move.
        expect((await labUp({ name: names[0], hosts: 1 })).subnet).toBe(mine.subnet);
    } finally {
        for (const { child } of others) child.kill("SIGKILL");
        await Promise.all(others.map(({ child }) => child));
    }
});

it("what a killed process had is free again, unless its lab is still up", { timeout: 60_000 }, async () => {
    const first = await other();
    expect(first.subnet).toBe(own[0]);
    first.child.kill("SIGKILL");
    await first.child;
    const second = await other();
    expect(second.subnet).toBe(first.subnet);
    second.child.kill("SIGKILL");
    await second.child;
    const left = `require("./lab").labUp({ name: "${names[2]}", subnet: "${own[0]}", hosts: 1 }).then(() => process.kill(process.pid, "SIGKILL"))`;
    await execa(process.execPath, ["--import", "tsx", "--conditions=import", "-e", left], { cwd: root, reject: false });
    const third = await other();
    third.child.kill("SIGKILL");
    await third.child;
    expect(findLab(names[2])?.subnet).toBe(first.subnet);
    expect(third.subnet).not.toBe(first.subnet);
});

it("a process that ends takes its claim away", async () => {
    const program = `console.log(require("./lab").freeSubnet(${JSON.stringify(own)}))`;
    const tsx = ["--import", "tsx", "--conditions=import", "-e", program];
    const { stdout } = await execa(process.execPath, tsx, { cwd: root });
    expect(own).toContain(stdout);
    expect(existsSync(join(tmpdir(), `pulumi-hostnet-subnet-${stdout.replace("/", "-")}`))).toBe(false);
});
