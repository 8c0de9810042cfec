import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tables } from "../../spec";
import type { Properties, Table } from "../../spec/property";
import { root } from "../build";
import { hostArgs } from "./files";
import { argsSection, outputsSection } from "./sections";
import { kebab } from "./typescript";

/** The pages of `docs/resources`: their sections on args and outputs are made, the rest stays as it was written by hand. */
export const pages = (): Map<string, string> => new Map(tables.map(page));

function page({ type, properties }: Table): [path: string, text: string] {
    const path = `docs/resources/${kebab(type)}.md`;
    const args: Properties = type === "Host" ? hostArgs : properties;
    let text = readFileSync(join(root, path), "utf8");
    for (const [heading, made] of [
        ["Args", argsSection(args)],
        ["Outputs", outputsSection(properties)],
    ] as const) {
        const start = `## ${heading}\n\n<!-- made from spec/${kebab(type)}.ts by npm run generate -->\n`;
        const from = text.indexOf(start);
        const to = text.indexOf("\n<!-- end -->", from);
        if (from < 0 || to < 0)
            throw new Error(
                `${path} has no place for what is made of ${heading}: write\n\n${start}<!-- end -->\n\nthere, and run it again`,
            );
        text = `${text.slice(0, from)}${start}\n${made}\n${text.slice(to)}`;
    }
    return [path, text];
}
