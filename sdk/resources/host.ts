import type * as pulumi from "@pulumi/pulumi";
import { host } from "../../spec/host";
import type { HostConnection } from "./host-connection";
import { type HostArgs, HostProperties } from "./host-properties";

export type { HostConnection } from "./host-connection";
export type { HostArgs } from "./host-properties";

/**
 * A Linux host: it is connected to and looked at, never changed. An unreachable or unfit host is one clear error here;
 * every other resource takes a `Host` and waits for it.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const ubuntu1 = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
 * const br0 = new hostnet.Bridge("br0", { host: ubuntu1, name: "br0", addresses: ["10.233.1.1/24"] });
 *
 * export const underlay = ubuntu1.device;
 * ```
 */
export class Host extends HostProperties {
    constructor(name: string, args: HostArgs, opts?: pulumi.CustomResourceOptions) {
        super(host, name, { host: { ...args, name: args.name ?? name } }, opts);
    }

    /**
     * What the resources on this host keep of it. It echoes an input, so that it is known in a preview, and it is an
     * output, so that they depend on the host.
     */
    get connection(): pulumi.Output<HostConnection> {
        return this.host;
    }
}
