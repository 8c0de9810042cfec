import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Lab, labDown, labUp } from "../../lab";
import { type CopyOptions, copyProject, type Stack, uncheckedTypes } from "../../scripts/project";
import { snapshot } from "../lab/snapshot";
import { fetcher } from "./packets";
import { type PrivateMachine, startPrivateMachine } from "./private-machine";

// examples/environments with the real CLI, each of its stacks on the machines that it is for.
const NAME = "e2e-envs";
let lab: Lab;
let folder: string;

beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-hostnet-e2e-envs-"));
    lab = await labUp({ name: NAME, hosts: 3 });
});
afterAll(async () => {
    await labDown(NAME);
    rmSync(folder, { recursive: true, force: true });
});

type Namespaces<E extends string> = Readonly<Record<E, string>>;
type Exec = Lab["exec"];

/** A stack of an example; all of them have one backend, so that they can refer to each other. */
function stackOf(example: string, stack: string, within?: CopyOptions["within"]): Promise<Stack> {
    const backend = { ...uncheckedTypes, PULUMI_BACKEND_URL: `file://${folder}` };
    return copyProject(join(folder, example, stack), { [`examples/${example}`]: "." }, backend, { stack, within });
}

/** Replaces what stands for the reader's own in a file of the project. */
function edit(stack: Stack, file: string, changes: Readonly<Record<string, string>>): void {
    const path = join(stack.folder, file);
    let text = readFileSync(path, "utf8");
    for (const [from, to] of Object.entries(changes)) {
        expect(text).toContain(from);
        text = text.replaceAll(from, to);
    }
    writeFileSync(path, text);
}

const up = (stack: Stack, ...args: string[]) => stack.pulumi("up", "--yes", "--skip-preview", ...args);
const destroy = (stack: Stack) => stack.pulumi("destroy", "--yes", "--skip-preview");
const output = async <T>(stack: Stack, name: string) =>
    JSON.parse(await stack.pulumi("stack", "output", "--json", name)) as T;
const snapshots = () => Promise.all(lab.hosts.map(({ name }) => snapshot(lab, name)));

async function pings(exec: Exec, host: string, netns: string, address: string): Promise<boolean> {
    const ping = ["ping", "-c", "2", "-i", "0.2", "-W", "2", "-q", address];
    return (await exec(host, ["ip", "netns", "exec", netns, ...ping])).exitCode === 0;
}

describe("lab: three simulated hosts", () => {
    let network: Stack;
    let jobs: Stack;
    let before: string[];
    let namespaces: Namespaces<"web" | "api" | "db">;
    const place = { "/tmp/pulumi-hostnet-lab-lab": () => lab.dir };
    const paths = () => Object.fromEntries(Object.entries(place).map(([from, to]) => [from, to()]));

    beforeAll(async () => {
        before = await snapshots();
        [network, jobs] = await Promise.all([stackOf("environments", "lab"), stackOf("environments-attach", "lab")]);
        for (const stack of [network, jobs]) edit(stack, "Pulumi.lab.yaml", paths());
    });

    test("comes up, says its plan, and a second up changes nothing", async () => {
        await up(network);
        expect(await up(network, "--expect-no-changes")).toContain("unchanged");
        expect(await output(network, "plan")).toMatch(/web +ubuntu1 +10\.233\.0\.3 .* 8080->80\/tcp/);
        namespaces = await output(network, "namespaces");
    }, 180_000);

    test("its endpoints reach each other, and outside", async () => {
        const { web, db } = namespaces;
        expect(await pings(lab.exec, "host1", web, "10.233.0.50")).toBe(true);
        expect(await pings(lab.exec, "host3", db, await output(network, "address"))).toBe(true);
        expect(await pings(lab.exec, "host3", db, lab.outside.address)).toBe(true);
    });

    test("a second program's endpoint lives on the network, by stack reference", async () => {
        await up(jobs);
        const address = await output<string>(jobs, "address");
        expect(address).toMatch(/^10\.233\.128\./);
        expect(await pings(lab.exec, "host1", namespaces.web, address)).toBe(true);
        const { worker } = await output<Namespaces<"worker">>(jobs, "namespaces");
        expect(await pings(lab.exec, "host2", worker, "10.233.0.50")).toBe(true);
        expect(await up(jobs, "--expect-no-changes")).toContain("unchanged");
    }, 180_000);

    test("destroy leaves every host as it was", async () => {
        await destroy(jobs);
        await destroy(network);
        expect(await snapshots()).toEqual(before);
    }, 180_000);
});

describe("dev: one machine, without ssh", () => {
    let machine: PrivateMachine;
    afterAll(() => machine?.remove());

    test("comes up, its endpoints reach each other, web is published, and destroy leaves nothing", async () => {
        const [host] = lab.hosts;
        if (!host) throw new Error("the lab has no hosts");
        machine = await startPrivateMachine(host.pid);
        const look = () => snapshot({ ...lab, exec: machine.exec });
        const before = await look();
        const outer = await execa("ip", ["netns", "list"]);
        const dev = await stackOf("environments", "dev", machine.enter(join(folder, "environments/dev/project")));
        await up(dev);
        expect(await up(dev, "--expect-no-changes")).toContain("unchanged");
        const { web, db } = await output<Namespaces<"web" | "db">>(dev, "namespaces");
        expect(await pings(machine.exec, "", web, "10.233.0.50")).toBe(true);
        expect(await pings(machine.exec, "", db, lab.outside.address)).toBe(true);
        await published(machine.exec, web, host.address, 8080);
        // The machine that runs the tests has none of it.
        expect(await execa("ip", ["netns", "list"])).toMatchObject({ stdout: outer.stdout });
        await destroy(dev);
        expect(await look()).toBe(before);
    }, 240_000);
});

/** Fails unless outside finds what listens at port 80 of a namespace by the port that its host publishes. */
async function published(exec: Exec, netns: string, host: string, port: number): Promise<void> {
    const service = `require("http").createServer((q, a) => a.end("web")).listen(80, () => console.log("listens"))`;
    const serve = `ip netns exec ${netns} timeout 60 '${process.execPath}' -e '${service}' >/tmp/$$ 2>&1 & server=$!
        until grep -q listens /tmp/$$; do kill -0 $server || exit 1; sleep 0.05; done; rm /tmp/$$; echo $server`;
    const { stdout: server } = await exec("host1", serve);
    try {
        const { stdout } = await lab.outside.exec(fetcher(`http://${host}:${port}/`));
        expect(stdout.trim()).toBe("web");
    } finally {
        await exec("host1", ["kill", server.trim()]);
    }
}

describe("prod: behind a jump host, with pinned keys", () => {
    const [bastion, ...edges] = ["host1", "host2", "host3"] as const;
    const addressOf = (name: string) => lab.hosts.find((host) => host.name === name)?.address ?? "";
    // Who is not the bastion does not get in.
    const firewall = (action: "-A" | "-D") =>
        Promise.all(
            edges.map((edge) =>
                lab.exec(
                    edge,
                    `iptables ${action} INPUT -p tcp --dport 22 ! -s ${addressOf(bastion)} -j REJECT --reject-with tcp-reset`,
                ),
            ),
        );

    test("comes up through the jump host alone, and destroy leaves every host as it was", async () => {
        await firewall("-A");
        const before = await snapshots();
        const prod = await stackOf("environments", "prod");
        const keys = edges.map((edge, n) => [
            readFileSync(join(prod.folder, "Pulumi.prod.yaml"), "utf8")
                .match(/hostKey: (.*)/g)
                ?.[n]?.slice(9) ?? "",
            lab.hosts.find(({ name }) => name === edge)?.hostKey ?? "",
        ]);
        const sshConfig = join(prod.folder, "ssh_config.prod");
        const knownHosts = join(prod.folder, "known_hosts");
        // Of the edges it knows nothing: only the pinned keys can let them in.
        writeFileSync(knownHosts, `${addressOf(bastion)} ${lab.hosts[0]?.hostKey}\n`);
        edit(prod, "ssh_config.prod", {
            "192.0.2.10": addressOf(bastion),
            "198.51.100.11": addressOf(edges[0]),
            "198.51.100.12": addressOf(edges[1]),
            "User jump": "User root",
            "User admin": "User root",
        });
        const login = `Host *\n    IdentityFile ${lab.identityFile}\n    IdentityAgent none\n    UserKnownHostsFile ${knownHosts}\n    GlobalKnownHostsFile /dev/null\n`;
        writeFileSync(sshConfig, readFileSync(sshConfig, "utf8") + login);
        edit(prod, "Pulumi.prod.yaml", { "webPort: 80": "webPort: 8080" });

        const direct = ["-F", sshConfig, "-o", "ProxyJump=none", "-o", "BatchMode=yes", "edge1", "true"];
        expect((await execa("ssh", direct, { reject: false })).stderr).toContain("Connection refused");
        // With somebody else's key it is refused, and nothing is made.
        const wrong = await prod.start("up", "--yes", "--skip-preview");
        expect(wrong).toMatchObject({ exitCode: 1, all: expect.stringContaining("the pinned hostKey") });
        edit(prod, "Pulumi.prod.yaml", Object.fromEntries(keys));

        await up(prod);
        expect(await up(prod, "--expect-no-changes")).toContain("unchanged");
        const { web, api, db } = await output<Namespaces<"web" | "api" | "db">>(prod, "namespaces");
        expect(await pings(lab.exec, "host2", web, "10.64.0.50")).toBe(true);
        expect(await pings(lab.exec, "host3", db, await output(prod, "address"))).toBe(true);
        expect(await pings(lab.exec, "host2", api, lab.outside.address)).toBe(true);
        await destroy(prod);
        expect(await snapshots()).toEqual(before);
        await firewall("-D");
    }, 300_000);
});
