import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, labDown, labUp } from "../../lab";
import { closeSessions, sessionFor } from "../../provider/host";

const NAME = "test-lock";
/** What flock of busybox says to `-w`; the rest is the same. */
const busybox = `#!/bin/sh
[ "$1" != -w ] || { echo "flock: invalid option -- 'w'" >&2; exit 1; }
exec /usr/bin/flock "$@"
`;
let lab: Lab;
let count = 0;

const open = (host: string, more: object = {}) =>
    sessionFor({ name: `${host}-${count++}`, address: host, sshConfigFile: lab.sshConfig, ...more });

beforeAll(async () => {
    lab = await labUp({
        name: NAME,
        hosts: 4,
        awkward: {
            host1: { user: { name: "ops", sudo: "nopasswd" } },
            host2: { files: { "/usr/local/bin/flock": busybox } },
            host3: { files: { "/usr/local/bin/sh": '#!/bin/dash\nexec mksh "$@"\n' } },
            host4: {
                files: { "/usr/local/bin/flock": '#!/bin/sh\necho "flock: $2: No locks available" >&2\nexit 71\n' },
            },
        },
    });
}, 30_000);

afterAll(async () => {
    await closeSessions();
    await labDown(NAME);
});

describe("the host's lock", { timeout: 60_000 }, () => {
    it("is nothing that a local user can take", async () => {
        const session = open("host1", { operationTimeoutSeconds: 5 });
        expect((await session.run("echo first")).output).toBe("first");
        const ops = "setpriv --reuid 2000 --regid 2000 --clear-groups";
        expect((await lab.exec("host1", `${ops} flock -n /run/hostnet.lock true`)).exitCode).not.toBe(0);
        const { stdout } = await lab.exec("host1", `${ops} flock -s /run sleep 20 >/dev/null 2>&1 & echo $!`);
        expect((await session.run("echo second")).output).toBe("second");
        await lab.exec("host1", `kill ${stdout}`);
    });

    it.each([
        ["flock of busybox, which cannot wait for a time", "host2"],
        ["mksh, which keeps descriptors to itself", "host3"],
    ])("lets one in at a time and is waited for, with %s", async (_, host) => {
        const enter = "mkdir /run/inside || exit 1; sleep 0.05; rmdir /run/inside";
        const sessions = [open(host), open(host), open(host)];
        const runs = sessions.flatMap((session) => Array.from({ length: 8 }, () => session.run(enter)));
        expect((await Promise.all(runs)).map(({ status }) => status)).toEqual(runs.map(() => 0));
        const [holder, waiter] = [open(host), open(host, { operationTimeoutSeconds: 2 })];
        await waiter.run(":");
        const held = holder.run("echo $$; sleep 6");
        await expect.poll(async () => (await lab.exec(host, "pgrep -xf 'sleep 6'")).exitCode).toBe(0);
        await expect(waiter.run(":")).rejects.toMatchObject({
            reason: "locked",
            message: expect.stringMatching(
                /another hostnet operation holds its lock, since \d+ s \(process \d+ there\)/,
            ),
        });
        expect((await held).status).toBe(0);
    });

    it("that cannot be taken for another reason is not told as one that others hold", async () => {
        await expect(open("host4").run("touch /run/ran")).rejects.toMatchObject({
            reason: "lock-failed",
            message: expect.stringMatching(
                /flock ended with status 71 \(flock: 3: No locks available\); nothing was done/,
            ),
        });
        expect((await lab.exec("host4", "ls /run/ran")).exitCode).not.toBe(0);
    });
});
