import { afterAll, beforeAll, expect, it } from "vitest";
import { type Lab, labDown, labUp } from "../../lab";
import { connectionsOpened, type Session } from "../../provider/host";
import { dial } from "../../provider/host/dial";
import { queueFor } from "../../provider/host/queue";

const NAME = "test-session-idle";
let lab: Lab;
let session: Session;

beforeAll(async () => {
    lab = await labUp({ name: NAME, hosts: 1 });
    const way = { name: "host1", address: "host1", sshConfigFile: lab.sshConfig };
    session = queueFor(way, () => dial(way, ""), { endsAfterMs: 1000 });
}, 30_000);

afterAll(async () => {
    await session?.close();
    await labDown(NAME);
});

const running = async (args: string) =>
    Number((await lab.exec("host1", `ps -e -o args= | grep -cxE '${args}'`)).stdout);
const shells = () => running("sh|sshd: root@notty");

it("a session that nobody asks anything ends on both sides, and the next operation connects anew", async () => {
    await session.run(":");
    expect(await shells()).toBeGreaterThan(0);
    await expect.poll(shells).toBe(0);
    const before = connectionsOpened;
    const answers = await Promise.all([session.run("echo first"), session.run("echo second")]);
    expect(answers.map(({ output }) => output)).toEqual(["first", "second"]);
    expect(connectionsOpened - before).toBe(1);
});

it("a session is kept while an operation runs, however long, and while there is always another one", async () => {
    await session.run(":");
    const before = connectionsOpened;
    const [long] = await Promise.all([session.run("sleep 3; echo long"), session.run("echo waits")]);
    expect(long.output).toBe("long");
    for (let count = 0; count < 6; count++) {
        await session.run(":");
        await new Promise((resolve) => setTimeout(resolve, 400));
    }
    expect(connectionsOpened).toBe(before);
});

it("operations that come at the moment when it ends are all answered", async () => {
    const before = connectionsOpened;
    for (let wait = 985; wait < 1015; wait += 3) {
        await new Promise((resolve) => setTimeout(resolve, wait));
        expect((await session.run(`echo ${wait}`)).output).toBe(String(wait));
    }
    expect(connectionsOpened).toBeGreaterThan(before);
});
