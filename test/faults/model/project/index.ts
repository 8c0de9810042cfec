import * as pulumi from "@pulumi/pulumi";
import {
    Bridge,
    Forwarding,
    ForwardRule,
    Host,
    type HostArgs,
    NameService,
    NatRule,
    Netns,
    PortMapping,
    Route,
    Sysctl,
    Veth,
    VxlanTunnel,
} from "pulumi-hostnet";

// The resources that the configuration tells, on one host; `{ output: NAME }` is the name that another one has.
const config = new pulumi.Config();
const node = config.require("node");
const host = new Host(`${node}-host`, config.requireObject<HostArgs>("connection"));

const overlay = { Bridge, Forwarding, Netns, Veth, VxlanTunnel };
const kinds = { ...overlay, ForwardRule, NameService, NatRule, PortMapping, Route, Sysctl };

interface Wanted {
    kind: keyof typeof kinds;
    name: string;
    args: Record<string, unknown>;
    opts?: pulumi.CustomResourceOptions;
}

const made = new Map<unknown, object>([["host", host]]);
const named = (name: unknown) => (made.get(name) as { name: pulumi.Output<string> } | undefined)?.name;
for (const { kind, name, args, opts } of config.requireObject<Wanted[]>("resources")) {
    const linked = (value: unknown): unknown => {
        if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
        if ("output" in value) return named(value.output);
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, linked(inner)]));
    };
    const Resource = kinds[kind] as new (name: string, args: object, opts?: object) => object;
    made.set(name, new Resource(`${node}-${name}`, { host, ...(linked(args) as object) }, opts));
}

/** What the configuration asks for, `RESOURCE.PROPERTY` each. */
export const told = (config.getObject<string[]>("told") ?? [])
    .map((path) => path.split("."))
    .map(([name, property = ""]) => (made.get(name) as Record<string, unknown>)[property]);
