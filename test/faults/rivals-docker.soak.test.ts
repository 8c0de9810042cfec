import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, labDown, labUp } from "../../lab";
import { closeSessions } from "../../provider/host";
import { findProgram } from "../../toolchain/packages";
import { fight } from "./rivals/fight";
import { tally } from "./tally";

// The real Docker daemon, starting and stopping on the host while stacks live there. It is not among the packages that the
// tests install (docker.io); where it is missing, rivals.test.ts has what it does to the rules.
const name = "faults-docker";
let lab: Lab;

beforeAll(async () => {
    lab = await labUp({ name, hosts: 1 });
    await lab.exec("host1", "mkdir -p /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup");
}, 60_000);
afterAll(async () => {
    await closeSessions();
    await labDown(name);
});

const dockerd = {
    what: "starts and stops a real dockerd",
    script: `[ "$(cat /run/d/count 2>/dev/null)" ] || { mkdir -p /run/d; echo 0 >/run/d/count; }
        dockerd --data-root /run/d/data --exec-root /run/d/exec -H unix:///run/d/sock --pidfile /run/d/pid \\
            --storage-driver vfs --userland-proxy=false >/run/d/log 2>&1 & daemon=$!
        for i in $(seq 100); do grep -q "API listen" /run/d/log && break; sleep 0.1; done
        grep -q "API listen" /run/d/log && echo $(($(cat /run/d/count) + 1)) >/run/d/count
        kill $daemon; wait $daemon`,
};

describe.skipIf(!findProgram("dockerd"))("while somebody", { timeout: 300_000 }, () => {
    it("starts and stops a real dockerd, up ends right, or a refresh shows it and the next up repairs", async () => {
        const { wrong } = await fight(lab, dockerd);
        const starts = Number((await lab.exec("host1", "cat /run/d/count")).stdout);
        tally("a real dockerd that starts and stops during applies, starts", { injected: starts, lost: wrong.length });
        expect(wrong).toEqual([]);
        expect(starts).toBeGreaterThan(2);
    });
});
