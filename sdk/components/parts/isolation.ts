import type * as pulumi from "@pulumi/pulumi";
import { ForwardRule } from "../../resources/forward-rule";
import type { Reachable } from "../network-args";
import { acceptsOf, dropsOf } from "../plan";
import { make } from "./child";
import { ofVersion, type Scope, type Site, type Subnet } from "./site";

/** Who is let in and out of a network. */
export interface Passing {
    readonly masquerade: boolean;
    readonly reachableFrom?: readonly (Reachable | string)[];
    /** What comes in from the network's other hosts by their own devices. */
    readonly within?: readonly Subnet[];
}

/** Makes a host keep a network apart: one resource for what is dropped, one for what is accepted, a family each. */
export function keepApart(
    scope: Scope,
    { host, prefix, bridge, families }: Omit<Site, "isolation">,
    { masquerade, reachableFrom = [], within = [] }: Passing,
): pulumi.Resource[] {
    const { gateway, internal, isolated, guarded } = scope.plan;
    const made: pulumi.Resource[] = [];
    for (const { version, suffix, used } of guarded) {
        const own = within.filter((item) => item.version === version).map(({ subnet }) => subnet);
        // Nobody has business with a family that the network lacks.
        const sources = used ? [...own, ...sourcesOf(reachableFrom, version)].map(unlessEverybody) : [];
        const subnet = ofVersion(families, version)?.subnet;
        const passage = { bridge, subnet, gateway, internal, isolated, masquerade, sources };
        const drops = dropsOf<pulumi.Input<string>>(passage);
        const accepts = { matches: acceptsOf<pulumi.Input<string>>(passage), except: [] };
        const add = (child: string, action: "accept" | "drop", parts: typeof drops) => {
            if (parts.matches.length === 0) return;
            const args = { host, action, family: version, ...parts };
            made.push(make(scope, ForwardRule, scope.transform.forwardRule, child, args));
        };
        add(`${prefix}-guard${suffix}`, "drop", drops);
        if (used) add(`${prefix}-accept${suffix}`, "accept", accepts);
    }
    return made;
}

/** A rule that names every address names none. */
const unlessEverybody = (source: pulumi.Input<string>): pulumi.Input<string> | undefined =>
    typeof source === "string" && source.endsWith("/0") ? undefined : source;

/** Who may come in, in one family. */
export const sourcesOf = (reachableFrom: readonly (Reachable | string)[], version: 4 | 6): pulumi.Input<string>[] =>
    reachableFrom.flatMap((item): pulumi.Input<string>[] => {
        if (typeof item === "string") return item.includes(":") === (version === 6) ? [item] : [];
        if (version === 4) return [item.subnet];
        return item.subnet6 ? [item.subnet6] : [];
    });
