import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { build } from "../../scripts/build";
import { copyProject, type Stack, uncheckedTypes } from "../../scripts/project";

// What follows from a secret input is a secret, in what the real CLI plans and shows. No host is asked in a preview.
const canary = "198.51.100.77";
const program = `
import * as pulumi from "@pulumi/pulumi";
import { ForwardRule, Host, NatRule, PortMapping, VxlanTunnel } from "pulumi-hostnet";
const host = new Host("host1", { address: "192.0.2.1" });
const canary = pulumi.secret("${canary}");
new NatRule("nat", { host, source: "10.9.0.0/24", toSource: canary });
new PortMapping("web", { host, hostPort: 80, target: { address: canary, port: 80 } });
new ForwardRule("drop", { host, action: "drop", matches: [{ source: canary }] });
new VxlanTunnel("tunnel", { host, name: "vx0", vni: 42, device: "eth1", peers: [canary], allowFrom: "peers" });
new NatRule("plain", { host, source: "10.8.0.0/24", toSource: "198.51.100.1" });
`;

let folder: string;
let stack: Stack;

beforeAll(async () => {
    await build();
    folder = mkdtempSync(join(tmpdir(), "secret-inputs-"));
    const project = join(folder, "project");
    mkdirSync(project);
    writeFileSync(join(project, "Pulumi.yaml"), "name: secrets\nruntime: nodejs\n");
    writeFileSync(join(project, "package.json"), '{ "name": "secrets", "main": "index.ts" }');
    writeFileSync(join(project, "index.ts"), program);
    stack = await copyProject(folder, {}, uncheckedTypes);
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("rules that follow from a secret are neither shown nor stored in plain text, and others are", async () => {
    const plan = join(folder, "plan.json");
    const shown = await stack.pulumi("preview", "--diff", "--save-plan", plan);
    const stored = readFileSync(plan, "utf8");
    for (const text of [shown, stored]) {
        expect(text.split("\n").filter((line) => line.includes(canary))).toEqual([]);
        expect(text).toContain("SNAT --to-source 198.51.100.1");
    }
}, 120_000);
