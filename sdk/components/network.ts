import * as pulumi from "@pulumi/pulumi";
import type { NetworkEndpoint } from "./endpoint-args";
import type { Reachable } from "./network-args";
import type { Addressing } from "./parts/families";
import { type HostReferences, type NetworkReference, referenceOf } from "./parts/reference";
import { ofVersion, type Scope, type SubnetArgs } from "./parts/site";
import { endpointRows, factsOf, outline, type Summary, summary } from "./parts/summary";

/** What every network of a program has. */
export abstract class Network<E extends object> extends pulumi.ComponentResource implements Reachable {
    /** What the program calls it. */
    declare readonly name: string;
    /** The subnet, chosen where it was `"auto"`. */
    declare readonly subnet: pulumi.Output<string>;
    /** Not there in a network without IPv6. */
    declare readonly subnet6?: pulumi.Output<string>;
    /** The MTU of everything on it, in bytes. */
    declare readonly mtu: pulumi.Output<number>;
    /** Its endpoints, by the names they were declared with. */
    declare readonly endpoints: { readonly [K in keyof E]: NetworkEndpoint };
    /** What another program needs to attach endpoints to it: export it, and see `NetworkAttachment`. */
    declare readonly reference: pulumi.Output<NetworkReference>;
    /** The plan as text, with every address: export it to see it as a stack output. */
    declare readonly plan: pulumi.Output<string>;
    /** Whether it has no way out. */
    declare readonly internal: boolean;
    readonly #summary: { now: Summary | undefined } = { now: undefined };

    /** The plan as text, as far as the program alone tells it, for `console.log`; `plan` has the rest. */
    describe(): string {
        return this.#summary.now ? outline(this.#summary.now) : "";
    }

    /** Sets what a network has once its children are made. */
    protected complete(
        { name, plan }: Scope,
        args: SubnetArgs,
        { subnets, mtu }: Pick<Addressing, "subnets" | "mtu">,
        endpoints: ReadonlyMap<string, NetworkEndpoint>,
        told: Told,
    ): void {
        const { title, facts = factsOf(args, subnets, mtu), hosts } = told;
        this.#summary.now = { title, facts, hosts, endpoints: endpointRows(plan, endpoints) };
        const reference =
            told.reference ?? referenceOf(name, args.slices ?? [], subnets, mtu, told.references ?? {}, told.tunnel);
        Object.assign(this, {
            name,
            subnet: ofVersion(subnets, 4)?.subnet,
            subnet6: ofVersion(subnets, 6)?.subnet,
            mtu,
            endpoints: Object.fromEntries(endpoints),
            internal: plan.internal,
            reference,
            plan: summary(this.#summary.now),
        });
        this.registerOutputs({ subnet: this.subnet, subnet6: this.subnet6, mtu });
    }
}

/** What a network tells of itself; its reference follows from those of its hosts, unless it has another's. */
interface Told extends Omit<Summary, "facts" | "endpoints"> {
    readonly facts?: Summary["facts"];
    readonly references?: HostReferences;
    readonly reference?: pulumi.Output<NetworkReference>;
    readonly tunnel?: Pick<NetworkReference, "vni" | "port">;
}
