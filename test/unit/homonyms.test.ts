import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../../scripts/build";

/** What tests share; the outputs of a Pulumi program are the program's own matter. */
const helpers = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.includes("node_modules"))
    .filter((file) => !existsSync(join(root, "test", dirname(file), "Pulumi.yaml")));

const declared = (file: string): string[] =>
    [
        ...readFileSync(join(root, "test", file), "utf8").matchAll(
            /^export (?:async )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm,
        ),
    ].map(([, name = ""]) => name);

/** Names that several files have, each with those files. */
function shared(named: readonly (readonly [name: string, file: string])[]): Record<string, string[]> {
    const filesOf = (name: string) => named.filter(([other]) => other === name).map(([, file]) => file);
    const twice = named.map(([name]) => name).filter((name, index, all) => all.indexOf(name) < index);
    return Object.fromEntries(twice.map((name) => [name, filesOf(name)]));
}

it("no two helpers of tests export one name", () => {
    const named = helpers.flatMap((file) => declared(file).map((name) => [name, file] as const));
    expect(named.length).toBeGreaterThan(200);
    expect(shared(named)).toEqual({});
});

it("no two helpers of tests are files of one name", () => {
    const files = helpers.filter((file) => basename(file) !== "index.ts");
    expect(shared(files.map((file) => [basename(file), file]))).toEqual({});
});
