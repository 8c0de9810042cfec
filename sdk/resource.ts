import * as pulumi from "@pulumi/pulumi";
import type { Table } from "../spec/property";
import { knowAbsent } from "./absent";
import type { HostConnection } from "./resources/host-connection";

/**
 * What every resource of this package is: inputs, outputs of the same names, and the text from which the
 * dynamic-provider process gets the code for them.
 */
export abstract class HostnetResource extends pulumi.CustomResource {
    /** How the host is reached, as it stands in the state. */
    declare readonly host: pulumi.Output<HostConnection>;
    /** `project/stack/name`, whose the thing is: the mark on the host is made of it. */
    declare readonly owner: pulumi.Output<string>;
    /** What the program calls it: the name it was made with. Plain, so that programs can look things up by it. */
    readonly logicalName: string;

    /**
     * @param table what the properties of the kind are
     * @param inputs what the provider's `check` gets; its defaults are filled in there
     */
    protected constructor(table: Table, name: string, inputs: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
        super(typeOf(table.type), name, propertiesOf(table, name, inputs), deletedFirst(opts));
        this.logicalName = name;
        knowAbsent(this, table, inputs);
    }
}

/** The type that Pulumi knows a resource of this package by. */
export const typeOf = (kind: string): string => `pulumi-nodejs:dynamic/hostnet:${kind}`;

/**
 * A replacement deletes first, whoever asks for it: with `--replace` and `pulumi state taint` the engine asks no diff, and what
 * would be created beside the old thing, under its name, is that thing.
 */
export const deletedFirst = <O extends pulumi.CustomResourceOptions>(opts: O | undefined): O & Deleted => ({
    ...(opts as O),
    deleteBeforeReplace: true,
});

interface Deleted {
    readonly deleteBeforeReplace: true;
}

/** What Pulumi is given of a resource: its inputs, its owner, its code, and a place for each output. */
export function propertiesOf({ type, properties }: Table, name: string, inputs: pulumi.Inputs): pulumi.Inputs {
    // Pulumi makes an output only of what is in the properties it is given, be it undefined.
    const outputs = Object.keys(properties).filter((key) => !properties[key]?.internal);
    const declared = Object.fromEntries(outputs.map((output) => [output, undefined]));
    const owner = `${pulumi.getProject()}/${pulumi.getStack()}/${name}`;
    const rules = outputs.includes("rules") && { rules: secretRules(inputs) };
    return { ...declared, ...inputs, ...rules, owner, __provider: providerText(type) };
}

/**
 * The code of a resource as it is stored in the state: a constant that asks the installed package, so that nothing is
 * serialised and `destroy` always runs today's code.
 */
export const providerText = (kind: string): string =>
    `exports.handler=()=>require("pulumi-hostnet/provider").provider(${JSON.stringify(kind)})`;

/**
 * What `check` makes of a secret is one too. The engine marks as secret what comes back under the name of a secret input: so
 * the rules are given as one, empty, and `check` fills them in.
 */
function secretRules({ host: _, ...inputs }: pulumi.Inputs): pulumi.Output<string[] | undefined> {
    const secret = pulumi.output(pulumi.isSecret(pulumi.output(inputs)));
    return secret.apply((is) => (is ? pulumi.secret<string[]>([]) : undefined)) as pulumi.Output<string[] | undefined>;
}
