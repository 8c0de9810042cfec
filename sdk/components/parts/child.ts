import type * as pulumi from "@pulumi/pulumi";
import type { Host } from "../../resources/host";
import type { Scope } from "./site";
import { type Transform, transformed } from "./transform";

type Kind<A, R> = new (name: string, args: A, opts?: pulumi.CustomResourceOptions) => R;

/** Makes a child of a network on a host; the program has the last word on its args. */
export function make<A extends { readonly host: Host }, R extends pulumi.Resource>(
    { parent, made }: Scope,
    kind: Kind<A, R>,
    transform: Transform<A> | undefined,
    name: string,
    args: A,
    opts: pulumi.CustomResourceOptions = {},
): R {
    const child = new kind(name, transformed(transform, args, name), { parent, ...opts });
    made.push([args.host, child]);
    return child;
}
