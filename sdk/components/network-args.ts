import type * as pulumi from "@pulumi/pulumi";
import type { AddressPoolArgs } from "../resources/address-pool";
import type { AttachmentPointArgs } from "../resources/attachment-point";
import type { BridgeArgs } from "../resources/bridge";
import type { EndpointArgs } from "../resources/endpoint";
import type { ForwardRuleArgs } from "../resources/forward-rule";
import type { NameServiceArgs } from "../resources/name-service";
import type { NatRuleArgs } from "../resources/nat-rule";
import type { PortMappingArgs } from "../resources/port-mapping";
import type { SysctlArgs } from "../resources/sysctl";
import type { Declared, Endpoints } from "./endpoint-args";
import type { Transform } from "./parts/transform";

/** What every network takes. */
export interface NetworkArgs<E extends object = Endpoints> {
    /**
     * Its IPv4 subnet, `"10.233.0.0/16"`, or `"auto"`: private space that no route of its hosts overlaps, chosen once.
     * Another subnet renumbers the endpoints. It must not overlap that of another network of the program on the same host.
     */
    subnet: string;
    /**
     * Its IPv6 subnet, `"fd00:233::/64"`, or `"auto"` for a unique local one (RFC 4193): endpoints have an address of both
     * families. In place. Default: none.
     */
    subnet6?: string;
    /**
     * The address that its hosts have in the subnet, through which endpoints reach elsewhere; `false` for none, neither
     * then is there a way out, nor can ports be published. In place. Default: the first address.
     */
    gateway?: string | false;
    /** The same in `subnet6`. Default: the first address. */
    gateway6?: string;
    /**
     * Whether what leaves the network gets the address of its host as source. In place. Default: true. With false the rest
     * of the world needs a route to the subnet.
     */
    masquerade?: boolean;
    /**
     * The MTU of everything on the network, in bytes; refused if it does not fit through every host. In place. Default:
     * what fits through the narrowest one.
     */
    mtu?: number;
    /**
     * Who may open connections to its endpoints besides the network itself, its hosts and published ports: other networks,
     * or `"10.1.0.0/16"`. In place. Default: nobody.
     */
    reachableFrom?: readonly (Reachable | string)[];
    /** Parts of the subnets that are left to `NetworkAttachment`s of other programs: `["10.233.128.0/24"]`. In place. Default: none. */
    slices?: string[];
    /** Give the hosts' addresses even where a route of theirs overlaps the subnet. Default: false, and it is refused. */
    allowOverlap?: boolean;
    /** Its endpoints by name. Default: none. */
    endpoints?: Declared<E>;
    /** The last word on the args of its children, by kind. */
    transform?: NetworkTransforms;
}

/** A network that can be named in `reachableFrom`. */
export interface Reachable {
    readonly name: string;
    readonly subnet: pulumi.Output<string>;
    /** Not there in a network without IPv6. */
    readonly subnet6?: pulumi.Output<string>;
    readonly internal: boolean;
}

/** The last word on the args of what an endpoint is made of. */
export interface EndpointTransforms {
    addressPool?: Transform<AddressPoolArgs>;
    endpoint?: Transform<EndpointArgs>;
    portMapping?: Transform<PortMappingArgs>;
    nameService?: Transform<NameServiceArgs>;
}

/** The last word on the args of a network's children. */
export interface NetworkTransforms extends EndpointTransforms {
    bridge?: Transform<BridgeArgs>;
    natRule?: Transform<NatRuleArgs>;
    sysctl?: Transform<SysctlArgs>;
    forwardRule?: Transform<ForwardRuleArgs>;
    attachmentPoint?: Transform<AttachmentPointArgs>;
}
