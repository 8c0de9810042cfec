import { tables } from "../../spec";
import { adoptable, common } from "../../spec/common";
import { connection } from "../../spec/connection";
import type { Properties } from "../../spec/property";
import { objectsIn } from "./types";
import { classFile, comment, objectFile, propertiesFile } from "./typescript";
import { argText } from "./words";

/** Classes with more than properties, which are written by hand on top of what is generated. */
const byHand = ["Host", "AddressPool"];

/** The name of a host is that of its resource where it is not given. */
export const hostArgs: Properties = {
    ...connection.properties,
    name: { ...connection.properties.name, required: undefined, absent: "the resource's logical name" },
};

/** All that is generated: paths and texts, unformatted. */
export function files(): Map<string, string> {
    const objects = tables
        .flatMap(({ properties }) => objectsIn(properties))
        .filter(({ name }) => name !== connection.name);
    return new Map([
        ...tables.map((table) =>
            byHand.includes(table.type)
                ? propertiesFile(table, table.type === "Host" ? hostArgs : table.properties)
                : classFile(table),
        ),
        ...objects.map(objectFile),
        argsFile(),
        connectionFile(),
    ]);
}

function argsFile(): [path: string, text: string] {
    const text = [
        "// Made by `npm run generate` from spec/common.ts: change it there.",
        'import type * as pulumi from "@pulumi/pulumi";',
        'import type { Host } from "./host";',
        "",
        comment("What every resource on a host takes."),
        "export interface ResourceArgs {",
        comment(argText(common.host), "    "),
        "    host: Host;",
        comment(argText(adoptable.adopt), "    "),
        "    adopt?: pulumi.Input<boolean>;",
        "}",
        "",
    ].join("\n");
    return ["sdk/resources/args.ts", text];
}

function connectionFile(): [path: string, text: string] {
    const [, text] = objectFile(connection as never);
    const kept = text.slice(text.indexOf("export interface HostConnection {"));
    const lines = [
        "// Made by `npm run generate` from spec/connection.ts: change it there.",
        comment(connection.meaning),
        kept.replace(/^ {4}(?=\w)/gm, "    readonly "),
    ];
    return ["sdk/resources/host-connection.ts", lines.join("\n")];
}
