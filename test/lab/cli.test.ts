import { resolve } from "node:path";
import { execa } from "execa";
import { afterAll, expect, it } from "vitest";
import { labDown } from "../../lab";

const NAME = "test-cli";

afterAll(async () => {
    await labDown(NAME);
});

/** The command as `npm run lab --` runs it. */
async function lab(command: string, ...args: string[]) {
    const tsx = ["--conditions=import", resolve("lab/cli.ts"), command, "--name", NAME, ...args];
    return execa("tsx", tsx, { preferLocal: true, reject: false, input: "typed" });
}

it("brings a lab up, runs commands there, shows it, and takes it down", { timeout: 180_000 }, async () => {
    expect(await lab("exec", "host1", "true")).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining("bring it up"),
    });
    const up = await lab("up", "--hosts", "1", "--subnet", "10.201.9.0/24");
    expect(up).toMatchObject({ exitCode: 0, stderr: "", stdout: expect.stringContaining("10.201.9.11") });
    expect(await lab("exec", "host1", "--", "sh", "-c", "cat; hostname; exit 7")).toMatchObject({
        stdout: "typedhost1",
        exitCode: 7,
    });
    expect(await lab("exec", "host1", "ip", "-br", "a")).toMatchObject({ stdout: expect.stringContaining("eth1") });
    expect(await lab("ssh", "host1", "--", "id -un; exit 3")).toMatchObject({ stdout: "root", exitCode: 3 });
    expect((await lab("status")).stdout).toMatch(/host1 .*10\.201\.9\.11 .* up /);
    expect(await lab("up")).toMatchObject({ exitCode: 0 });
    expect(await lab("up", "--hosts", "2")).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining("is there with 1 hosts on 10.201.9.0/24"),
    });
    expect(await lab("up", "--hosts", "two")).toMatchObject({ exitCode: 1 });
    expect((await lab("down")).stdout).toBe(`lab ${NAME} is gone`);
    expect(await lab("down")).toMatchObject({ exitCode: 0, stdout: `there is no lab ${NAME}` });
});
