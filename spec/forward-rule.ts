import { adoptable } from "./common";
import { linkName, list, object, oneOf, ports, selection } from "./fields";
import { table, words, workedOut } from "./property";
import { chains, rules } from "./rules";

const states = list(oneOf("new", "established", "related", "invalid", "untracked", "snat", "dnat"), { sorted: true });
const any = "any";

export const forwardMatch = object(
    "ForwardMatch",
    "What forwarded packets must be like, all of it at once; at least one criterion. Of a criterion and its opposite, one.",
    {
        inInterface: { type: linkName, meaning: "The device they came in by.", absent: any },
        exceptInInterface: { type: linkName, meaning: "Any device they came in by but this one.", absent: any },
        outInterface: { type: linkName, meaning: "The device they leave by.", absent: any },
        exceptOutInterface: { type: linkName, meaning: "Any device they leave by but this one.", absent: any },
        source: { type: selection, meaning: "Where they are from.", absent: any },
        exceptSource: { type: selection, meaning: "From anywhere but here.", absent: any },
        destination: { type: selection, meaning: "Where they go to.", absent: any },
        exceptDestination: { type: selection, meaning: "To anywhere but here.", absent: any },
        protocol: {
            type: oneOf("tcp", "udp", "sctp", "icmp"),
            meaning: 'Their protocol; `"icmp"` is ICMPv6 in a rule for IPv6.',
            absent: any,
        },
        port: { type: ports, meaning: "The port they go to; with `protocol`.", absent: any },
        states: {
            type: states,
            meaning:
                'States of conntrack (iptables-extensions(8), conntrack), of which one must hold; `"dnat"`: the destination was translated, as for a published port.',
            absent: any,
        },
        exceptStates: { type: states, meaning: "States of conntrack of which none may hold.", absent: "none" },
    },
);

export const forwardRule = table({
    type: "ForwardRule",
    noun: "forward rule",
    meaning:
        "What a host forwards or does not, whatever else stands in its FORWARD chains (iptables(8)). Drops are in table mangle, which is passed before filter, so that no accept brings back what is dropped, in whatever order they were made.",
    example: `
const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
new hostnet.ForwardRule("isolated", {
    host,
    action: "drop",
    matches: [{ inInterface: "br-blue", outInterface: "br-green" }, { inInterface: "br-green", outInterface: "br-blue" }],
});`,
    properties: {
        ...adoptable,
        name: chains("fwd-"),
        ...words({
            action: {
                type: oneOf("accept", "drop"),
                meaning:
                    '`"accept"`: whatever the host\'s FORWARD policy. `"drop"`: whatever others accept, as it is asked before them.',
                required: true,
            },
            matches: { type: list(forwardMatch), meaning: "Which packets: those of any of these.", required: true },
            except: {
                type: list(forwardMatch),
                meaning: "Which packets not, although they match: those of any of these.",
                default: [],
            },
        }),
        family: {
            type: oneOf(4, 6),
            meaning: "Which packets: 4 for those of IPv4 (iptables), 6 for those of IPv6 (ip6tables).",
            default: workedOut("the family of its addresses; 4 where there are none"),
            replaces: true,
            word: true,
        },
        rules,
    },
});
