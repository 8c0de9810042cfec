import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs } from "@pulumi/pulumi/runtime";
import { Host, testing } from "../../../sdk";

/** What a host tells in these tests. */
export interface Facts extends Readonly<Record<string, unknown>> {
    readonly deviceMtu?: number;
    readonly routes?: readonly string[];
    readonly deviceAddresses?: readonly string[];
}

/** Hosts ubuntu1…, those of these numbers. */
export const hosts = (...numbers: number[]): Host[] =>
    numbers.map((number) => new Host(`ubuntu${number}`, { address: `host${number}` }));

export interface Registered extends Pick<testing.Mocks, "resources"> {
    /** What was made, without the prefix of the type: `Bridge blue-ubuntu1-br`. */
    readonly names: readonly string[];
    /** What was made on hosts. */
    readonly onHosts: readonly string[];
    inputs(name: string): Record<string, unknown>;
    /** What is called so in the program, as the host has it: `br-blue-u-1enk4`. */
    device(name: string): unknown;
    all(kind: string): Record<string, unknown>[];
    /** What checks refuse, and what went wrong behind outputs. */
    readonly failures: readonly string[];
}

/**
 * Runs a program with the mocks that users have, and hosts ubuntu1… at 172.16.1.11…; what `before` left is the stack that it
 * goes on with.
 */
export async function runProgram(
    program: () => unknown,
    facts: Record<string, Facts> = {},
    before?: Pick<Registered, "resources">,
): Promise<Registered> {
    const made: MockResourceArgs[] = [];
    const failures: string[] = [];
    let failed: () => void = () => undefined;
    const failure = new Promise<void>((resolve) => {
        failed = resolve;
    });
    const listen = (error: unknown) => {
        failures.push(error instanceof Error ? error.message : String(error));
        failed();
    };
    process.on("unhandledRejection", listen);
    const mocks = testing.mocks({ facts: told(facts), before });
    const newResource = async (args: MockResourceArgs) => {
        made.push(args);
        return mocks.newResource(args);
    };
    await pulumi.runtime.setMocks({ ...mocks, newResource }, "shop", "dev", false);
    try {
        program();
        // What waits for an output that failed waits for ever.
        await Promise.race([pulumi.runtime.disconnect(), failure]);
    } catch (error) {
        listen(error);
    } finally {
        // A failure is told where it is met first, and then wherever its output goes.
        await new Promise((resolve) => setTimeout(resolve, 100));
        process.off("unhandledRejection", listen);
    }
    const elsewhere = ["Host", "AddressPool", "OverlayNetwork", "BridgeNetwork", "NetworkAttachment"];
    const kindOf = ({ type }: MockResourceArgs) => type.split(":").at(-1) ?? "";
    const nameOf = (args: MockResourceArgs) => `${kindOf(args)} ${args.name}`;
    return {
        resources: mocks.resources,
        names: made.map(nameOf),
        onHosts: made.filter((args) => !elsewhere.includes(kindOf(args))).map(nameOf),
        inputs: (name) => made.find((args) => args.name === name)?.inputs ?? {},
        device: (name) => mocks.resources.get(name)?.inputs.name,
        all: (kind) => made.filter((args) => kindOf(args) === kind).map(({ inputs }) => inputs),
        failures: [...mocks.problems, ...failures],
    };
}

/** What hosts ubuntu0… tell: an underlay of both families, unless a test says otherwise. */
const told = (facts: Record<string, Facts>): Record<string, Facts> =>
    Object.fromEntries(
        Array.from({ length: 11 }, (_, number) => {
            const name = `ubuntu${number}`;
            const deviceAddresses = [`172.16.1.${10 + number}/24`, `fd01::${10 + number}/64`];
            return [name, { device: "eth1", deviceAddresses, ...facts[name] }];
        }),
    );
