// Made by `npm run generate` from spec/netns.ts: change it there.
import type * as pulumi from "@pulumi/pulumi";
import { netns } from "../../spec/netns";
import { onHost } from "../on-host";
import { HostnetResource } from "../resource";
import type { ResourceArgs } from "./args";

/** What a program says of a `Netns`. */
export interface NetnsArgs extends ResourceArgs {
    /**
     * The name of the namespace, as in `ip netns add NAME`. A letter, then letters, digits and `_ . -`, at most 64
     * bytes. A change replaces it. Default: the logical name and a hash; at most 15 bytes.
     */
    name?: pulumi.Input<string>;
    /** Whether `lo` is up, without which nothing in it reaches 127.0.0.1. In place. Default: `true`. */
    loopback?: pulumi.Input<boolean>;
    /**
     * Settings of `net.*` inside the namespace, `{ "net.ipv4.ip_forward": "1" }`. In place; what is no longer named
     * keeps its last value. Default: none.
     */
    sysctls?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /**
     * Whether deleting the namespace ends the processes that live in it: TERM, and KILL a second later. Without it,
     * deleting is refused while there are any. In place. Default: `false`.
     */
    killProcesses?: pulumi.Input<boolean>;
}

/**
 * A named network namespace (ip-netns(8)): links, addresses, routes, rules and settings of its own.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
 * const web = new hostnet.Netns("web", { host, name: "web" });
 * // On the host: ip netns exec web COMMAND
 * ```
 */
export class Netns extends HostnetResource {
    /** Whether what was there already is taken over. */
    declare readonly adopt: pulumi.Output<boolean>;
    /** The name of the namespace on the host: what `netns` of other resources takes. */
    declare readonly name: pulumi.Output<string>;
    /** Whether `lo` is up, without which nothing in it reaches 127.0.0.1. */
    declare readonly loopback: pulumi.Output<boolean>;
    /** The settings that were asked for, with their values. */
    declare readonly sysctls: pulumi.Output<Record<string, string>>;
    /** Whether deleting the namespace ends the processes that live in it. */
    declare readonly killProcesses: pulumi.Output<boolean>;

    constructor(name: string, args: NetnsArgs, opts?: pulumi.CustomResourceOptions) {
        super(netns, name, onHost(netns, name, args), opts);
    }
}
