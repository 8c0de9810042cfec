import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { engineAddress, refuses } from "../../provider/engine";

const script = "/project/node_modules/@pulumi/pulumi/cmd/dynamic-provider/index.js";

it("the engine is where Pulumi says it to the dynamic-provider process, and to no other", () => {
    expect(engineAddress(["node", script, "127.0.0.1:45678"])).toEqual({ host: "127.0.0.1", port: 45678 });
    const options = ["-logtostderr", "-v=9", "-tracing", "file:./up.trace"];
    expect(engineAddress(["node", script, ...options, "127.0.0.1:1", "more"])?.port).toBe(1);
    expect(engineAddress(["node", script])).toBeUndefined();
    expect(engineAddress(["node", "/project/index.js", "127.0.0.1:45678"])).toBeUndefined();
    expect(engineAddress(["node"])).toBeUndefined();
});

it("nobody is there where the kernel says so", async () => {
    const server = createServer((socket) => socket.destroy());
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    expect(await refuses({ host: "127.0.0.1", port })).toBe(false);
    server.close();
    await once(server, "close");
    expect(await refuses({ host: "127.0.0.1", port })).toBe(true);
    expect(await refuses({ host: "nobody.invalid", port })).toBe(false);
});

it("an engine that is stopped, and has no room for one more connection, is there", async () => {
    const listen =
        'require("net").createServer().listen({port:0,host:"127.0.0.1",backlog:1},function(){console.log(this.address().port)})';
    const child = spawn(process.execPath, ["-e", listen]);
    const waiting: Socket[] = [];
    onTestFinished(() => {
        child.kill("SIGKILL");
        for (const socket of waiting) socket.destroy();
    });
    const [said] = await once(child.stdout, "data");
    child.kill("SIGSTOP");
    const address = { host: "127.0.0.1", port: Number(said) };
    for (let count = 0; count < 4; count++) waiting.push(connect(address).on("error", () => {}));
    const begun = Date.now();
    expect(await refuses(address)).toBe(false);
    expect(Date.now() - begun).toBeGreaterThan(3_000);
}, 20_000);
