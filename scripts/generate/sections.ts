import type { Field, Fields } from "../../spec/fields";
import type { Properties, Property } from "../../spec/property";
import { mdTable } from "./md-table";
import { isArg, isOutput, objectsIn } from "./types";
import { changeOf, defaultOf, describe, outputText } from "./words";

type Row = readonly [name: string, property: Property];

const code = (word: string): string => `\`${word}\``;
const bold = (text: string): string => text.replace(/\b(is |)replace[sd]\b/, "**$&**");

/** What stands in an arg as an object, alone or as an item. */
const objectOf = (type: Field): Fields | undefined =>
    type.type === "object" ? type : type.type === "list" ? objectOf(type.of) : undefined;

/** The args of an object that are those of the resource too, as of the two ends of a cable. */
const again = ({ properties }: Fields, outer: Properties): boolean =>
    args(properties).every(([key, property]) => outer[key] === property);

/** `adopt` last: it is asked for least. */
const args = (properties: Properties): Row[] => {
    const all = Object.entries(properties).filter(([, property]) => isArg(property));
    return [...all.filter(([key]) => key !== "adopt"), ...all.filter(([key]) => key === "adopt")];
};

/** A row for each arg; those of an object that stands alone follow it, under dotted names. */
function argRows(properties: Properties, outer: Properties, under = ""): string[][] {
    return args(properties).flatMap(([key, property]) => {
        const object = property.type.type === "object" && !("transport" in property.type.properties);
        const inner = object ? (property.type as Fields) : undefined;
        const same = inner && again(inner, outer);
        const more =
            key === "adopt"
                ? " See [Ownership](../ownership.md)."
                : same
                  ? ` It takes ${args(inner.properties)
                        .map(([each]) => code(each))
                        .join(", ")} again.`
                  : "";
        const change = changeOf(property) === "replaces" ? "replaced" : changeOf(property);
        return [
            [code(under + key), describe(property) + more, defaultOf(property) ?? "required", bold(change)],
            ...(inner && !same ? argRows(inner.properties, outer, `${under}${key}.`) : []),
        ];
    });
}

/** The args of the items of lists have tables of their own. */
const itemTables = (properties: Properties): string[] =>
    objectsIn(properties)
        .filter(({ name }) => Object.values(properties).some(({ type }) => isItem(type, name)))
        .flatMap((item) => {
            const lists = args(properties).filter(([, { type }]) => isItem(type, item.name));
            const of = lists.map(([key]) => code(key)).join(" and ");
            const rows = args(item.properties).map(([key, property]) => [
                code(key),
                describe(property),
                defaultOf(property) ?? "required",
            ]);
            const what = item.meaning.charAt(0).toLowerCase() + item.meaning.slice(1);
            return [`Each of ${of}: ${what}`, mdTable(["Field", "What it is", "Default"], rows)];
        });

const isItem = (type: Field, name: string): boolean => type.type === "list" && objectOf(type)?.name === name;

/** The section of a docs page about the args. */
export const argsSection = (properties: Properties): string =>
    [
        mdTable(["Arg", "What it is", "Default", "On change"], argRows(properties, properties)),
        ...itemTables(properties),
    ].join("\n\n");

const common = ["host", "owner", "adopt"];

/** The section of a docs page about the outputs. */
export function outputsSection(properties: Properties): string {
    const onHost = "host" in properties;
    const own = Object.entries(properties).filter(([key]) => !(onHost && common.includes(key)));
    const told = own.filter(([, property]) => isOutput(property) && (!isArg(property) || property.output));
    const table = mdTable(
        ["Output", "What it is"],
        told.map(([key, property]) => [code(key), outputText(property)]),
    );
    const plain = own.some(([, property]) => isArg(property) && !property.output);
    if (told.length === 0) return "The args, under their names.";
    return plain ? `The args, under their names, and\n\n${table}` : table;
}
