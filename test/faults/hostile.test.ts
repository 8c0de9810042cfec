import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, labDown, labUp } from "../../lab";
import { check } from "../../provider/check";
import { quote } from "../../provider/kernel/shell";
import type { Common, Kind } from "../../provider/kind";
import { kinds } from "../../provider/kinds";
import { given } from "../unit/lifecycle/full-programs";
import { callsIn, suspicion } from "./hostile/calls";
import { fieldsOf, type Path, usual, withField } from "./hostile/fields";
import { hostile } from "./hostile/odd-values";
import { commandsOf } from "./hostile/scripts";
import { stage } from "./hostile/stubs";
import { seed } from "./random";
import { tally } from "./tally";

// Every field of every kind gets texts made to break out of it. Either check refuses them, or what would run on a host is
// known programs with tame words, and the canary never comes.
const name = "faults-hostile";
const canary = "/run/canary";
const perField = process.env.HOSTNET_SOAK ? 300 : 15;
let lab: Lab;

beforeAll(async () => {
    lab = await labUp({ name, hosts: 1 });
}, 60_000);
afterAll(async () => {
    await labDown(name);
});

const fields = Object.entries(kinds).flatMap(([type, kind]) =>
    fieldsOf(kind, given(type))
        // How to reach a host is the same for every kind, and no part of a script.
        .filter(([first]) => first !== "host" || type === "Host")
        .map((path) => ({ type, path })),
);

/** Program inputs with hostile values for one field, the same for the same seed. */
function newsFor(type: string, path: Path): { inputs: Record<string, unknown>; told: string }[] {
    const salt = [...`${type}.${path.join(".")}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, seed);
    const texts = fc.sample(hostile(canary, usual(given(type), path)), { numRuns: perField, seed: salt });
    return texts.flatMap((text) => {
        const told = JSON.stringify(text);
        const inputs = withField(given(type), path, text);
        // In a record the key is the user's too.
        const keyed =
            path[0] === "sysctls" ? [{ inputs: withField(given(type), ["sysctls"], { [text]: "1" }), told }] : [];
        return [{ inputs, told }, ...keyed];
    });
}

describe(`hostile input (seed ${seed})`, { timeout: 120_000 }, () => {
    it("finds the fields in the schemas themselves", () => {
        const names = fields.map(({ type, path }) => `${type}.${path.join(".")}`);
        expect(names).toEqual(
            expect.arrayContaining([
                "Bridge.name",
                "Bridge.addresses.0",
                "Veth.peer.routes.0.via",
                "VxlanTunnel.forwarding.0.vtep",
                "PortMapping.target.address",
                "Netns.sysctls.net.ipv4.ip_forward",
                "Host.host.proxyJump",
            ]),
        );
    });

    // A test a kind: asking check so often takes no turn of the event loop, and vitest gives up who is silent for a minute.
    it.each(Object.entries(kinds))("for a %s is refused, or runs nothing but known programs", async (type, kind) => {
        const own = fields.filter((field) => field.type === type);
        const sample = checked(kind, given(type));
        if (!sample) throw new Error(`the sample of ${type} is refused: see test/samples`);
        // What is sent for each input that check takes; most of it is the same for all.
        const commands = new Map<string, string>();
        let tried = 0;
        let taken = 0;
        for (const { path } of own) {
            for (const news of newsFor(type, path)) {
                tried++;
                const inputs = checked(kind, news.inputs);
                if (!inputs) continue;
                taken++;
                for (const text of commandsOf(kind, sample, inputs))
                    if (!commands.has(text)) commands.set(text, `${type}.${path.join(".")} = ${news.told}`);
            }
        }
        const wrong = await perform([...commands.keys()]);
        const lost = [...commands.values()].flatMap((what, index) =>
            (wrong[index] ?? []).map((why) => `${what}: ${why}`),
        );
        const stray = (await lab.exec("host1", `ls -d ${canary}* 2>/dev/null; :`)).stdout;
        tally("hostile texts in the fields of every kind", { injected: tried, met: taken, lost: lost.length });
        expect([...lost.slice(0, 20), stray]).toEqual([""]);
        // What is always refused would show nothing.
        expect(taken).toBeGreaterThan(0);
        expect(commands.size).toBeGreaterThan(0);
    });
});

/** Canonical inputs as the state has them, or undefined where check refuses. */
function checked(kind: Kind, news: Record<string, unknown>): Common | undefined {
    const { inputs, failures } = check(kind, {}, news);
    return failures?.length ? undefined : (JSON.parse(JSON.stringify(inputs)) as Common);
}

/** Runs commands on a stage on the host; what is wrong with each. */
async function perform(commands: readonly string[]): Promise<string[][]> {
    const tries = commands.map((text, index) => `log CASE ${index}; try ${quote(text)}`);
    const { stdout, stderr } = await lab.exec("host1", ["sh", "-c", "bash -s 3>/run/calls; cat /run/calls"], {
        stdin: [stage, ...tries, "log CASE end", ""].join("\n"),
        timeout: 110_000,
    });
    const found: string[][] = [];
    for (const call of callsIn(stdout)) {
        if (call[0] === "CASE") found.push([]);
        else {
            const wrong = suspicion(call);
            if (wrong) found.at(-1)?.push(wrong);
        }
    }
    if (found.length !== commands.length + 1)
        throw new Error(`of ${commands.length} commands ${found.length} came to the stage: ${stderr}`);
    return found;
}
