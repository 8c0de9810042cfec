import { canonicalAddress, canonicalInterfaceAddress } from "../addressing";
import { adoptable } from "./common";
import { address, linkName, network, object, oneOf, ports, text } from "./fields";
import { table, words, workedOut } from "./property";
import { chains, family, rules } from "./rules";

export const portTarget = object("PortTarget", "Where a published port leads.", {
    address: {
        // With its prefix as other resources tell it.
        type: text("an IP address, with or without the prefix of its network", (value) =>
            value.includes("/") ? canonicalInterfaceAddress(value) : canonicalAddress(value),
        ),
        meaning:
            "The target's address. With a prefix, as `veth.peer.addresses[0]` has it, that says which `network` it is in.",
        output: "The target's address, without a prefix.",
        required: true,
        change: "in place; another family replaces",
    },
    network: {
        type: network,
        meaning:
            "The network whose members call the published port through the host though they share a link with the target: their calls are masqueraded, or the answers would not come back through the host.",
        absent: "by the prefix of the address; without one only the target itself can",
    },
    port: {
        type: ports,
        meaning: "Its port, or a range of as many ports as `hostPort`.",
        default: workedOut("the same as `hostPort`"),
    },
});

export const portMapping = table({
    type: "PortMapping",
    noun: "port mapping",
    meaning:
        "A published port (iptables-extensions(8), DNAT): reached from outside, from the host itself at its own addresses, from the target itself, and with `localhostVia` from 127.0.0.1. The host must forward: see `Sysctl`.",
    example: `
const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
new hostnet.Sysctl("forwarding", { host, name: "net.ipv4.ip_forward", value: "1" });
new hostnet.PortMapping("web", { host, hostPort: 8080, target: { address: "10.233.1.2", port: 80 } });`,
    properties: {
        ...adoptable,
        name: chains("port-"),
        ...words({
            hostIp: {
                type: address,
                meaning: "The one address of the host to publish on.",
                absent: "every address that the host has",
            },
            hostPort: {
                type: ports,
                meaning: "The port of the host. Refused if a process listens there or another rule has it.",
                output: "The port or range as text.",
                required: true,
            },
            protocol: { type: oneOf("tcp", "udp", "sctp"), meaning: "The protocol.", default: "tcp" },
            target: {
                type: portTarget,
                meaning: "Where it leads.",
                output: "The target's address, without a prefix, its network, where it is known, and its port or range as text.",
                required: true,
            },
        }),
        localhostVia: {
            type: linkName,
            meaning:
                "Publish on 127.0.0.1 of the host too: the device towards the target, most often its bridge, whose `route_localnet` is then held at 1, and from which packets to 127.0.0.0/8 are dropped. IPv4 only.",
            absent: "not published there",
            standsOn: "ours",
        },
        family,
        rules,
    },
});
