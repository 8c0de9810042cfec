// Made by `npm run generate` from spec/sysctl.ts: change it there.
import type * as pulumi from "@pulumi/pulumi";
import { sysctl } from "../../spec/sysctl";
import { onHost } from "../on-host";
import { HostnetResource } from "../resource";
import type { ResourceArgs } from "./args";

/** What a program says of a `Sysctl`. */
export interface SysctlArgs extends Pick<ResourceArgs, "host"> {
    /**
     * The key, one of `net.*` in the host's own namespace, as sysctl(8) writes it; a dot of a device's name is a slash:
     * `net.ipv4.conf.eth0/100.rp_filter`. A change replaces it.
     */
    name: pulumi.Input<string>;
    /**
     * The value, `"1"`; several numbers separated by blanks. Refused if another owner holds another value. Letters,
     * digits, blanks and `_ . : / -`. In place.
     */
    value: pulumi.Input<string>;
}

/**
 * A kernel setting of the host (sysctl(8)), held together with whoever else wants the same value; the last one to leave
 * restores what was there before the first.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
 * new hostnet.Sysctl("forwarding", { host, name: "net.ipv4.ip_forward", value: "1" });
 * ```
 */
export class Sysctl extends HostnetResource {
    /** The key. */
    declare readonly name: pulumi.Output<string>;
    /** The value, with single blanks, as it is on the host. */
    declare readonly value: pulumi.Output<string>;

    constructor(name: string, args: SysctlArgs, opts?: pulumi.CustomResourceOptions) {
        super(sysctl, name, onHost(sysctl, name, args), opts);
    }
}
