import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { scripts } from "../../package.json";

const root = resolve(__dirname, "../..");
const pages = execFileSync("find", [".", "-name", "*.md", "-not", "-path", "*/node_modules/*"], { cwd: root })
    .toString()
    .trim()
    .split("\n");
const textOf = (page: string) => readFileSync(join(root, page), "utf8");
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = ""]) => found);

/** How a remedy begins: with what to do. */
const verbs =
    /^(?:add|agree|authorize|choose|correct|declare|destroy|do|find|give|install|leave|let|log|look|make|mend|move|name|narrow|pass|put|remove|run|see|start|stop|take|update|use|wait|write)[ ,]/;

describe.each(pages)("%s", (page) => {
    it("names commands that there are", () => {
        const named = all(
            textOf(page),
            /\bnpm (?:run )?(?:--silent )?((?:demo|test|lab|bench|pulumi|build|lint)[\w:]*)/g,
        );
        expect(named.filter((name) => !(name in scripts))).toEqual([]);
        const lab = readFileSync(join(root, "lab/cli.ts"), "utf8");
        const commands = all(lab, /(?:named\(|\.command\()"(\w+)"/g);
        expect(all(textOf(page), /npm run lab -- ([a-z]+)/g).filter((name) => !commands.includes(name))).toEqual([]);
    });

    it("names what to do where an error says what is wrong", () => {
        const remedies = all(textOf(page), /^\|[^\n]*\| What to do +\|\n\|[-| ]+\|\n((?:\|.*\n)*)/gm)
            .flatMap((rows) => rows.trimEnd().split("\n"))
            .map((row) =>
                row
                    .split(/(?<!\\)\|/)
                    .at(-2)
                    ?.trim(),
            );
        expect(remedies.filter((remedy = "") => !verbs.test(remedy))).toEqual([]);
    });

    it("leads to pages that there are", () => {
        const links = all(textOf(page), /\]\(([^)#\s]+)(?:#[^)]*)?\)/g).filter((link) => !/^[a-z]+:/.test(link));
        expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
    });
});

it("files that a page names are there", () => {
    const named = pages.flatMap((page) =>
        all(
            textOf(page),
            /`((?:addressing|bench|docs|examples|lab|naming|provider|sdk|spec|templates|test|toolchain)\/[\w./-]+)`/g,
        ),
    );
    const there = (name: string) => ["", ".ts", ".test.ts"].some((end) => existsSync(join(root, name + end)));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !there(name) && !/[A-Z]{3,}|vN|\*/.test(name))).toEqual([]);
});

it("the two commands of a new user and what they are for are in the README", () => {
    for (const command of ["npm run demo", "npm run demo:down", "npm test", "npm run bench"])
        expect(textOf("README.md")).toContain(command);
    expect(textOf(".ci/run")).toMatch(/^exec npm test$/m);
});

it("every term of the glossary is used elsewhere", () => {
    const terms = all(textOf("docs/glossary.md"), /^\| (?!Term|-)(.+?) +\|/gm);
    const words = pages
        .filter((page) => !page.endsWith("/glossary.md"))
        .map(textOf)
        .join("\n")
        .replace(/\s+/g, " ")
        .toLowerCase();
    expect(terms.length).toBeGreaterThan(10);
    expect(terms.filter((term) => !words.includes(term.toLowerCase()))).toEqual([]);
});
