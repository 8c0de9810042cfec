import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, it } from "vitest";
import { root } from "../../scripts/build";

/** What a file of a folder may import of the others; the longest folder that fits counts. */
const allowed: Readonly<Record<string, readonly string[]>> = {
    addressing: [],
    naming: ["addressing"],
    spec: ["addressing", "naming"],
    sdk: ["addressing", "naming", "spec"],
    "sdk/testing": ["addressing", "naming", "spec", "sdk", "provider"],
    provider: ["addressing", "naming", "spec"],
};
/** Within the provider: who may not import whom. */
const refused: Readonly<Record<string, readonly string[]>> = {
    "provider/kernel": ["provider/kinds", "provider/host"],
    "provider/kinds": ["provider/host"],
    "provider/host": ["provider/kernel", "provider/kinds"],
};

const folders = ["addressing", "naming", "spec", "sdk", "provider"];
const isIn = (folder: string, file: string) => file.startsWith(`${folder}/`);
const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => `${folder}/${file}`),
);

interface Import {
    readonly to: string;
    /** Types alone: gone when the program runs. */
    readonly typeOnly: boolean;
}

/** The files of this repository that a file imports. */
function importsOf(file: string): Import[] {
    const text = readFileSync(join(root, file), "utf8");
    const statements = text.matchAll(
        /^(?:import|export)\b(?!\s+(?:const|function|class|interface|async))([^;]*?)"(\.[^"]*)"/gm,
    );
    return [...statements].flatMap(([, what = "", from = ""]) => {
        const plain = relative(root, resolve(root, dirname(file), from));
        const to = [`${plain}.ts`, `${plain}/index.ts`].find((each) => files.includes(each));
        return to ? [{ to, typeOnly: /^\s*type\b/.test(what) }] : [];
    });
}

const graph = new Map(files.map((file) => [file, importsOf(file)]));
const arrows = [...graph].flatMap(([from, imports]) => imports.map((each) => ({ from, ...each })));

it("imports go one way", () => {
    expect(arrows.length).toBeGreaterThan(300);
    const wrong = arrows.filter(({ from, to }) => {
        const [home] = Object.keys(allowed)
            .filter((folder) => isIn(folder, from))
            .sort((a, b) => b.length - a.length);
        const own = folders.find((folder) => isIn(folder, from)) as string;
        const may = [own, ...(allowed[home as string] ?? [])];
        const not = Object.entries(refused).flatMap(([folder, others]) => (isIn(folder, from) ? others : []));
        return !may.some((folder) => isIn(folder, to)) || not.some((folder) => isIn(folder, to));
    });
    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
});

/** Ways that lead from a file back to it. */
function circles(counts: (arrow: Import & { readonly from: string }) => boolean): string[] {
    const done = new Set<string>();
    const found: string[] = [];
    const walk = (file: string, way: readonly string[]) => {
        if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(" -> "));
        if (done.has(file) || way.includes(file)) return;
        for (const arrow of graph.get(file) ?? []) if (counts({ from: file, ...arrow })) walk(arrow.to, [...way, file]);
        done.add(file);
    };
    for (const file of files) walk(file, []);
    return found;
}

it("no file imports itself by way of others", () => {
    expect(circles(({ typeOnly }) => !typeOnly)).toEqual([]);
});

it("nor does it by types, save where networks are put together", () => {
    expect(circles(({ from }) => !isIn("sdk/components/parts", from))).toEqual([]);
});
