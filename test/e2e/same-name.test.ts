import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Lab, labDown, labUp } from "../../lab";
import { build } from "../../scripts/build";
import { type SmallStack, smallStack, type Wanted } from "../faults/small-stack";
import { snapshot } from "../lab/snapshot";

// Two colleagues, each with a backend of files, whose project and stack are called the same, on one host.
const NAME = "e2e-same-name";
let lab: Lab;
let folder: string;
let [mine, theirs]: SmallStack[] = [];

beforeAll(async () => {
    await build();
    folder = mkdtempSync(join(tmpdir(), `pulumi-hostnet-${NAME}-`));
    lab = await labUp({ name: NAME, hosts: 1 });
    [mine, theirs] = await Promise.all(
        ["mine", "theirs"].map((name) => {
            mkdirSync(join(folder, name));
            return smallStack(lab, join(folder, name), "test");
        }),
    );
}, 300_000);
afterAll(async () => {
    await labDown(NAME);
    rmSync(folder, { recursive: true, force: true });
});

const look = () => snapshot(lab, "host1", { sysctls: false });
const forward: Wanted = { kind: "Sysctl", name: "forward", args: { name: "net.ipv4.ip_forward", value: "1" } };
const bridge = (address: string): Wanted => ({
    kind: "Bridge",
    name: "bridge",
    args: { name: "br0", addresses: [address] },
});

it("the second is refused, naming both, and neither its up nor its destroy touches what the first has", async () => {
    const [first, second] = [mine as SmallStack, theirs as SmallStack];
    const clean = await look();
    first.want([bridge("10.9.0.1/24"), forward]);
    await first.pulumi("up", "--yes", "--skip-preview");
    const made = await look();
    const [mark = ""] = /hostnet:model\/test\/host1-bridge@state:\w+/.exec(made) ?? [];
    expect(mark).not.toBe("");

    second.want([bridge("10.9.0.2/24")]);
    const said = await second.pulumi("up", "--yes", "--skip-preview").then(String, String);
    expect(said).toContain(`belongs to ${mark.slice("hostnet:".length)}, which is not of this stack`);
    expect(said).toMatch(/here it would be model\/test\/host1-bridge@state:\w+\./);
    expect(await look()).toBe(made);
    await second.pulumi("destroy", "--yes", "--skip-preview");
    expect(await look()).toBe(made);

    // What both may have is counted for each.
    second.want([forward]);
    await second.pulumi("up", "--yes", "--skip-preview");
    await first.pulumi("preview", "--expect-no-changes");
    await first.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    await second.pulumi("destroy", "--yes", "--skip-preview");
    expect(await look()).toBe(made);

    // A mark is kept, whatever becomes of the host's entry in the state.
    const [host = { urn: "" }] = (await first.resources()).filter(({ type }) => type.endsWith(":Host"));
    await first.pulumi("up", "--yes", "--skip-preview", "--replace", host.urn);
    await first.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
    await first.pulumi("destroy", "--yes", "--skip-preview");
    expect(await look()).toBe(clean);
}, 300_000);
