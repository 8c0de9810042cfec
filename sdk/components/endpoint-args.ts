import type * as pulumi from "@pulumi/pulumi";
import type { Host } from "../resources/host";
import type { LinkRouteArgs } from "../resources/link-route";
import type { Netns } from "../resources/netns";

/** A port of the host that leads to an endpoint. */
export interface PublishArgs {
    /** The port of the host, `8080`, or a range, `"8000-8010"`. Once a host, address and protocol. In place. */
    hostPort: number | string;
    /** The port of the endpoint, or a range of as many. In place. Default: the same as `hostPort`. */
    targetPort?: number | string;
    /** `"tcp"`, `"udp"` or `"sctp"`. Default: `"tcp"`. */
    protocol?: "tcp" | "udp" | "sctp";
    /** The one address of the host to publish on; its family is the endpoint's. Default: every address, of both families. */
    hostIp?: string;
    /** Publish on 127.0.0.1 of the host too; see `localhostVia` of `PortMapping`. Default: false. */
    localhost?: boolean;
}

/** The resolv.conf and hosts of an endpoint's namespace; see `NameService`. */
export interface NameServiceOptions {
    /** Addresses of name servers, in order; three at most. In place. Default: the host's own resolv.conf. */
    nameservers?: string[];
    /** Domains that short names are tried in, in order. In place. Default: none. */
    search?: string[];
    /** Options of resolv.conf(5). In place. Default: none. */
    options?: string[];
    /** Whether every endpoint of the network is found by its name, through the namespace's hosts. In place. Default: true. */
    endpoints?: boolean;
}

/** An endpoint of a network, which becomes an `Endpoint`: a namespace, a cable into it, an address. */
export interface NetworkEndpointArgs {
    /** The host it is on, by the logical name of its `Host`, or that itself. Another one replaces it. Required unless `sharedWith` is given. */
    host?: string | Host;
    /**
     * What it is called on its host: its namespace, and `veth-NAME` its port on the bridge. A change replaces it. Default:
     * `NETWORK-ENDPOINT`. Stacks that share hosts need names of their own.
     */
    name?: string;
    /**
     * An existing namespace, as a `Netns` or by name, such as that of an endpoint of another network; give `interface` then.
     * Default: one of its own.
     */
    netns?: Netns | pulumi.Input<string>;
    /**
     * Another endpoint of this network whose namespace, interface and address this one has too, as in a pod. It costs
     * nothing; what it publishes leads to that address.
     */
    sharedWith?: string;
    /** Its IPv4 address, inside the subnet: `"10.233.0.50"`. In place. Default: a free one, which stays. */
    address?: string;
    /** Its IPv6 address, inside `subnet6`. In place. Default: a free one, which stays. */
    address6?: string;
    /** Its MAC address. In place. Default: made from the address, so that both come back together. */
    mac?: string;
    /** Whether the gateway is its default route. In place. Default: true where the network has a gateway and a way out. */
    defaultRoute?: boolean;
    /** More routes of its interface. In place. Default: none. */
    routes?: LinkRouteArgs[];
    /** Its MTU in bytes, at most that of the network. In place. Default: that of the network. */
    mtu?: number;
    /** The name of its interface inside the namespace. A change replaces it. Default: `eth0`. */
    interface?: string;
    /** Its namespace's own name service; a namespace has one at most. Default: none, and the host's own serves. */
    nameService?: NameServiceOptions;
    /** Ports of its host that lead to it. Default: none. */
    publish?: PublishArgs[];
}

/** The endpoints of a network by name: a letter, then letters, digits and `_ . -`, at most 63. */
export type Endpoints = Record<string, NetworkEndpointArgs>;

/** Endpoints of these names: whatever the names, an unknown key inside is an error of TypeScript. */
export type Declared<E extends object> = { [K in keyof E]: NetworkEndpointArgs };

/** An endpoint as it is. */
export interface NetworkEndpoint {
    readonly name: string;
    /** The logical name of its host. */
    readonly host: string;
    /** Its IPv4 address without prefix; known in a preview. */
    readonly address: pulumi.Output<string>;
    /** Its IPv6 address without prefix, in a network with `subnet6`. */
    readonly address6: pulumi.Output<string | undefined>;
    readonly mac: pulumi.Output<string>;
    /** Its namespace on the host: `ip netns exec NAME`. */
    readonly netns: pulumi.Output<string>;
    /** Its interface inside. */
    readonly interface: string;
}
