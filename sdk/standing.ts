import * as pulumi from "@pulumi/pulumi";
import type { HostConnection } from "./resources/host-connection";
import { sentence } from "./sentence";

/**
 * The names among these that other resources on a host have: who stands on one of those goes down with it. The engine calls them
 * unknown where that is replaced, though the name stays the same, and nothing else does: not a new address beside the name in
 * one property, nor the device that a `Host` was found to have.
 */
export function standing(...names: readonly unknown[]): pulumi.Output<readonly string[] | undefined> {
    const outputs = names.filter((name) => pulumi.Output.isInstance<string>(name));
    const all = Promise.all(outputs.map(async (name) => ((await isOurs(name)) ? { name } : undefined)));
    return pulumi.output(all).apply((found) => {
        const mine = found.flatMap((item) => (item ? [item.name] : []));
        return mine.length > 0 ? mine : undefined;
    });
}

/** A name that a resource is given, and as which property. */
export interface Named {
    readonly property: string;
    readonly value: unknown;
}

/**
 * A resource's connection, once it is known that what it is given by name is on the same host: a bridge of another host has a name
 * that this one may not have, or has for something else.
 */
export function onSameHost<C extends HostConnection>(
    who: string,
    connection: pulumi.Output<C>,
    named: readonly Named[],
): pulumi.Output<C> {
    const given = named.filter(({ value }) => pulumi.Output.isInstance(value));
    if (given.length === 0) return connection;
    const origins = Promise.all(
        given.map(async ({ property, value }) => ({ property, from: await origin(value as object) })),
    );
    return pulumi.all([connection, origins]).apply(([own, found]) => {
        for (const { property, from } of found)
            if (from && from.host !== own.name)
                throw sentence(
                    `${who}: ${property} is that of ${from.kind} ${from.name} on host ${from.host}, and this is on host ${own.name}: give one of the same host`,
                );
        return own as C;
    }) as pulumi.Output<C>;
}

/** The resource of ours that a name comes from, where it is of one alone; undefined too where its host is not known yet. */
async function origin(name: object): Promise<{ kind: string; name: string; host: string } | undefined> {
    const [only, ...others] = (await comesFrom(name)).filter(isNamed);
    if (!only || others.length > 0 || "bootId" in only || !(await only.host?.isKnown)) return undefined;
    const connection = await only.host?.promise();
    return connection && { kind: only.__pulumiType.replace(/.*:/, ""), name: only.logicalName, host: connection.name };
}

/** What an output and a resource know, which their public types leave out. */
interface Traced {
    allResources?(): Promise<Set<pulumi.Resource>>;
}
interface OnHost {
    readonly __pulumiType: string;
    readonly logicalName: string;
    readonly host?: { readonly isKnown: Promise<boolean>; promise(): Promise<HostConnection | undefined> };
}

const comesFrom = async (name: object): Promise<object[]> => [...((await (name as Traced).allResources?.()) ?? [])];
const isNamed = (item: object): item is OnHost => "logicalName" in item;

async function isOurs(name: object): Promise<boolean> {
    const resources = await comesFrom(name);
    return resources.some(isNamed) && !resources.some((item) => "bootId" in item);
}
