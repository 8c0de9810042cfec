import { resolve } from "node:path";
import { execa } from "execa";
import { afterAll, expect, it } from "vitest";
import { freeSubnet, labDown, underlayOf } from "../../lab";
import { literally } from "./literally";

const NAME = "test-cli";
const subnet = freeSubnet();
const { underlay } = underlayOf(subnet);

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
    const up = await lab("up", "--hosts", "1", "--subnet", subnet);
    expect(up).toMatchObject({ exitCode: 0, stderr: "", stdout: expect.stringContaining(`${underlay}.11`) });
    expect(await lab("exec", "host1", "--", "sh", "-c", "cat; hostname; exit 7")).toMatchObject({
        stdout: "typedhost1",
        exitCode: 7,
    });
    expect(await lab("exec", "host1", "ip", "-br", "a")).toMatchObject({ stdout: expect.stringContaining("eth1") });
    // In either order: the name may stand behind the host as well.
    for (const words of [["--name", NAME], ["-n", NAME, "--"], [`--name=${NAME}`]]) {
        const tsx = ["--conditions=import", resolve("lab/cli.ts"), "exec", "host1", ...words, "hostname"];
        expect(await execa("tsx", tsx, { preferLocal: true, reject: false })).toMatchObject({ stdout: "host1" });
    }
    expect(await lab("ssh", "host1", "--", "id -un; exit 3")).toMatchObject({ stdout: "root", exitCode: 3 });
    expect((await lab("status")).stdout).toMatch(new RegExp(String.raw`host1 .*${literally(underlay)}\.11 .* up `));
    expect(await lab("up")).toMatchObject({ exitCode: 0 });
    expect(await lab("up", "--hosts", "2")).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining(`is there with 1 hosts on ${subnet}`),
    });
    expect(await lab("up", "--hosts", "two")).toMatchObject({ exitCode: 1 });
    expect((await lab("down")).stdout).toBe(`lab ${NAME} is gone`);
    expect(await lab("down")).toMatchObject({ exitCode: 0, stdout: `there is no lab ${NAME}` });
});
