// Made by `npm run generate` from spec/port-mapping.ts: change it there.
import type * as pulumi from "@pulumi/pulumi";
import { portMapping } from "../../spec/port-mapping";
import { onHost } from "../on-host";
import { HostnetResource } from "../resource";
import type { ResourceArgs } from "./args";
import type { PortTarget, PortTargetArgs } from "./port-target";

/** What a program says of a `PortMapping`. */
export interface PortMappingArgs extends ResourceArgs {
    /**
     * What its chains on the host begin with. A letter, then letters, digits and `_ . -`, at most 20 bytes. A change
     * replaces it. Default: `port-`, the logical name and a hash; at most 20 bytes.
     */
    name?: pulumi.Input<string>;
    /** The one address of the host to publish on. In place. Default: every address that the host has. */
    hostIp?: pulumi.Input<string>;
    /**
     * The port of the host. Refused if a process listens there or another rule has it. A port, or a range as
     * `8000-8010`. In place.
     */
    hostPort: pulumi.Input<number | string>;
    /** The protocol. In place. Default: `"tcp"`. */
    protocol?: pulumi.Input<"tcp" | "udp" | "sctp">;
    /** Where it leads. In place. */
    target: pulumi.Input<PortTargetArgs>;
    /**
     * Publish on 127.0.0.1 of the host too: the device towards the target, most often its bridge, whose
     * `route_localnet` is then held at 1, and from which packets to 127.0.0.0/8 are dropped. IPv4 only. In place.
     * Default: not published there.
     */
    localhostVia?: pulumi.Input<string>;
}

/**
 * A published port (iptables-extensions(8), DNAT): reached from outside, from the host itself at its own addresses,
 * from the target itself, and with `localhostVia` from 127.0.0.1. The host must forward: see `Sysctl`.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
 * new hostnet.Sysctl("forwarding", { host, name: "net.ipv4.ip_forward", value: "1" });
 * new hostnet.PortMapping("web", { host, hostPort: 8080, target: { address: "10.233.1.2", port: 80 } });
 * ```
 */
export class PortMapping extends HostnetResource {
    /** Whether what was there already is taken over. */
    declare readonly adopt: pulumi.Output<boolean>;
    /** What its chains on the host begin with. */
    declare readonly name: pulumi.Output<string>;
    /** The one address of the host to publish on. */
    declare readonly hostIp: pulumi.Output<string | undefined>;
    /** The port or range as text. */
    declare readonly hostPort: pulumi.Output<string>;
    /** The protocol. */
    declare readonly protocol: pulumi.Output<"tcp" | "udp" | "sctp">;
    /** The target's address, without a prefix, its network, where it is known, and its port or range as text. */
    declare readonly target: pulumi.Output<PortTarget>;
    /**
     * Publish on 127.0.0.1 of the host too: the device towards the target, most often its bridge, whose
     * `route_localnet` is then held at 1, and from which packets to 127.0.0.0/8 are dropped. IPv4 only.
     */
    declare readonly localhostVia: pulumi.Output<string | undefined>;
    /** 4 for iptables, 6 for ip6tables: the family of its addresses. */
    declare readonly family: pulumi.Output<4 | 6>;
    /**
     * The iptables rules, a row each, `TABLE CHAIN rule`; a preview shows them. One that is gone from the host is
     * `missing: TABLE CHAIN rule`, until the next `up`.
     */
    declare readonly rules: pulumi.Output<string[]>;

    constructor(name: string, args: PortMappingArgs, opts?: pulumi.CustomResourceOptions) {
        super(portMapping, name, onHost(portMapping, name, args), opts);
    }
}
