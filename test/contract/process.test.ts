import { once } from "node:events";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Lab } from "../../lab";
import { build, root } from "../../scripts/build";
import { startEngine } from "./engine";
import { downLab, upLab, withKeyFile } from "./lab";
import { bridge } from "./resources";

let lab: Lab;

beforeAll(async () => {
    lab = await upLab("process");
    await build();
    idle = await sessions();
}, 120_000);

afterAll(() => downLab("process"));

/** Processes of this machine that connect to the host. */
const clients = async () => (await execa("pgrep", ["-f", "^ssh .*-- 10\\.214\\.5\\.11"], { reject: false })).stdout;
/** What runs on the host. */
const sessions = async () => (await lab.exec("host1", ["ps", "-e", "-o", "comm="])).stdout.split("\n").sort().join(" ");
let idle: string;

async function gone(): Promise<void> {
    const left = async () => `${await clients()} ${await sessions()}`.trim();
    for (let tries = 0; (await left()) !== idle && tries < 50; tries++)
        await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await left()).toBe(idle);
}

describe("the dynamic-provider process", { timeout: 60_000 }, () => {
    it("has one ssh, however much it does, and ends with the engine, leaving nothing", async () => {
        const engine = await startEngine();
        const { inputs } = await engine.check({}, await bridge(withKeyFile(lab), { name: "br0" }));
        const { id, outs } = await engine.create(inputs);
        await Promise.all([1, 2, 3].map(() => engine.read(id, outs)));
        await engine.delete(id, outs);
        expect((await clients()).split("\n")).toHaveLength(1);
        const begun = Date.now();
        await engine.end();
        expect(Date.now() - begun).toBeLessThan(2_000);
        await gone();
    });

    it("that is killed leaves nothing either", async () => {
        const engine = await startEngine();
        const { inputs } = await engine.check({}, await bridge(withKeyFile(lab), { name: "br0" }));
        const { id, outs } = await engine.create(inputs);
        await engine.delete(id, outs);
        engine.process.kill("SIGKILL");
        await once(engine.process, "exit");
        await engine.end();
        await gone();
    });

    it("ends by itself, with its ssh, when the engine was killed, once what it does is done", async () => {
        const engine = await startEngine();
        const { inputs } = await engine.check({}, await bridge(withKeyFile(lab), { name: "br0" }));
        const { id, outs } = await engine.create(inputs);
        await engine.delete(id, outs);
        // An engine that is there is left alone for longer than an orphan lives.
        await new Promise((resolve) => setTimeout(resolve, 12_000));
        expect(engine.process.exitCode).toBeNull();
        expect((await clients()).split("\n")).toHaveLength(1);
        await engine.vanish();
        await expect.poll(() => engine.process.exitCode, { timeout: 15_000 }).toBe(0);
        await gone();
    });

    it("is not kept alive by a session that has nothing to do", async () => {
        const engine = await startEngine();
        const { inputs } = await engine.check({}, await bridge(withKeyFile(lab), { name: "br0" }));
        await engine.end();
        const script = `
            const it = require("pulumi-hostnet/provider").provider("Bridge");
            const inputs = ${JSON.stringify(inputs)};
            it.create(inputs).then(({ id, outs }) => it.delete(id, outs)).then(() => console.log("done"));`;
        // Without timeout the open session would hold it for ever.
        const { stdout, timedOut } = await execa(process.execPath, ["-e", script], {
            cwd: root,
            timeout: 20_000,
            reject: false,
        });
        expect({ stdout, timedOut }).toEqual({ stdout: "done", timedOut: false });
        await gone();
    });
});
