import type { Connection } from "../../provider/host/connection";
import type { Engine, Values } from "./engine";
import { everyKind, together } from "./every-kind";
import { inputsOf } from "./resources";

/** One resource as it stands in a state. */
export interface Sample {
    readonly kind: string;
    readonly id: string;
    readonly inputs: Values;
    readonly outputs: Values;
}

const kindOf = (values: Values): string => /provider\("(\w+)"\)/.exec(String(values.__provider))?.[1] ?? "?";

/**
 * Makes one resource of every kind on a host, in an order in which they can be made, and says what the state holds. In a program
 * all have the mark of the state from their `Host`; what was made before there was one is `unmarked`. What is `released` leaves out
 * the kinds that no released version had.
 */
export async function capture(
    engine: Engine,
    connection: Connection,
    { unmarked = false, released = false } = {},
): Promise<Sample[]> {
    const all = await inputsOf(connection, (host) => everyKind(host));
    const samples: Sample[] = [];
    for (const logical of [connection.name, ...order(released)]) {
        const host = unmarked ? {} : { host: samples[0]?.outputs.host };
        const { inputs, failures } = await engine.check({}, { ...all[logical], ...(samples.length > 0 && host) });
        if (failures.length > 0) throw new Error(`${logical}: ${failures.map(({ reason }) => reason).join("; ")}`);
        const { id, outs } = await engine.create(inputs);
        samples.push({ kind: kindOf(inputs), id, inputs, outputs: outs });
    }
    return samples;
}

const order = (released: boolean): string[] =>
    together
        .filter(({ type, unreleased }) => type !== "Host" && !(released && unreleased))
        .map(({ together: { as } }) => as);

/** Properties whose keys are not ours: which tools a host has, which settings a program names. */
const records = ["tools", "sysctls"];

/** A value's shape: names and types, whatever the values. */
export function shape(value: unknown, name = ""): unknown {
    if (Array.isArray(value)) return value.length > 0 ? [shape(value[0])] : [];
    if (typeof value !== "object" || value === null) return typeof value;
    if (records.includes(name)) return { "*": shape(Object.values(value)[0]) };
    return Object.fromEntries(
        Object.entries(value)
            .sort()
            .map(([key, item]) => [key, shape(item, key)]),
    );
}
