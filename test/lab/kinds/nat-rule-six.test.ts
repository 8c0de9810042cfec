import { onLab } from "./harness";
import { kindSuite } from "./suite";

const ground = onLab("kind-nat-six");
const unmarked = `ip6tables-save | sed 's/ -m comment --comment "[^"]*"//' | ip6tables-restore`;

kindSuite(ground, {
    type: "NatRule",
    minimal: { name: "out", source: "fd00:9::/64", forward: false },
    shows: [{ see: "ip6tables -t nat -S out-post 1", as: /-s fd00:9::\/64 .*-j MASQUERADE$/ }],
    maximal: {
        exceptDestination: "fd00:9::/64",
        outInterface: "eth1",
        toSource: `${ground.underlay6.toUpperCase()}::11`,
        forward: true,
    },
    maximalShows: [
        {
            see: "ip6tables -t nat -S out-post 1",
            as: new RegExp(`-s fd00:9::/64 ! -d fd00:9::/64 -o eth1 .*-j SNAT --to-source ${ground.underlay6}::11$`),
        },
    ],
    updates: [
        {
            change: { forward: true },
            see: "ip6tables -S out-fwd 2",
            as: /-d fd00:9::\/64 .*--ctstate RELATED,ESTABLISHED .*-j ACCEPT$/,
        },
    ],
    replacing: [{ change: { source: "10.9.0.0/16" }, replaces: "family" }],
    drift: [
        { by: "ip6tables -t nat -F", key: "rules" },
        { by: "ip6tables -t nat -D out-post 1", key: "rules" },
        { by: "ip6tables -t nat -D POSTROUTING 1", key: "rules" },
        { by: "ip6tables -F out-fwd", key: "rules" },
        { by: "ip6tables -D FORWARD 1", key: "rules" },
        { by: "ip6tables -F", key: "rules" },
        { by: "ip6tables -t nat -A out-post -j MASQUERADE", key: "rules" },
        { by: "nft delete table ip6 nat", key: "rules" },
        { by: "nft delete table ip6 filter", key: "rules" },
        { by: unmarked, key: "owner" },
    ],
    identity: "echo rules",
    gone: "nft flush ruleset; rm -rf /run/hostnet",
    goneToo: [{ by: "nft flush ruleset" }],
    unmark: unmarked,
    breaks: ["ip6tables-restore"],
});
