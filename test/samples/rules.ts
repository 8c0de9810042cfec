import { forwardRule } from "../../spec/forward-rule";
import { natRule } from "../../spec/nat-rule";
import { portMapping } from "../../spec/port-mapping";
import { sample } from "./sample";

/** Source NAT on a lab whose underlay has these three first bytes. */
export const natRuleSample = (prefix: string) =>
    sample(natRule, {
        noted: true,
        minimal: { name: "out", source: "10.9.0.0/16", forward: false },
        maximal: {
            exceptDestination: "10.9.0.0/16",
            exceptOutInterface: "br0",
            toSource: `${prefix}.11`,
            forward: true,
        },
        breaks: ["iptables-restore"],
        aside: { exceptOutInterface: undefined, outInterface: "eth0" },
        refused: [
            [{ source: undefined }, /^source: is missing/],
            [{ source: "10.9.0.1/16" }, /^source: "10\.9\.0\.1\/16" is not a network/],
            [{ exceptDestination: "fd00::/8" }, "exceptDestination: fd00::/8 is not of the same address family"],
            [{ toSource: "fd00::1" }, "toSource: fd00::1 is not of the same address family as source 10.9.0.0/16"],
            [{ source: "fd00:9::/64", toSource: "192.0.2.1" }, "toSource: 192.0.2.1 is not of the same address family"],
            [{ outInterface: "eth1", exceptOutInterface: "br0" }, "exceptOutInterface: cannot be given together"],
            [{ outInterface: "eth1; reboot" }, /^outInterface: /],
            [{ toSource: "$(reboot)" }, /^toSource: /],
            [{ forward: "yes" }, /^forward: /],
            [{ name: "a-name-of-more-than-20-bytes" }, /^name: /],
        ],
        together: {
            as: "nat",
            args: { source: "10.233.1.0/24", exceptDestination: "10.233.0.0/16" },
            change: { forward: false },
        },
    });

/** A published port on a lab whose underlay has these three first bytes. */
export const portMappingSample = (prefix: string) =>
    sample(portMapping, {
        noted: true,
        prepare: "ip link add br0 type bridge; ip link add br1 type bridge",
        minimal: { name: "web", hostPort: 8080, target: { address: "10.9.0.2/24", port: 80 } },
        maximal: {
            hostIp: `${prefix}.11`,
            hostPort: "8000-8010",
            protocol: "udp",
            target: { address: "10.9.0.3", port: "9000-9010" },
            localhostVia: "br0",
        },
        breaks: ["iptables-restore"],
        aside: { hostPort: 8080, target: { address: "10.9.0.2/24", port: 80 } },
        together: {
            as: "port",
            args: { hostPort: 8080, target: { address: "10.233.1.2", port: 80 }, localhostVia: "br0" },
            change: { hostPort: "8081" },
        },
    });

const forwarded = [
    { inInterface: "br0", exceptOutInterface: "br0", exceptStates: ["dnat", "established", "related"] },
    { exceptInInterface: "eth1", source: "10.9.0.0/16", exceptDestination: "10.9.0.7", protocol: "tcp", port: "80-90" },
] as const;

export const forwardRuleSample = sample(forwardRule, {
    minimal: { name: "out", action: "drop", matches: [{ inInterface: "br0", outInterface: "br1" }] },
    maximal: { action: "accept", matches: forwarded },
    breaks: ["iptables-restore"],
    together: {
        as: "rule",
        args: {
            action: "drop",
            matches: [{ inInterface: "br0", exceptOutInterface: "br0", exceptStates: ["dnat"] }],
            family: 4,
        },
        change: { action: "accept" },
    },
});

export const rules = (prefix: string) => [natRuleSample(prefix), forwardRuleSample, portMappingSample(prefix)];
