import type * as pulumi from "@pulumi/pulumi";
import { HostnetResource } from "../resource";
import type { ResourceArgs } from "./args";

export interface NameServiceArgs extends ResourceArgs {
    /** The namespace, of which each has one at most: `web.name`. A change replaces it. */
    netns: pulumi.Input<string>;
    /** Addresses of name servers, in the order in which they are asked; three at most. In place. Default: none. */
    nameservers?: pulumi.Input<pulumi.Input<string>[]>;
    /** Domains that short names are tried in, in order. In place. Default: none. */
    search?: pulumi.Input<pulumi.Input<string>[]>;
    /** Options of resolv.conf(5), like `ndots:1`. In place. Default: none. */
    options?: pulumi.Input<pulumi.Input<string>[]>;
    /** Addresses of host names, beside localhost: `{ db: ["10.233.0.50"] }`. In place. Default: none, the host's own file. */
    hosts?: pulumi.Input<Record<string, pulumi.Input<pulumi.Input<string>[]>>>;
}

/**
 * The name service of a namespace: `/etc/netns/NAME/resolv.conf` and `/etc/netns/NAME/hosts`, which `ip netns exec` puts
 * in the place of those in `/etc` (ip-netns(8)). A file that is not asked for is the host's own.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
 * const web = new hostnet.Netns("web", { host });
 * new hostnet.NameService("web", { host, netns: web.name, nameservers: ["9.9.9.9"], hosts: { db: ["10.233.0.50"] } });
 * ```
 */
export class NameService extends HostnetResource {
    /** The name of the namespace. */
    declare readonly name: pulumi.Output<string>;
    declare readonly netns: pulumi.Output<string>;
    declare readonly nameservers: pulumi.Output<string[]>;
    declare readonly search: pulumi.Output<string[]>;
    declare readonly options: pulumi.Output<string[]>;
    declare readonly hosts: pulumi.Output<Record<string, string[]>>;
    declare readonly adopt: pulumi.Output<boolean>;

    constructor(name: string, args: NameServiceArgs, opts?: pulumi.CustomResourceOptions) {
        super("NameService", name, { ...args, host: args.host.connection }, outputs, opts);
    }
}

const outputs = ["name", "netns", "nameservers", "search", "options", "hosts", "adopt"];
