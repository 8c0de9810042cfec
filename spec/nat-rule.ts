import { adoptable } from "./common";
import { address, flag, linkName, network } from "./fields";
import { table, words } from "./property";
import { chains, family, rules } from "./rules";

export const natRule = table({
    type: "NatRule",
    noun: "NAT rule",
    meaning:
        "Source NAT for a network that leaves its host (iptables-extensions(8), MASQUERADE and SNAT), in chains of its own. The host must forward: see `Sysctl`.",
    example: `
const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
new hostnet.Sysctl("forwarding", { host, name: "net.ipv4.ip_forward", value: "1" });
new hostnet.NatRule("out", { host, source: "10.233.0.0/16", exceptDestination: "10.233.0.0/16" });`,
    properties: {
        ...adoptable,
        name: chains("nat-"),
        ...words({
            source: {
                type: network,
                meaning: "The network whose packets get another source: `10.233.0.0/16`.",
                required: true,
                change: "in place; another family replaces",
            },
            exceptDestination: {
                type: network,
                meaning: "A network that its packets reach as they are, most often `source` itself.",
                absent: "none",
            },
            outInterface: {
                type: linkName,
                meaning: "Only what leaves by this device. Not with `exceptOutInterface`.",
                absent: "any device",
            },
            exceptOutInterface: {
                type: linkName,
                meaning: "Only what does not leave by this device, such as the network's own bridge.",
                absent: "no exception",
            },
            toSource: {
                type: address,
                meaning: "The source that packets get (SNAT).",
                absent: "the address of the device they leave by (MASQUERADE)",
            },
            forward: {
                type: flag,
                meaning:
                    "Accept what is forwarded from `source`, and the answers to it, whatever the host's FORWARD policy.",
                default: true,
            },
            inInterface: {
                type: linkName,
                meaning:
                    "Accept it only where it comes in by this device, such as the network's own bridge: who is behind another one can send with an address of `source` too.",
                absent: "by any device",
            },
        }),
        family,
        rules,
    },
});
