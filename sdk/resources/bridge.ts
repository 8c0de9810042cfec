import type * as pulumi from "@pulumi/pulumi";
import { HostnetResource } from "../resource";
import { standing } from "../standing";
import type { ResourceArgs } from "./args";

export interface BridgeArgs extends ResourceArgs {
    /**
     * The name of the bridge: a letter, then letters, digits and `_ . -`, at most 15 bytes. A change replaces it.
     * Default: `br-`, the logical name and a hash.
     */
    name?: pulumi.Input<string>;
    /**
     * The bridge's own addresses with the prefix of their network, such as the gateway of what hangs on it:
     * `["10.233.1.1/24"]`. In place, new ones before old ones go. Refused if another link leads to an overlapping network,
     * see `allowOverlap`. Default: none.
     */
    addresses?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Its MAC address, given at creation, so that ports that come and go never change it. In place. Default: made from
     * the host's name and its own, so that it comes back the same and differs between hosts.
     */
    mac?: pulumi.Input<string>;
    /**
     * Make the MAC from the first address instead: the same gateway address has the same MAC on every host. Needs an
     * address; without effect where `mac` is given. In place. Default: false.
     */
    macFromAddress?: pulumi.Input<boolean>;
    /** Its MTU in bytes, 68 to 65535; its ports should have the same. In place. Default: 1500. */
    mtu?: pulumi.Input<number>;
    /** Whether it speaks the Spanning Tree Protocol. In place. Default: false. */
    stp?: pulumi.Input<boolean>;
    /** The namespace it is in. A change replaces it. Default: the host's own. */
    netns?: pulumi.Input<string>;
    /** Whether it is up. In place. Default: true. */
    up?: pulumi.Input<boolean>;
    /**
     * Give the addresses even where another link of the same namespace has a route to an overlapping network. Asked only
     * when an address is added. Default: false, and it is refused, naming that route.
     */
    allowOverlap?: pulumi.Input<boolean>;
    /**
     * Its reverse path filter (the kernel's ip-sysctl, rp_filter): `"loose"` drops a packet whose source no route leads to,
     * `"strict"` one whose source another interface leads to, which costs the answers of a container with two networks,
     * `"off"` none. The kernel takes the higher number of this and `net.ipv4.conf.all.rp_filter`, off 0, strict 1,
     * loose 2. Not with `netns`. In place. Default: `"loose"`.
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
    /** The name of the bridge: what `master` of its ports takes. */
    declare readonly name: pulumi.Output<string>;
    /** The addresses in canonical form, as they are on the host. */
    declare readonly addresses: pulumi.Output<string[]>;
    declare readonly mac: pulumi.Output<string>;
    declare readonly macFromAddress: pulumi.Output<boolean>;
    declare readonly mtu: pulumi.Output<number>;
    declare readonly stp: pulumi.Output<boolean>;
    declare readonly netns: pulumi.Output<string | undefined>;
    declare readonly up: pulumi.Output<boolean>;
    declare readonly allowOverlap: pulumi.Output<boolean>;
    /** `"strict"` or `"off"`; undefined for `"loose"`. */
    declare readonly rpFilter: pulumi.Output<"strict" | "off" | undefined>;
    declare readonly adopt: pulumi.Output<boolean>;
    /** Its index in its namespace. */
    declare readonly ifindex: pulumi.Output<number>;

    constructor(name: string, args: BridgeArgs, opts?: pulumi.CustomResourceOptions) {
        const given = { ...args, host: args.host.connection, standsOn: standing(args.netns) };
        super("Bridge", name, given, outputs, opts);
    }
}

const inputs = [
    "name",
    "addresses",
    "mac",
    "macFromAddress",
    "mtu",
    "stp",
    "netns",
    "up",
    "allowOverlap",
    "rpFilter",
    "adopt",
];
const outputs = [...inputs, "ifindex"];
