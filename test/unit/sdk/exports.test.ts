import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { root } from "../../../scripts/build";
import * as hostnet from "../../../sdk";
import { tables } from "../../../spec";

/** What a program can import, as sdk/index.ts says it: `type NAME` for what is only there for TypeScript. */
function exported(): string[] {
    const file = ts.createSourceFile(
        "index.ts",
        readFileSync(join(root, "sdk/index.ts"), "utf8"),
        ts.ScriptTarget.ES2022,
    );
    return file.statements.flatMap((statement) => {
        if (!ts.isExportDeclaration(statement))
            throw new Error(`sdk/index.ts only exports: ${statement.getText(file)}`);
        const { exportClause, isTypeOnly } = statement;
        if (!exportClause) throw new Error(`sdk/index.ts names what it exports: ${statement.getText(file)}`);
        const specifiers = ts.isNamedExports(exportClause) ? exportClause.elements : [exportClause];
        return specifiers.map((item) => {
            const only = isTypeOnly || (ts.isExportSpecifier(item) && item.isTypeOnly);
            return `${only ? "type " : ""}${item.name.getText(file)}`;
        });
    });
}

const values = exported().filter((name) => !name.startsWith("type "));
const types = exported().flatMap((name) => (name.startsWith("type ") ? [name.slice("type ".length)] : []));

const kinds = tables.map(({ type }) => type);
const argsOf = kinds.map((type) => `${type}Args`);

it("exports every kind with its args", () => {
    expect(values).toEqual(expect.arrayContaining(kinds));
    expect(types).toEqual(expect.arrayContaining(argsOf));
});

it("exports these names beside, and another one on purpose only", () => {
    expect(values.filter((name) => !kinds.includes(name)).sort()).toEqual([
        "BridgeNetwork",
        "HostnetResource",
        "NetworkAttachment",
        "OverlayNetwork",
        "addressing",
        "canonicalAddress",
        "canonicalNetwork",
        "contains",
        "hostCount",
        "hostsFromConfig",
        "macFromAddress",
        "macFromText",
        "networkOf",
        "nthAddress",
        "overlaps",
        "physicalName",
        "testing",
    ]);
    expect(types.filter((name) => !argsOf.includes(name)).sort()).toEqual([
        "BridgeNetworkArgs",
        "ConfiguredHost",
        "ConfiguredHosts",
        "DirectNetworkArgs",
        "EndpointPort",
        "EndpointPortArgs",
        "Endpoints",
        "ForwardMatch",
        "ForwardMatchArgs",
        "ForwardState",
        "ForwardingEntry",
        "ForwardingEntryArgs",
        "HostConnection",
        "HostReference",
        "HostsFromConfigOptions",
        "LinkRoute",
        "LinkRouteArgs",
        "NameServiceOptions",
        "NeighborEntry",
        "NeighborEntryArgs",
        "NetworkArgs",
        "NetworkAttachmentArgs",
        "NetworkEndpoint",
        "NetworkEndpointArgs",
        "NetworkReference",
        "NetworkTransforms",
        "OverlayMember",
        "OverlayMode",
        "OverlayNetworkArgs",
        "OverlayTransforms",
        "PortTarget",
        "PortTargetArgs",
        "PublishArgs",
        "Reachable",
        "ResourceArgs",
        "Transform",
        "TunnelNetworkArgs",
        "VethEnd",
        "VethEndArgs",
    ]);
});

it("has every value that it names", () => {
    expect(Object.keys(hostnet).sort()).toEqual([...values].sort());
});
