import type * as pulumi from "@pulumi/pulumi";
import * as p from "@pulumi/pulumi";
import { nthAddress } from "../addressing";
import type { Host } from "../resources/host";
import type { Endpoints } from "./endpoint-args";
import type { NetworkArgs } from "./network-args";
import type { EndpointSpec } from "./plan";

interface Wanted {
    readonly name: string;
    readonly parent: pulumi.Resource;
    readonly args: NetworkArgs<Endpoints>;
    readonly hosts: readonly Host[];
    readonly specs: readonly EndpointSpec[];
}

export interface Pool {
    readonly subnet: pulumi.Output<string>;
    readonly subnet6?: pulumi.Output<string>;
    readonly addresses: pulumi.Output<Record<string, string>>;
    readonly addresses6: pulumi.Output<Record<string, string>>;
}

export function addressPool({ args, specs }: Wanted): Pool {
    const give = (subnet: string, key: "address" | "address6") =>
        p.output(Object.fromEntries(specs.map((spec, i) => [spec.name, spec[key] ?? nthAddress(subnet, 2 + i)])));
    return {
        subnet: p.output(args.subnet),
        ...(args.subnet6 && { subnet6: p.output(args.subnet6) }),
        addresses: give(args.subnet, "address"),
        addresses6: args.subnet6 ? give(args.subnet6, "address6") : p.output({} as Record<string, string>),
    };
}
