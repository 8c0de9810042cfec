import * as pulumi from "@pulumi/pulumi";
import type { Property, Table } from "../spec/property";
import type { Host } from "./resources/host";
import { standing } from "./standing";

type Args = Readonly<Record<string, unknown>> & { readonly host?: unknown };

/** The inputs of a resource on a host, from its args: how the host is reached, and what the resource stands on. */
export function onHost({ type, properties }: Table, name: string, args: object): pulumi.Inputs {
    const { host, ...rest } = (args ?? {}) as Args;
    const names = standsOn(properties, rest);
    return { ...rest, host: connectionOf(host, `${type} ${name}`), ...(names && { standsOn: standing(...names) }) };
}

/** Programs in JavaScript, and those that cast, may give anything. An error of ours is one sentence, and has no stack. */
function connectionOf(host: unknown, who: string): Host["connection"] {
    const connection = (host as Host | undefined)?.connection;
    if (pulumi.Output.isInstance(connection)) return connection;
    const made = 'new hostnet.Host("ubuntu1", { address: "172.16.1.11" })';
    throw new pulumi.RunError(
        host === undefined || host === null
            ? `${who}: host is missing: give the Host that it is on, such as ${made}`
            : `${who}: host is ${typeof host === "string" ? JSON.stringify(host) : typeof host === "object" ? "an object" : `a ${typeof host}`}, not a Host: give the resource itself, such as ${made}`,
    );
}

/**
 * The names that a resource stands on and that the engine does not ask about one by one; undefined where its kind has none: of
 * a name that may be no resource's, and of one inside an object, which is one property for the engine.
 */
function standsOn(properties: Table["properties"], args: Args): unknown[] | undefined {
    const rows = Object.entries(properties).flatMap(([key, property]): [Property, unknown][] => {
        if (property.type.type !== "object") return property.standsOn === "ours" ? [[property, args[key]]] : [];
        const inside = pulumi.Output.isInstance(args[key]) ? {} : ((args[key] ?? {}) as Args);
        const inner = Object.entries(property.type.properties).filter(([, row]) => row.standsOn);
        return inner.map(([name, row]) => [row, inside[name]]);
    });
    return rows.length > 0 ? rows.map(([, value]) => value) : undefined;
}
