// Made by `npm run generate` from spec/forwarding.ts: change it there.
import type * as pulumi from "@pulumi/pulumi";
import { forwarding } from "../../spec/forwarding";
import { onHost } from "../on-host";
import { HostnetResource } from "../resource";
import type { ResourceArgs } from "./args";
import type { ForwardingEntry, ForwardingEntryArgs } from "./forwarding-entry";
import type { NeighborEntry, NeighborEntryArgs } from "./neighbor-entry";

/** What a program says of a `Forwarding`. */
export interface ForwardingArgs extends ResourceArgs {
    /**
     * What its note on the host is called. A letter, then letters, digits and `_ . -`, at most 64 bytes. A change
     * replaces it. Default: the logical name and a hash; at most 40 bytes.
     */
    name?: pulumi.Input<string>;
    /** The tunnel's device, one with `entries: "shared"`: `tunnel.name`. A change replaces it. */
    tunnel: pulumi.Input<string>;
    /**
     * The bridge that the tunnel is a port of, where neighbours are looked up. A change replaces it. Default: the
     * tunnel.
     */
    bridge?: pulumi.Input<string>;
    /**
     * Which tunnel of that name it is, where another stack makes it: another value has the entries looked after again.
     * Whatever tells it from the one before. In place. Default: not told.
     */
    generation?: pulumi.Input<string>;
    /**
     * The underlay addresses of the other ends: what has no known destination goes to each of them. Each is an IP
     * address. In place, entry by entry: the rest of the traffic goes on. Default: none.
     */
    peers?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Which MAC address is behind which end: frames to it go only there. In place, entry by entry: the rest of the
     * traffic goes on. Default: none.
     */
    forwarding?: pulumi.Input<pulumi.Input<ForwardingEntryArgs>[]>;
    /**
     * Permanent neighbours, on the bridge that the tunnel is a port of, else on the tunnel itself. In place, entry by
     * entry: the rest of the traffic goes on. Default: none.
     */
    neighbors?: pulumi.Input<pulumi.Input<NeighborEntryArgs>[]>;
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
    /** Whether what was there already is taken over. */
    declare readonly adopt: pulumi.Output<boolean>;
    /** What its note on the host is called. */
    declare readonly name: pulumi.Output<string>;
    /** The tunnel's device. */
    declare readonly tunnel: pulumi.Output<string>;
    /** The bridge that the tunnel is a port of, where neighbours are looked up. */
    declare readonly bridge: pulumi.Output<string | undefined>;
    /**
     * Which tunnel of that name it is, where another stack makes it: another value has the entries looked after again.
     */
    declare readonly generation: pulumi.Output<string | undefined>;
    /** The underlay addresses of the other ends: what has no known destination goes to each of them. */
    declare readonly peers: pulumi.Output<string[]>;
    /** Which MAC address is behind which end: frames to it go only there. */
    declare readonly forwarding: pulumi.Output<ForwardingEntry[]>;
    /** Permanent neighbours, on the bridge that the tunnel is a port of, else on the tunnel itself. */
    declare readonly neighbors: pulumi.Output<NeighborEntry[]>;

    constructor(name: string, args: ForwardingArgs, opts?: pulumi.CustomResourceOptions) {
        super(forwarding, name, onHost(forwarding, name, args), opts);
    }
}
