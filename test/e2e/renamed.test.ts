import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Lab, labDown, labUp } from "../../lab";
import { build } from "../../scripts/build";
import { type SmallStack, smallStack, type Wanted } from "../faults/small-stack";
import { snapshot } from "../lab/snapshot";

// Resources that are called otherwise from one `up` to the next: the error says what to write, and that is all it takes.
const NAME = "e2e-renamed";
let lab: Lab;
let folder: string;
let stack: SmallStack;
let before: string;

beforeAll(async () => {
    await build();
    folder = mkdtempSync(join(tmpdir(), `pulumi-hostnet-${NAME}-`));
    lab = await labUp({ name: NAME, hosts: 1 });
    stack = await smallStack(lab, folder, "test");
    before = await look();
}, 300_000);
afterAll(async () => {
    await labDown(NAME);
    rmSync(folder, { recursive: true, force: true });
});

const look = () => snapshot(lab, "host1", { sysctls: false });
const all = (word: string, opts: (name: string) => object): Wanted[] => [
    { kind: "Sysctl", name: "forward", args: { name: "net.ipv4.ip_forward", value: "1" } },
    { kind: "Bridge", name: `lan${word}`, args: { addresses: ["10.9.0.1/24"] }, opts: { ...opts("lan") } },
    {
        kind: "PortMapping",
        name: `web${word}`,
        args: { hostPort: 8080, target: { address: "10.9.0.2", port: 80 } },
        opts: { ...opts("web") },
    },
];

it("a renamed bridge and a renamed port are refused with the option that keeps what they have", async () => {
    stack.want(all("", () => ({})));
    await stack.pulumi("up", "--yes", "--skip-preview");
    const made = await look();
    stack.want(all("-two", () => ({})));
    const said = await stack.pulumi("up", "--yes", "--skip-preview").then(() => "it was made", String);
    expect(said).toMatch(/of this very stack: .* give it the option aliases: \[\{ name: "host1-(lan|web)" \}\]/);
    expect(await look()).toBe(made);
    stack.want(all("-two", (name) => ({ aliases: [{ name: `host1-${name}` }] })));
    expect(await stack.pulumi("up", "--yes", "--skip-preview")).not.toMatch(/created|updated|deleted|replaced/);
    expect(await look()).toBe(made);
    await stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(await look()).toBe(before);
}, 300_000);
