import type * as pulumi from "@pulumi/pulumi";
import { HostnetResource } from "../resource";
import { standing } from "../standing";
import type { ResourceArgs } from "./args";

/** Where a published port leads. */
export interface PortTargetArgs {
    /**
     * The target's address. With a prefix, as `veth.peer.addresses[0]` has it, that says which `network` it is in. Another
     * family replaces.
     */
    address: pulumi.Input<string>;
    /**
     * The network whose members call the published port through the host though they share a link with the target: their
     * calls are masqueraded, or the answers would not come back through the host. Default: by the prefix of the address;
     * without one only the target itself can.
     */
    network?: pulumi.Input<string>;
    /** Its port, or a range of as many ports as `hostPort`. Default: the same as `hostPort`. */
    port?: pulumi.Input<number | string>;
}

export interface PortMappingArgs extends ResourceArgs {
    /**
     * What its chains begin with: a letter, then letters, digits and `_ . -`, at most 20 bytes. A change replaces it.
     * Default: `port-`, the logical name and a hash.
     */
    name?: pulumi.Input<string>;
    /** The one address of the host to publish on. In place. Default: every address that the host has. */
    hostIp?: pulumi.Input<string>;
    /**
     * The port of the host, `8080`, or a range, `"8000-8010"`. In place. Refused if a process listens there or another
     * rule has it.
     */
    hostPort: pulumi.Input<number | string>;
    /** `"tcp"`, `"udp"` or `"sctp"`. In place. Default: `"tcp"`. */
    protocol?: pulumi.Input<"tcp" | "udp" | "sctp">;
    /** Where it leads. In place. */
    target: pulumi.Input<PortTargetArgs>;
    /**
     * Publish on 127.0.0.1 of the host too: the device towards the target, most often its bridge, whose `route_localnet`
     * is then held at 1, and from which packets to 127.0.0.0/8 are dropped. IPv4 only. In place. Default: not published
     * there.
     */
    localhostVia?: pulumi.Input<string>;
}

/**
 * A published port (iptables-extensions(8), DNAT): reached from outside, from the host itself at its own addresses, from
 * the target itself, and with `localhostVia` from 127.0.0.1. The host must forward: see `Sysctl`.
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
    /** What its chains begin with. */
    declare readonly name: pulumi.Output<string>;
    declare readonly hostIp: pulumi.Output<string | undefined>;
    /** The port or range as text. */
    declare readonly hostPort: pulumi.Output<string>;
    declare readonly protocol: pulumi.Output<"tcp" | "udp" | "sctp">;
    /** The target's address, without a prefix, its network, where it is known, and its port or range as text. */
    declare readonly target: pulumi.Output<{ address: string; network?: string; port: string }>;
    declare readonly localhostVia: pulumi.Output<string | undefined>;
    declare readonly adopt: pulumi.Output<boolean>;
    /** 4 for iptables, 6 for ip6tables: the family of the target. */
    declare readonly family: pulumi.Output<number>;
    /** The iptables rules, a row each, `TABLE CHAIN rule`; a preview shows them. */
    declare readonly rules: pulumi.Output<string[]>;

    constructor(name: string, args: PortMappingArgs, opts?: pulumi.CustomResourceOptions) {
        const given = { ...args, host: args.host.connection, standsOn: standing(args.localhostVia) };
        super("PortMapping", name, given, outputs, opts);
    }
}

const inputs = ["name", "hostIp", "hostPort", "protocol", "target", "localhostVia", "adopt"];
const outputs = [...inputs, "family", "rules"];
