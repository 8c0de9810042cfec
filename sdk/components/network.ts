import * as pulumi from "@pulumi/pulumi";
import type { Endpoint, Endpoints } from "./endpoint-args";
import type { Reachable } from "./network-args";
import type { NetworkReference } from "./reference";
import { outline, type Summary, summary } from "./summary";

/** What every network of a program has. */
export abstract class Network<E extends Endpoints> extends pulumi.ComponentResource implements Reachable {
    /** What the program calls it. */
    declare readonly name: string;
    /** The subnet, chosen where it was `"auto"`. */
    declare readonly subnet: pulumi.Output<string>;
    /** Not there in a network without IPv6. */
    declare readonly subnet6?: pulumi.Output<string>;
    /** The MTU of everything on it, in bytes. */
    declare readonly mtu: pulumi.Output<number>;
    /** Its endpoints, by the names they were declared with. */
    declare readonly endpoints: { readonly [K in keyof E]: Endpoint };
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
    protected complete(parts: Parts<E>, told: Summary): void {
        this.#summary.now = told;
        Object.assign(this, { ...parts, plan: summary(told) });
        this.registerOutputs({ subnet: parts.subnet, subnet6: parts.subnet6, mtu: parts.mtu });
    }
}

interface Parts<E extends Endpoints> {
    readonly name: string;
    readonly subnet: pulumi.Output<string>;
    readonly subnet6?: pulumi.Output<string>;
    readonly mtu: pulumi.Output<number>;
    readonly endpoints: { readonly [K in keyof E]: Endpoint };
    readonly reference: pulumi.Output<NetworkReference>;
    readonly internal: boolean;
}
