import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { onLab } from "./harness";

const networkd = "/opt/standin/systemd-networkd";
const manager = "/opt/standin/NetworkManager";
/** Not the real services, but processes of their names, and files that those would read. */
const standIn = "#!/bin/sh\nwhile :; do sleep 1; done\n";
const all = "# everything\n[Match]\nName=*\n\n[Network]\nDHCP=yes\n[Match";

const ground = onLab("host-warnings", {
    awkward: { host1: { files: { [networkd]: standIn, [manager]: standIn } } },
});

/** Runs a stand-in until the test ends, and waits until its process has its name. */
async function run(program: string): Promise<void> {
    const child = ground.lab.spawn("host1", [program]);
    onTestFinished(async () => {
        child.kill();
        await child.catch(() => undefined);
    });
    const name = program.slice(program.lastIndexOf("/") + 1).slice(0, 15);
    await ground.sh(`until grep -qsxF ${name} /proc/[0-9]*/comm; do sleep 0.05; done`);
}

const write = (path: string, text: string) =>
    ground.sh(`mkdir -p "$(dirname ${path})"; cat >${path} <<'END'\n${text}\nEND`);

describe("a host where others take links for their own", { timeout: 60_000 }, () => {
    afterEach(async () => {
        await ground.sh("rm -rf /etc/systemd/network/* /run/systemd/network /etc/NetworkManager");
        vi.restoreAllMocks();
    });
    const subject = () => ground.subject("Host");

    it("is warned of, in its output and among the diagnostics, while networkd runs and matches all", async () => {
        const said = vi.spyOn(console, "warn").mockImplementation(() => undefined);
        await write("/etc/systemd/network/50-all.network", all);
        const before = await subject().create({});
        expect(before.outs).not.toHaveProperty("warnings");
        expect(said).not.toHaveBeenCalled();
        await run(networkd);
        const { value: read, trips } = await subject().trips(() => subject().read(before));
        expect(trips).toBe(1);
        expect(read.props?.warnings).toEqual([
            expect.stringMatching(
                /systemd-networkd runs .*\/etc\/systemd\/network\/50-all\.network matches links of ours/,
            ),
        ]);
        expect(said).toHaveBeenCalledWith(expect.stringMatching(/^warning: host h1: systemd-networkd runs/));
        // A warning is no input: it makes no difference to the program.
        const warned = { id: before.id, outs: JSON.parse(JSON.stringify(read.props)) };
        expect(await subject().diff(warned, {})).toMatchObject({ changes: false });
        await write("/run/systemd/network/10-ours.network", "[Match]\nName=veth* br-* vx-*\n[Link]\nUnmanaged=yes");
        expect((await subject().read(warned)).props).not.toHaveProperty("warnings");
    });

    it("is warned of while NetworkManager runs, until it is told to leave our links alone", async () => {
        vi.spyOn(console, "warn").mockImplementation(() => undefined);
        await run(manager);
        const { outs } = await subject().create({});
        const [warning = ""] = outs.warnings as string[];
        expect(warning).toMatch(/^NetworkManager runs on this host/);
        const advice = /\[keyfile\] (unmanaged-devices=\S+)/.exec(warning)?.[1];
        await write("/etc/NetworkManager/conf.d/hostnet.conf", `[keyfile]\n${advice}`);
        expect((await subject().create({})).outs).not.toHaveProperty("warnings");
    });
});
