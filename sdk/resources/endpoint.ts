// Made by `npm run generate` from spec/endpoint.ts: change it there.
import type * as pulumi from "@pulumi/pulumi";
import { endpoint } from "../../spec/endpoint";
import { onHost } from "../on-host";
import { HostnetResource } from "../resource";
import type { ResourceArgs } from "./args";
import type { EndpointPort, EndpointPortArgs } from "./endpoint-port";
import type { LinkRoute, LinkRouteArgs } from "./link-route";

/** What a program says of an `Endpoint`. */
export interface EndpointArgs extends ResourceArgs {
    /**
     * What it is called on the host: its namespace, and `veth-NAME` the port on the bridge. A letter, then letters,
     * digits and `_ . -`, at most 64 bytes. A change replaces it. Default: the logical name where that is valid, else
     * cut and with a hash.
     */
    name?: pulumi.Input<string>;
    /**
     * A namespace that is there, such as `netns.name` or that of another endpoint; it stays when the endpoint goes. A
     * change replaces it. Default: one of its own, called as `name` says.
     */
    netns?: pulumi.Input<string>;
    /** The bridge of the host that its port is on: `bridge.name`. In place. */
    bridge: pulumi.Input<string>;
    /**
     * The name of its interface inside the namespace. A letter, then letters, digits and `_ . -`, at most 15 bytes. A
     * change replaces it. Default: `"eth0"`.
     */
    interface?: pulumi.Input<string>;
    /**
     * Its addresses, IPv4 and IPv6: `["10.0.0.5/24", "fd00::5/64"]`. Refused if another link leads to an overlapping
     * network, see `allowOverlap`. Each is an address with the prefix of its network, `10.0.0.5/24`. In place, new ones
     * before old ones go. Default: none.
     */
    addresses?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Its routes, such as `[{ to: "default", via: "10.0.0.1" }]`, beside those of the addresses. In place, new ones
     * before old ones go. Default: none.
     */
    routes?: pulumi.Input<pulumi.Input<LinkRouteArgs>[]>;
    /**
     * Its MAC address, which comes back the same where it is not given. In place, but neighbours keep the old one for a
     * while. Default: made from the first IPv4 address, else the first address, else the names.
     */
    mac?: pulumi.Input<string>;
    /** The MTU of its interface. Bytes, 68 to 65535. In place. Default: `1500`. */
    mtu?: pulumi.Input<number>;
    /**
     * Frames may leave by the port they came in by, as an endpoint that uses its own published port needs. In place.
     * Default: `false`.
     */
    hairpin?: pulumi.Input<boolean>;
    /** No frames to or from other isolated ports of the bridge. In place. Default: `false`. */
    isolated?: pulumi.Input<boolean>;
    /** Whether its interface is up. In place. Default: `true`. */
    up?: pulumi.Input<boolean>;
    /**
     * The other end of the cable, where its names and sizes are not to be the usual ones. In place. Default: a port
     * that follows from the endpoint.
     */
    port?: pulumi.Input<EndpointPortArgs>;
    /** Whether `lo` of a namespace of its own is up. In place. Default: `true`. */
    loopback?: pulumi.Input<boolean>;
    /**
     * Settings of `net.*` inside a namespace of its own, `{ "net.ipv4.ip_forward": "1" }`. In place; what is no longer
     * named keeps its last value. Default: none.
     */
    sysctls?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /**
     * Whether deleting the namespace ends the processes that live in it: TERM, and KILL a second later. Without it,
     * deleting is refused while there are any. In place. Default: `false`.
     */
    killProcesses?: pulumi.Input<boolean>;
    /**
     * Give the addresses even where another link of the same namespace has a route to an overlapping network. Asked
     * only when an address is added; otherwise it is refused, naming that route. In place. Default: `false`.
     */
    allowOverlap?: pulumi.Input<boolean>;
}

/**
 * What lives on a network: a namespace of its own, or one that is there, and the cable (veth(4)) from an interface in
 * it to a bridge of the host. One resource for what `Netns` and `Veth` make in two.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
 * const br0 = new hostnet.Bridge("br0", { host, addresses: ["10.233.1.1/24"] });
 * const web = new hostnet.Endpoint("web", {
 *     host,
 *     bridge: br0.name,
 *     addresses: ["10.233.1.2/24"],
 *     routes: [{ to: "default", via: "10.233.1.1" }],
 * });
 * // On the host: ip netns exec web COMMAND
 * export const namespace = web.netns;
 * ```
 */
export class Endpoint extends HostnetResource {
    /** Whether what was there already is taken over. */
    declare readonly adopt: pulumi.Output<boolean>;
    /** What it is called on the host. */
    declare readonly name: pulumi.Output<string>;
    /** The namespace that the interface is in: `ip netns exec NAME`. */
    declare readonly netns: pulumi.Output<string>;
    /** Whether the namespace comes and goes with the endpoint. */
    declare readonly own: pulumi.Output<boolean>;
    /** The bridge of the host that its port is on. */
    declare readonly bridge: pulumi.Output<string>;
    /** The name of its interface inside the namespace. */
    declare readonly interface: pulumi.Output<string>;
    /** The addresses in canonical form, as they are on the host. */
    declare readonly addresses: pulumi.Output<string[]>;
    /** Its routes, those of the addresses left out. */
    declare readonly routes: pulumi.Output<LinkRoute[]>;
    /** Its MAC address, which comes back the same where it is not given. */
    declare readonly mac: pulumi.Output<string>;
    /** The MTU of its interface. In bytes. */
    declare readonly mtu: pulumi.Output<number>;
    /** Frames may leave by the port they came in by, as an endpoint that uses its own published port needs. */
    declare readonly hairpin: pulumi.Output<boolean>;
    /** No frames to or from other isolated ports of the bridge. */
    declare readonly isolated: pulumi.Output<boolean>;
    /** Whether its interface is up. */
    declare readonly up: pulumi.Output<boolean>;
    /** The other end of the cable, on the host: `endpoint.port.name`. */
    declare readonly port: pulumi.Output<EndpointPort>;
    /** Whether `lo` of a namespace of its own is up. */
    declare readonly loopback: pulumi.Output<boolean>;
    /** The settings that were asked for, with their values. */
    declare readonly sysctls: pulumi.Output<Record<string, string>>;
    /** Whether deleting the namespace ends the processes that live in it. */
    declare readonly killProcesses: pulumi.Output<boolean>;
    /** Whether the addresses are given although another link's route overlaps. */
    declare readonly allowOverlap: pulumi.Output<boolean>;
    /** The index of its port on the host; 0 where the cable is gone. */
    declare readonly ifindex: pulumi.Output<number>;

    constructor(name: string, args: EndpointArgs, opts?: pulumi.CustomResourceOptions) {
        super(endpoint, name, onHost(endpoint, name, args), opts);
    }
}
