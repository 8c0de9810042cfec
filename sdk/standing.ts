import * as pulumi from "@pulumi/pulumi";

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

/** What an output knows of where it comes from, which its public type leaves out. */
interface Traced {
    allResources?(): Promise<Set<pulumi.Resource>>;
}

async function isOurs(name: object): Promise<boolean> {
    const resources = [...((await (name as Traced).allResources?.()) ?? [])];
    return resources.some((item) => "logicalName" in item) && !resources.some((item) => "bootId" in item);
}
