// Made by `npm run generate` from spec/name-service.ts: change it there.
import type * as pulumi from "@pulumi/pulumi";
import { nameService } from "../../spec/name-service";
import { onHost } from "../on-host";
import { HostnetResource } from "../resource";
import type { ResourceArgs } from "./args";

/** What a program says of a `NameService`. */
export interface NameServiceArgs extends ResourceArgs {
    /**
     * The namespace, of which each has one at most: `web.name`. A letter, then letters, digits and `_ . -`, at most 64
     * bytes. A change replaces it.
     */
    netns: pulumi.Input<string>;
    /**
     * Addresses of name servers, in the order in which they are asked; three at most. Each is an IP address. In place.
     * Default: none.
     */
    nameservers?: pulumi.Input<pulumi.Input<string>[]>;
    /** Domains that short names are tried in, in order. Each is a domain. In place. Default: none. */
    search?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Options of resolv.conf(5), like `ndots:1`. Each is an option of resolv.conf(5), like ndots:1. In place. Default:
     * none.
     */
    options?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Addresses of host names, beside localhost: `{ db: ["10.233.0.50"] }`. In place; none is the host's own file.
     * Default: none.
     */
    hosts?: pulumi.Input<Record<string, pulumi.Input<pulumi.Input<string>[]>>>;
}

/**
 * The name service of a namespace: `/etc/netns/NAME/resolv.conf` and `/etc/netns/NAME/hosts`, which `ip netns exec`
 * puts in the place of those in `/etc` (ip-netns(8)). A file that is not asked for is the host's own.
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
    /** Whether what was there already is taken over. */
    declare readonly adopt: pulumi.Output<boolean>;
    /** The name of the namespace. */
    declare readonly name: pulumi.Output<string>;
    /** The namespace. */
    declare readonly netns: pulumi.Output<string>;
    /** Addresses of name servers, in the order in which they are asked; three at most. */
    declare readonly nameservers: pulumi.Output<string[]>;
    /** Domains that short names are tried in, in order. */
    declare readonly search: pulumi.Output<string[]>;
    /** Options of resolv.conf(5), like `ndots:1`. */
    declare readonly options: pulumi.Output<string[]>;
    /** Addresses of host names, beside localhost: `{ db: ["10.233.0.50"] }`. */
    declare readonly hosts: pulumi.Output<Record<string, string[]>>;

    constructor(name: string, args: NameServiceArgs, opts?: pulumi.CustomResourceOptions) {
        super(nameService, name, onHost(nameService, name, args), opts);
    }
}
