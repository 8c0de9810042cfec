import type * as pulumi from "@pulumi/pulumi";
import { HostnetResource } from "../resource";
import { standing } from "../standing";
import type { ResourceArgs } from "./args";
import type { ForwardingEntryArgs, NeighborArgs } from "./vxlan-tunnel-args";

export interface ForwardingArgs extends ResourceArgs {
    /**
     * What its note on the host is called: a letter, then letters, digits and `_ . -`, at most 64 bytes. A change replaces
     * it. Default: the logical name and a hash.
     */
    name?: pulumi.Input<string>;
    /** The tunnel's device, one with `entries: "shared"`: `tunnel.name`. A change replaces it. */
    tunnel: pulumi.Input<string>;
    /** The bridge that the tunnel is a port of, where neighbours are looked up. A change replaces it. Default: the tunnel. */
    bridge?: pulumi.Input<string>;
    /** Which MAC address is behind which end: frames to it go only there. In place, entry by entry. Default: none. */
    forwarding?: pulumi.Input<pulumi.Input<ForwardingEntryArgs>[]>;
    /** Permanent neighbours on the bridge. In place, entry by entry. Default: none. */
    neighbors?: pulumi.Input<pulumi.Input<NeighborArgs>[]>;
    /** Ends to which goes what has no known destination. In place, entry by entry. Default: none. */
    peers?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * Forwarding entries and permanent neighbours on a tunnel that several stacks fill (bridge(8), fdb; ip-neighbour(8)).
 * Each owner touches only its own: an entry that another one holds is refused, naming it.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
 * const br0 = new hostnet.Bridge("br0", { host, name: "br0", mtu: 1450 });
 * const vni42 = new hostnet.VxlanTunnel("vni42", { host, vni: 42, device: "eth1", master: br0.name, entries: "shared" });
 * new hostnet.Forwarding("web", {
 *     host,
 *     tunnel: vni42.name,
 *     bridge: br0.name,
 *     forwarding: [{ mac: "02:42:0a:e9:02:02", vtep: "172.16.1.12" }],
 *     neighbors: [{ address: "10.233.2.2", mac: "02:42:0a:e9:02:02" }],
 * });
 * ```
 */
export class Forwarding extends HostnetResource {
    /** What its note on the host is called. */
    declare readonly name: pulumi.Output<string>;
    declare readonly tunnel: pulumi.Output<string>;
    declare readonly bridge: pulumi.Output<string | undefined>;
    declare readonly forwarding: pulumi.Output<pulumi.Unwrap<ForwardingEntryArgs>[]>;
    declare readonly neighbors: pulumi.Output<pulumi.Unwrap<NeighborArgs>[]>;
    declare readonly peers: pulumi.Output<string[]>;
    declare readonly adopt: pulumi.Output<boolean>;

    constructor(name: string, args: ForwardingArgs, opts?: pulumi.CustomResourceOptions) {
        const given = { ...args, host: args.host.connection, standsOn: standing(args.bridge) };
        super("Forwarding", name, given, outputs, opts);
    }
}

const outputs = ["name", "tunnel", "bridge", "forwarding", "neighbors", "peers", "adopt"];
