// Made by `npm run generate` from spec/bridge.ts: change it there.
import type * as pulumi from "@pulumi/pulumi";
import { bridge } from "../../spec/bridge";
import { onHost } from "../on-host";
import { HostnetResource } from "../resource";
import type { ResourceArgs } from "./args";

/** What a program says of a `Bridge`. */
export interface BridgeArgs extends ResourceArgs {
    /**
     * The name of the bridge. A letter, then letters, digits and `_ . -`, at most 15 bytes. A change replaces it.
     * Default: `br-`, the logical name and a hash; at most 15 bytes.
     */
    name?: pulumi.Input<string>;
    /**
     * The bridge's own addresses, such as the gateway of what hangs on it: `["10.233.1.1/24"]`. Refused if another link
     * leads to an overlapping network, see `allowOverlap`. Each is an address with the prefix of its network,
     * `10.0.0.5/24`. In place, new ones before old ones go. Default: none.
     */
    addresses?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Its MAC address, given at creation, so that ports that come and go never change it. In place. Default: made from
     * the host's name and its own, so that it comes back the same and differs between hosts.
     */
    mac?: pulumi.Input<string>;
    /**
     * Make the MAC from the first address instead: the same gateway address has the same MAC on every host. Needs an
     * address; without effect where `mac` is given. In place. Default: `false`.
     */
    macFromAddress?: pulumi.Input<boolean>;
    /** Its MTU; its ports should have the same. Bytes, 68 to 65535. In place. Default: `1500`. */
    mtu?: pulumi.Input<number>;
    /** Whether it speaks the Spanning Tree Protocol. In place. Default: `false`. */
    stp?: pulumi.Input<boolean>;
    /** The namespace it is in. A change replaces it. Default: the host's own. */
    netns?: pulumi.Input<string>;
    /** Whether it is up. In place. Default: `true`. */
    up?: pulumi.Input<boolean>;
    /**
     * Give the addresses even where another link of the same namespace has a route to an overlapping network. Asked
     * only when an address is added; otherwise it is refused, naming that route. In place. Default: `false`.
     */
    allowOverlap?: pulumi.Input<boolean>;
    /**
     * Its reverse path filter (the kernel's ip-sysctl, rp_filter): `"loose"` drops a packet whose source no route leads
     * to, `"strict"` one whose source another interface leads to, which costs the answers of a container with two
     * networks, `"off"` none. The kernel takes the higher number of this and `net.ipv4.conf.all.rp_filter`, off 0,
     * strict 1, loose 2. Not with `netns`. In place. Default: `"loose"`.
     */
    rpFilter?: pulumi.Input<"loose" | "strict" | "off">;
}

/**
 * A bridge: an Ethernet switch in the kernel (ip-link(8), type bridge). Links join it by their `master`.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
 * const br0 = new hostnet.Bridge("br0", { host, addresses: ["10.233.1.1/24", "fd00:233:1::1/64"] });
 *
 * new hostnet.Veth("a", { host, master: br0.name, peer: { name: "a0" } });
 * ```
 */
export class Bridge extends HostnetResource {
    /** Whether what was there already is taken over. */
    declare readonly adopt: pulumi.Output<boolean>;
    /** The name of the bridge: what `master` of its ports takes. */
    declare readonly name: pulumi.Output<string>;
    /** The addresses in canonical form, as they are on the host. */
    declare readonly addresses: pulumi.Output<string[]>;
    /** Its MAC address, given at creation, so that ports that come and go never change it. */
    declare readonly mac: pulumi.Output<string>;
    /** Whether the MAC is made from the first address. */
    declare readonly macFromAddress: pulumi.Output<boolean>;
    /** Its MTU; its ports should have the same. In bytes. */
    declare readonly mtu: pulumi.Output<number>;
    /** Whether it speaks the Spanning Tree Protocol. */
    declare readonly stp: pulumi.Output<boolean>;
    /** The namespace it is in. */
    declare readonly netns: pulumi.Output<string | undefined>;
    /** Whether it is up. */
    declare readonly up: pulumi.Output<boolean>;
    /** Whether the addresses are given although another link's route overlaps. */
    declare readonly allowOverlap: pulumi.Output<boolean>;
    /** Its reverse path filter, `"strict"` or `"off"`; undefined for `"loose"`. */
    declare readonly rpFilter: pulumi.Output<"loose" | "strict" | "off" | undefined>;
    /** Its index in its namespace. */
    declare readonly ifindex: pulumi.Output<number>;

    constructor(name: string, args: BridgeArgs, opts?: pulumi.CustomResourceOptions) {
        super(bridge, name, onHost(bridge, name, args), opts);
    }
}
