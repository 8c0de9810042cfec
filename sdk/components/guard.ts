import type * as pulumi from "@pulumi/pulumi";
import { ForwardRule } from "../resources/forward-rule";
import type { Host } from "../resources/host";
import type { Family } from "./frame";
import type { NetworkTransforms, Reachable } from "./network-args";
import { acceptsOf, dropsOf, type Passage } from "./plan";
import { transformed } from "./transform";

interface Guarded extends Omit<Passage, "bridge" | "sources"> {
    /** What the names of its children begin with. */
    readonly name: string;
    readonly host: Host;
    readonly parent: pulumi.Resource;
    readonly bridge: pulumi.Output<string>;
    readonly six?: Family;
    readonly reachableFrom: readonly (Reachable | string)[];
    readonly transform: NetworkTransforms;
}

/** Makes a host keep a network apart: one resource for what is dropped, one for what is accepted, a family each. */
export function guard(guarded: Guarded): void {
    guardFamily(guarded, 4, "");
    if (guarded.six) guardFamily(guarded, 6, "6");
}

function guardFamily(guarded: Guarded, family: 4 | 6, suffix: string): void {
    const { name, host, parent, transform } = guarded;
    const passage = { ...guarded, sources: sourcesOf(guarded.reachableFrom, family).map(unlessEverybody) };
    const make = (
        child: string,
        action: "accept" | "drop",
        parts: ReturnType<typeof dropsOf<pulumi.Input<string>>>,
    ) => {
        if (parts.matches.length === 0) return;
        new ForwardRule(child, transformed(transform.forwardRule, { host, action, family, ...parts }, child), {
            parent,
        });
    };
    make(`${name}-guard${suffix}`, "drop", dropsOf<pulumi.Input<string>>(passage));
    make(`${name}-accept${suffix}`, "accept", { matches: acceptsOf<pulumi.Input<string>>(passage), except: [] });
}

/** A rule that names every address names none. */
const unlessEverybody = (source: pulumi.Input<string>): pulumi.Input<string> | undefined =>
    typeof source === "string" && source.endsWith("/0") ? undefined : source;

/** Who may come in, in one family. */
export const sourcesOf = (reachableFrom: Guarded["reachableFrom"], family: 4 | 6): pulumi.Input<string>[] =>
    reachableFrom.flatMap((item): pulumi.Input<string>[] => {
        if (typeof item === "string") return item.includes(":") === (family === 6) ? [item] : [];
        if (family === 4) return [item.subnet];
        return item.subnet6 ? [item.subnet6] : [];
    });
