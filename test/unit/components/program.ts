import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs } from "@pulumi/pulumi/runtime";
import { provider } from "../../../provider";
import { Host } from "../../../sdk";
import { allocate } from "./addresses";

/** What a host tells in these tests. */
export interface Facts {
    readonly deviceMtu?: number;
    readonly routes?: readonly string[];
    readonly deviceAddresses?: readonly string[];
}

/** Hosts ubuntu1…, those of these numbers. */
export const hosts = (...numbers: number[]): Host[] =>
    numbers.map((number) => new Host(`ubuntu${number}`, { address: `host${number}` }));

/** What the pools of a stack remember from one run to the next, by name. */
export type Pools = Map<string, Record<string, unknown>>;

export interface Registered {
    /** What was made, without the prefix of the type: `Bridge blue-ubuntu1-br`. */
    readonly names: readonly string[];
    /** What was made on hosts. */
    readonly onHosts: readonly string[];
    inputs(name: string): Record<string, unknown>;
    all(kind: string): Record<string, unknown>[];
    /** What went wrong behind outputs. */
    readonly failures: readonly string[];
}

/**
 * Runs a program against Pulumi's mocks, with hosts ubuntu1… at 172.16.1.11… and pools that give addresses in order, or as
 * their provider does where they are to remember.
 */
export async function run(
    program: () => unknown,
    facts: Record<string, Facts> = {},
    pools?: Pools,
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
    await pulumi.runtime.setMocks(
        {
            newResource: async (args) => {
                made.push(args);
                const remembered = pools && args.type.endsWith(":AddressPool") && (await poolOf(args, pools));
                return { id: `${args.name}-id`, state: { ...args.inputs, ...(remembered || stateOf(args, facts)) } };
            },
            call: () => ({}),
        },
        "shop",
        "dev",
        false,
    );
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
        names: made.map(nameOf),
        onHosts: made.filter((args) => !elsewhere.includes(kindOf(args))).map(nameOf),
        inputs: (name) => made.find((args) => args.name === name)?.inputs ?? {},
        all: (kind) => made.filter((args) => kindOf(args) === kind).map(({ inputs }) => inputs),
        failures,
    };
}

function stateOf({ type, name, inputs }: MockResourceArgs, facts: Record<string, Facts>): Record<string, unknown> {
    const kind = type.split(":").at(-1);
    if (kind === "Host") {
        const number = 10 + Number(name.replace(/\D/g, ""));
        const own = [`172.16.1.${number}/24`, `fd01::${number}/64`];
        const { deviceMtu = 1500, routes = [], deviceAddresses = own } = facts[name] ?? {};
        return { name, device: "eth1", deviceMtu, deviceAddresses, routes };
    }
    if (kind === "AddressPool") return allocate(inputs as Parameters<typeof allocate>[0]);
    if (kind === "Endpoint") return { netns: inputs.netns ?? name };
    return { name: inputs.name ?? name };
}

/** What a pool's provider says, given what it said before. */
async function poolOf({ name, inputs }: MockResourceArgs, pools: Pools): Promise<Record<string, unknown>> {
    const { inputs: checked = {}, failures = [] } =
        (await provider("AddressPool").check?.(pools.get(name) ?? {}, inputs)) ?? {};
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
    pools.set(name, checked);
    return checked;
}
