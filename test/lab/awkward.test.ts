import { existsSync } from "node:fs";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, labDown, labUp } from "../../lab";
import { ssh } from "./ssh";

const NAME = "test-awkward";
const STUB = "/usr/local/bin/stubsh";
let lab: Lab;

beforeAll(async () => {
    lab = await labUp({
        name: NAME,
        hosts: 8,
        awkward: {
            // A login shell that is none: sshd gives it `-c COMMAND`.
            host1: { shell: STUB, files: { [STUB]: '#!/bin/sh\necho "stub: $*"\n' } },
            host2: { noisyRc: "It's noisy" },
            host3: { user: { name: "ops", sudo: "nopasswd" } },
            host4: { user: { name: "ops", sudo: "password" } },
            host5: { user: { name: "ops", sudo: "none" } },
            host6: { sshdOptions: ["PasswordAuthentication yes", "PubkeyAuthentication no"] },
            host7: {
                hide: ["ip", "nft"],
                files: { "/usr/local/sbin/tc": "#!/bin/sh\necho shim\n" },
                sshdOptions: ["MaxSessions 1"],
            },
            host8: { shell: "/usr/bin/fish" },
        },
    });
}, 30_000);

afterAll(async () => {
    await labDown(NAME);
});

describe("an awkward host", { timeout: 30_000 }, () => {
    it("has another login shell", async () => {
        expect((await ssh(lab, "host1", "echo hello")).stdout).toBe("stub: -c echo hello");
    });

    it("has fish as login shell", async () => {
        expect((await ssh(lab, "host8", "echo $FISH_VERSION")).stdout).toMatch(/^\d/);
    });

    it("prints before anything is run, whatever the shell", async () => {
        const { stdout, stderr } = await ssh(lab, "host2", "echo done");
        // ~/.ssh/rc, ~/.bashrc of the shell that runs it, and ~/.bashrc of the shell that runs the command
        expect(stdout.split("\n")).toEqual([...Array(3).fill("It's noisy"), "done"]);
        expect(stderr).toContain("It's noisy");
    });

    it("has a user with sudo, with sudo for a password, and without", async () => {
        const as = async (host: string) => (await ssh(lab, host, "id -un; sudo -n id -un 2>&1")).stdout.split("\n");
        expect(await as("host3")).toEqual(["ops", "root"]);
        expect(await as("host4")).toEqual(["ops", "sudo: a password is required"]);
        expect((await as("host5")).at(-1)).toMatch(/sudo: (a password is required|ops is not in the sudoers file)/);
        expect((await ssh(lab, "root@host5", "id -un")).stdout).toBe("root");
    });

    it("wants a password", async () => {
        expect(await ssh(lab, "host6", "true")).toMatchObject({
            exitCode: 255,
            stderr: expect.stringContaining("Permission denied (password)"),
        });
    });

    it("allows one session a connection", async () => {
        const shared = ["-F", lab.sshConfig, "-S", `${lab.dir}/control`];
        const master = execa("ssh", [...shared, "-M", "-N", "host7"], { reject: false });
        while (!existsSync(`${lab.dir}/control`)) await new Promise((resolve) => setTimeout(resolve, 10));
        const first = execa("ssh", [...shared, "host7", "echo in; sleep 60"], { reject: false, buffer: false });
        await new Promise((resolve) => first.stdout.once("data", resolve));
        const second = await execa("ssh", [...shared, "-n", "host7", "true"], { reject: false });
        expect(second.stderr).toContain("Session open refused by peer");
        first.kill();
        master.kill();
    });

    it("lacks programs and has shims", async () => {
        const { stdout } = await ssh(lab, "host7", "command -v ip nft bridge; tc");
        expect(stdout).toBe("/usr/sbin/bridge\nshim");
        expect(existsSync("/usr/sbin/ip")).toBe(true);
    });
});
