// Made by `npm run generate` from spec/attachment-point.ts: change it there.
import type * as pulumi from "@pulumi/pulumi";
import { attachmentPoint } from "../../spec/attachment-point";
import { onHost } from "../on-host";
import { HostnetResource } from "../resource";
import type { ResourceArgs } from "./args";

/** What a program says of an `AttachmentPoint`. */
export interface AttachmentPointArgs extends Pick<ResourceArgs, "host"> {
    /** The bridge whose ports others may be: `bridge.name`. A change replaces it. */
    bridge: pulumi.Input<string>;
    /**
     * The tunnel on which others may put entries: `tunnel.name`. It may be made anew meanwhile. A letter, then letters,
     * digits and `_ . -`, at most 15 bytes. In place. Default: none.
     */
    tunnel?: pulumi.Input<string>;
}

/**
 * Says that other stacks may attach endpoints to a bridge, and put entries on the tunnel behind it. While one of them
 * does, deleting it is refused, naming that stack; so a destroy is refused before it has taken anything away that
 * depends on it.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
 * const br0 = new hostnet.Bridge("br0", { host, name: "br0", mtu: 1450 });
 * const nat = new hostnet.NatRule("nat", { host, source: "10.233.0.0/16" });
 * new hostnet.AttachmentPoint("br0", { host, bridge: br0.name }, { dependsOn: [nat] });
 * ```
 */
export class AttachmentPoint extends HostnetResource {
    /** What it is called in messages: the bridge. */
    declare readonly name: pulumi.Output<string>;
    /** The bridge whose ports others may be. */
    declare readonly bridge: pulumi.Output<string>;
    /** The tunnel on which others may put entries. */
    declare readonly tunnel: pulumi.Output<string | undefined>;

    constructor(name: string, args: AttachmentPointArgs, opts?: pulumi.CustomResourceOptions) {
        super(attachmentPoint, name, onHost(attachmentPoint, name, args), opts);
    }
}
