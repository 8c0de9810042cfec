import { natRuleSample } from "../../samples/rules";
import { literally } from "../literally";
import { onLab } from "./harness";
import { kindSuite } from "./suite";

const ground = onLab("kind-nat");
const rows = (tool: string) =>
    `${tool}-save | grep -e 'out-' | sed 's/-m comment --comment "hostnet:shop.dev.it" //; s/\\[.*//'`;
const mark = '-m comment --comment "hostnet:shop/dev/it"';

/** Takes every comment away, and nothing else. */
const unmarked = (tool: string) => `${tool}-save | sed 's/ -m comment --comment "[^"]*"//' | ${tool}-restore`;

const drifts = (tool: string) => [
    { by: `${tool} -t nat -D out-post 1`, key: "rules" },
    { by: `${tool} -D out-fwd 1`, key: "rules" },
    { by: `${tool} -D out-fwd 2`, key: "rules" },
    { by: `${tool} -t nat -F out-post`, key: "rules" },
    { by: `${tool} -F out-fwd`, key: "rules" },
    { by: `${tool} -t nat -D POSTROUTING 1`, key: "rules" },
    { by: `${tool} -D FORWARD 1`, key: "rules" },
    { by: `${tool} -t nat -A POSTROUTING ${mark} -j out-post`, key: "rules" },
    { by: `${tool} -A INPUT -j out-fwd`, key: "rules" },
    {
        by: `${tool} -A out-fwd -s 0/0 -j ACCEPT`.replace("0/0", tool === "iptables" ? "1.2.3.4" : "fd00::1"),
        key: "rules",
    },
    { by: `${tool} -t nat -F`, key: "rules" },
    { by: `${tool} -t nat -F; ${tool} -t nat -X`, key: "rules" },
    { by: `${tool} -F; ${tool} -X out-fwd`, key: "rules" },
    { by: `${tool} -t nat -F; ${tool} -F`, key: "rules" },
    { by: `${tool} -F`, key: "rules" },
    { by: `nft delete table ${tool === "iptables" ? "ip" : "ip6"} filter`, key: "rules" },
    { by: `nft delete table ${tool === "iptables" ? "ip" : "ip6"} nat`, key: "rules" },
    { by: unmarked(tool), key: "owner" },
    { by: "rm -rf /run/hostnet", key: "" },
];

kindSuite(ground, {
    ...natRuleSample(ground.underlay),
    shows: [
        {
            see: rows("iptables"),
            as: ":out-post - \n-A POSTROUTING -j out-post\n-A out-post -s 10.9.0.0/16 -j MASQUERADE",
        },
    ],
    maximalShows: [
        {
            see: rows("iptables"),
            as: new RegExp(
                String.raw`-A out-post -s 10\.9\.0\.0/16 ! -d 10\.9\.0\.0/16 ! -o br0 -j SNAT --to-source ${literally(ground.underlay)}\.11`,
            ),
        },
        {
            see: "iptables -S out-fwd | sed 's/-m comment --comment .hostnet[^ ]* //'",
            as: "-N out-fwd\n-A out-fwd -s 10.9.0.0/16 -j ACCEPT\n-A out-fwd -d 10.9.0.0/16 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
        },
    ],
    updates: [
        { change: { source: "10.8.0.0/16" }, see: "iptables -t nat -S out-post 1", as: /-s 10\.8\.0\.0\/16/ },
        {
            change: { source: "0.0.0.0/0" },
            see: "iptables -t nat -S out-post",
            as: /-A out-post (?!.*-s ).*-j MASQUERADE/,
        },
        {
            change: { exceptDestination: "10.0.0.0/8" },
            see: "iptables -t nat -S out-post 1",
            as: /! -d 10\.0\.0\.0\/8/,
        },
        { change: { outInterface: "eth1" }, see: "iptables -t nat -S out-post 1", as: /-o eth1/ },
        { change: { exceptOutInterface: "br0" }, see: "iptables -t nat -S out-post 1", as: /! -o br0/ },
        {
            change: { toSource: "192.0.2.9" },
            see: "iptables -t nat -S out-post 1",
            as: /-j SNAT --to-source 192\.0\.2\.9/,
        },
        { change: { forward: true }, from: { forward: false }, see: "iptables -S FORWARD", as: /-j out-fwd/ },
    ],
    replacing: [
        { change: { name: "out2" }, replaces: "name" },
        { change: { source: "fd00:9::/64" }, replaces: "family" },
    ],
    drift: drifts("iptables").filter(({ key }) => key !== ""),
    identity: "echo rules",
    gone: "nft flush ruleset; rm -rf /run/hostnet",
    goneToo: [
        { by: "nft flush ruleset" },
        { by: "iptables -t nat -F; iptables -t nat -X; iptables -F; iptables -X" },
        { by: "nft delete table ip nat", from: {} },
    ],
    unmark: unmarked("iptables"),
    foreign:
        "iptables -t nat -N out-post; iptables -t nat -A out-post -j ACCEPT; iptables -t nat -A POSTROUTING -j out-post",
});
