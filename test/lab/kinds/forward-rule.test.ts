import { forwardRuleSample } from "../../samples/rules";
import { onLab } from "./harness";
import { kindSuite } from "./suite";

const ground = onLab("kind-forward");
const rows = (tool = "iptables") =>
    `${tool}-save | grep -e '^\\*' -e ' out-' | sed 's/-m comment --comment "hostnet:shop.dev.it" //; s/\\[.*//'`;
const mark = '-m comment --comment "hostnet:shop/dev/it"';
const unmarked = (tool: string) => `${tool}-save | sed 's/ -m comment --comment "[^"]*"//' | ${tool}-restore`;
const chain = "iptables -t mangle -S out-drop 1 | sed 's/-m comment .*hostnet[^ ]* //'";
const one = (match: Record<string, unknown>) => ({ matches: [match] });

const everything = forwardRuleSample.maximal.matches;

kindSuite(ground, {
    ...forwardRuleSample,
    shows: [{ see: rows(), as: "*mangle\n-A FORWARD -j out-drop\n-A out-drop -i br0 -o br1 -j DROP" }],
    maximalShows: [
        {
            see: rows(),
            as: [
                "*filter",
                "-A FORWARD -j out-allow",
                "-A out-allow -i br0 ! -o br0 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j ACCEPT",
                "-A out-allow -s 10.9.0.0/16 ! -d 10.9.0.7/32 ! -i eth1 -p tcp -m tcp --dport 80:90 -j ACCEPT",
            ].join("\n"),
        },
    ],
    updates: [
        { change: { action: "accept" }, see: "iptables -S out-allow", as: /-i br0 -o br1 .*-j ACCEPT/ },
        {
            change: { matches: everything },
            see: "iptables -t mangle -S out-drop",
            as: /-i br0 ! -o br0[\s\S]*-j DROP$/,
        },
        {
            change: { except: [{ source: "10.9.0.0/24" }, { source: "10.9.1.0/24", outInterface: "br1" }] },
            see: "iptables -t mangle -S out-drop",
            as: /-s 10\.9\.0\.0\/24 .*-j RETURN\n.*-s 10\.9\.1\.0\/24 -o br1 .*-j RETURN\n.*-i br0 -o br1 .*-j DROP$/,
        },
        { change: one({ source: "10.9.0.5" }), see: chain, as: /-s 10\.9\.0\.5\/32/ },
        { change: one({ states: ["dnat", "new"] }), see: chain, as: /--ctstate NEW,DNAT/ },
        { change: one({ protocol: "udp", port: 53 }), see: chain, as: /-p udp .*--dport 53/ },
        { change: one({ protocol: "icmp" }), see: chain, as: /-p icmp/ },
    ],
    replacing: [
        { change: { name: "out2" }, replaces: "name" },
        { change: one({ source: "fd00:9::/64", protocol: "icmp", states: ["new"] }), replaces: "family" },
        { change: { family: 6 }, replaces: "family" },
    ],
    drift: [
        { by: "iptables -D out-allow 1", key: "rules" },
        { by: "iptables -F out-allow", key: "rules" },
        { by: "iptables -F", key: "rules" },
        { by: "iptables -D FORWARD 1", key: "rules" },
        { by: `iptables -A INPUT ${mark} -j out-allow`, key: "rules" },
        { by: "iptables -A out-allow -j ACCEPT", key: "rules" },
        { by: "iptables -F; iptables -t nat -F; iptables -t mangle -F", key: "rules" },
        { by: "iptables -t mangle -F", key: "rules", from: { action: "drop" } },
        { by: "iptables -t mangle -F out-drop", key: "rules", from: { action: "drop" } },
        { by: unmarked("iptables"), key: "owner", from: { action: "drop" } },
        { by: "iptables -t mangle -D FORWARD 1", key: "rules", from: { action: "drop" } },
        { by: unmarked("iptables"), key: "owner" },
    ],
    identity: "echo rules",
    gone: "nft flush ruleset; rm -rf /run/hostnet",
    goneToo: [
        { by: "iptables -F; iptables -X out-allow" },
        { by: "nft delete table ip filter" },
        { by: "nft delete table ip mangle", from: {} },
    ],
    unmark: unmarked("iptables"),
    foreign:
        "iptables -t mangle -N out-drop; iptables -t mangle -A out-drop -j DROP; iptables -t mangle -A FORWARD -j out-drop",
});
