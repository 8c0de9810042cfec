import { createRequire } from "node:module";
import { beforeAll, describe, expect, it } from "vitest";
import { kinds } from "../../provider/kinds";
import { build, root } from "../../scripts/build";
import type * as hostnet from "../../sdk";
import type { Values } from "./engine";
import { everyKind } from "./every-kind";
import { inputsOf } from "./resources";

let resources: Record<string, Values>;

beforeAll(async () => {
    await build();
    const all: hostnet.HostnetResource[] = [];
    resources = await inputsOf({ name: "host1", address: "172.16.1.11" }, (host) => all.push(host, ...everyKind(host)));
}, 60_000);

const textOf = (kind: string): string =>
    String(Object.values(resources).find(({ __provider }) => String(__provider).includes(`"${kind}"`))?.__provider);

describe.each(Object.keys(kinds))("the provider text of %s", (kind) => {
    it("is a constant of at most 200 bytes", () => {
        expect(textOf(kind)).toBe(`exports.handler=()=>require("pulumi-hostnet/provider").provider("${kind}")`);
        expect(Buffer.byteLength(textOf(kind))).toBeLessThanOrEqual(200);
    });

    it("requires this package and nothing else", () => {
        const required = [...textOf(kind).matchAll(/require\(([^)]*)\)/g)].map(([, name]) => name);
        expect(required).toEqual(['"pulumi-hostnet/provider"']);
    });

    it("leads to a provider with all six methods", () => {
        const module = { exports: {} as { handler?: () => object } };
        const require = createRequire(`${root}/package.json`);
        new Function("exports", "require", textOf(kind))(module.exports, require);
        const methods = ["configure", "check", "diff", "create", "read", "update", "delete"];
        expect(Object.keys(module.exports.handler?.() ?? {}).sort()).toEqual(methods.sort());
    });
});

it("is known for every resource that a program can make", () => {
    expect(Object.keys(resources)).toHaveLength(Object.keys(kinds).length);
});
