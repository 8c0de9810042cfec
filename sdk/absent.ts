import type * as pulumi from "@pulumi/pulumi";
import type { Table } from "../spec/property";

/** What an output resolves to, known or not, which its public type leaves out. */
interface Promised {
    promise?(): Promise<unknown>;
}

/**
 * Makes outputs that may be none known where they are: in a preview Pulumi takes each that stands in no state for unknown, and
 * shows it as a change, every time. What the program left out is none; what only the host knows is, where something else of
 * that kind is known.
 */
export function knowAbsent(resource: pulumi.CustomResource, { properties }: Table, inputs: pulumi.Inputs): void {
    const outputs = resource as unknown as Record<string, pulumi.Output<unknown>>;
    const rows = Object.entries(properties).filter(([, { internal }]) => !internal);
    const told = rows.find(([, { from, absent }]) => from === "host" && absent === undefined)?.[0];
    for (const [key, { absent, from }] of rows) {
        const output = outputs[key];
        if (absent === undefined || inputs[key] !== undefined || !output) continue;
        const sure = from === "host" ? told && outputs[told] : resource.urn;
        if (sure) outputs[key] = sure.apply(() => (output as Promised).promise?.());
    }
}
