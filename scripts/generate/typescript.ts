import type { Fields } from "../../spec/fields";
import type { Properties, Property, Table } from "../../spec/property";
import { givenType, isArg, isOutput, objectsIn, outputType } from "./types";
import { argText, outputText } from "./words";

const width = 120;

/** A comment of JSDoc, wrapped. */
export function comment(text: string, indent = "", example?: string): string {
    const one = `${indent}/** ${text} */`;
    if (one.length <= width && !example) return one;
    const rows: string[] = [""];
    for (const word of text.split(" ")) {
        const row = rows.at(-1) as string;
        if (row && `${indent} * ${row} ${word}`.length > width) rows.push(word);
        else rows[rows.length - 1] = row ? `${row} ${word}` : word;
    }
    const shown = example
        ? [
              "",
              "@example",
              "```ts",
              'import * as hostnet from "pulumi-hostnet";',
              "",
              ...example.trim().split("\n"),
              "```",
          ]
        : [];
    const lines = [...rows, ...shown].map((row) => `${indent} * ${row}`.trimEnd());
    return [`${indent}/**`, ...lines, `${indent} */`].join("\n");
}

/** `forward-rule` of `ForwardRule`: what its files are called. */
export const kebab = (name: string): string => name.replace(/(?<=[a-z0-9])[A-Z]/g, "-$&").toLowerCase();
const constant = (type: string): string => type.charAt(0).toLowerCase() + type.slice(1);
/** `an Endpoint`, `a Bridge`. */
const called = (type: string): string => `${/^[AEIOU]/.test(type) ? "an" : "a"} \`${type}\``;
const entries = (properties: Properties, wanted: (property: Property) => boolean) =>
    Object.entries(properties).filter(([, property]) => wanted(property));

const argRows = (properties: Properties, changes = true): string =>
    entries(properties, isArg)
        .map(([key, property]) => {
            const optional = property.required ? "" : "?";
            return `${comment(argText(property, changes), "    ")}\n    ${key}${optional}: pulumi.Input<${givenType(property.type)}>;`;
        })
        .join("\n");

const made = (file: string) => `// Made by \`npm run generate\` from spec/${file}.ts: change it there.`;

/** The names that a file of generated types needs from others beside it. */
function imports(properties: Properties, args: boolean, outputs: boolean): string[] {
    return objectsIn(Object.fromEntries(entries(properties, ({ from }) => from !== "class")))
        .filter(({ name }) => Object.values(properties).some(({ type }) => mentions(type, name)))
        .map(({ name }) => {
            const names = [...(outputs ? [name] : []), ...(args ? [`${name}Args`] : [])].join(", ");
            return `import type { ${names} } from "./${kebab(name)}";`;
        });
}

const mentions = (type: Property["type"], name: string): boolean =>
    type.type === "object" ? type.name === name : type.type === "list" ? mentions(type.of, name) : false;

/** The args and the outputs of an object: what a program gives, and what a state keeps. */
export function objectFile({ name, meaning, properties }: Fields): [path: string, text: string] {
    const changes = Object.values(properties).some(({ replaces }) => replaces);
    const rows = entries(properties, isOutput).map(([key, property]) => {
        const optional = property.absent === undefined && property.implied === undefined ? "" : "?";
        const type = outputType(property).replace(/ \| undefined$/, "");
        return `${comment(outputText(property), "    ")}\n    ${key}${optional}: ${type};`;
    });
    const text = [
        "// Made by `npm run generate` from spec: change it there.",
        'import type * as pulumi from "@pulumi/pulumi";',
        ...imports(properties, true, true),
        "",
        comment(meaning),
        `export interface ${name}Args {`,
        argRows(properties, changes),
        "}",
        "",
        comment(`${meaning.replace(/\.$/, "")}: as it is kept.`),
        `export interface ${name} {`,
        ...rows,
        "}",
        "",
    ].join("\n");
    return [`sdk/resources/${kebab(name)}.ts`, text];
}

const outputRows = (properties: Properties): string =>
    entries(properties, isOutput)
        .filter(([key]) => key !== "host" && !(key === "owner" && "host" in properties))
        .map(
            ([key, property]) =>
                `${comment(outputText(property), "    ")}\n    declare readonly ${key}: pulumi.Output<${outputType(property)}>;`,
        )
        .join("\n");

/** The class of a kind with its args. */
export function classFile({ type, meaning, example, properties }: Table): [path: string, text: string] {
    const { host: _, adopt, ...own } = properties as Record<string, Property>;
    const base = adopt?.internal ? 'Pick<ResourceArgs, "host">' : "ResourceArgs";
    const text = [
        made(kebab(type)),
        'import type * as pulumi from "@pulumi/pulumi";',
        `import { ${constant(type)} } from "../../spec/${kebab(type)}";`,
        'import { onHost } from "../on-host";',
        'import { HostnetResource } from "../resource";',
        'import type { ResourceArgs } from "./args";',
        ...imports(own, true, true),
        "",
        comment(`What a program says of ${called(type)}.`),
        `export interface ${type}Args extends ${base} {`,
        argRows(own),
        "}",
        "",
        comment(meaning, "", example),
        `export class ${type} extends HostnetResource {`,
        outputRows(properties),
        "",
        `    constructor(name: string, args: ${type}Args, opts?: pulumi.CustomResourceOptions) {`,
        `        super(${constant(type)}, name, onHost(${constant(type)}, name, args), opts);`,
        "    }",
        "}",
        "",
    ].join("\n");
    return [`sdk/resources/${kebab(type)}.ts`, text];
}

/** Args and outputs of a kind whose class is written by hand. */
export function propertiesFile({ type, properties }: Table, args: Properties): [path: string, text: string] {
    const onHost = "host" in properties;
    const text = [
        made(kebab(type)),
        `import ${onHost ? "type " : ""}* as pulumi from "@pulumi/pulumi";`,
        ...(onHost ? ['import { HostnetResource } from "../resource";'] : []),
        "",
        comment(`What a program says of ${called(type)}.`),
        `export interface ${type}Args {`,
        argRows(args),
        "}",
        "",
        comment(`The outputs of ${called(type)}.`),
        `export abstract class ${type}Properties extends ${onHost ? "HostnetResource" : "pulumi.CustomResource"} {`,
        outputRows(properties),
        "}",
        "",
    ].join("\n");
    return [`sdk/resources/${kebab(type)}-properties.ts`, text];
}
