import * as pulumi from "@pulumi/pulumi";
import type { Table } from "../spec/property";
import type { Host } from "./resources/host";
import { sentence } from "./sentence";
import { type Named, onSameHost, standing } from "./standing";

type Args = Readonly<Record<string, unknown>> & { readonly host?: unknown };

/** The inputs of a resource on a host, from its args: how the host is reached, and what the resource stands on. */
export function onHost({ type, properties }: Table, name: string, args: object): pulumi.Inputs {
    const { host, ...rest } = (args ?? {}) as Args;
    const who = `${type} ${name}`;
    const connection = connectionOf(host, who);
    const named = namesIn(properties, rest);
    const stands = named.filter(({ alone }) => !alone);
    return {
        ...rest,
        host: onSameHost(who, connection, named),
        ...(stands.length > 0 && { standsOn: standing(...stands.map(({ value }) => value)) }),
    };
}

/** Programs in JavaScript, and those that cast, may give anything. An error of ours is one sentence, and has no stack. */
function connectionOf(host: unknown, who: string): Host["connection"] {
    const connection = (host as Host | undefined)?.connection;
    if (pulumi.Output.isInstance(connection)) return connection;
    const made = 'new hostnet.Host("ubuntu1", { address: "172.16.1.11" })';
    throw sentence(
        host === undefined || host === null
            ? `${who}: host is missing: give the Host that it is on, such as ${made}`
            : `${who}: host is ${typeof host === "string" ? JSON.stringify(host) : typeof host === "object" ? "an object" : `a ${typeof host}`}, not a Host: give the resource itself, such as ${made}`,
    );
}

/** The names of other things on the host that args give. The engine asks about those that are `alone`, a property each, by itself. */
function namesIn(properties: Table["properties"], args: Args): (Named & { readonly alone: boolean })[] {
    return Object.entries(properties).flatMap(([key, { type, standsOn }]) => {
        if (type.type !== "object")
            return standsOn ? [{ property: key, value: args[key], alone: standsOn === true }] : [];
        const inside = pulumi.Output.isInstance(args[key]) ? {} : ((args[key] ?? {}) as Args);
        const inner = Object.entries(type.properties).filter(([, row]) => row.standsOn);
        return inner.map(([name]) => ({ property: `${key}.${name}`, value: inside[name], alone: false }));
    });
}
