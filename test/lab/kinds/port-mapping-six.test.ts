import { onLab } from "./harness";
import { kindSuite } from "./suite";

const ground = onLab("kind-port-six");
const unmarked = `ip6tables-save | sed 's/ -m comment --comment "[^"]*"//' | ip6tables-restore`;
const chain = (table: string, name: string) =>
    `ip6tables -t ${table} -S ${name} | sed 's/ -m comment --comment [^ ]*//'`;

kindSuite(ground, {
    type: "PortMapping",
    minimal: { name: "web", hostPort: 8080, target: { address: "fd00:9::2/64", port: 80 } },
    shows: [
        {
            see: chain("nat", "OUTPUT"),
            as: "-P OUTPUT ACCEPT\n-A OUTPUT ! -d ::1/128 -m addrtype --dst-type LOCAL -j web-dnat",
        },
        {
            see: chain("nat", "web-dnat"),
            as: "-N web-dnat\n-A web-dnat -p tcp -m tcp --dport 8080 -j DNAT --to-destination [fd00:9::2]:80",
        },
        {
            see: chain("nat", "web-snat"),
            as: "-N web-snat\n-A web-snat -s fd00:9::/64 -d fd00:9::2/128 -p tcp -m tcp --dport 80 -m conntrack --ctstate DNAT -j MASQUERADE",
        },
    ],
    maximal: {
        hostIp: `${ground.underlay6}::11`,
        hostPort: "8000-8010",
        protocol: "udp",
        target: { address: "FD00:9::3", port: "9000-9010" },
    },
    maximalShows: [
        {
            see: chain("nat", "web-dnat"),
            as: new RegExp(
                String.raw`-d ${ground.underlay6}::11/128 -p udp -m udp --dport 8000:8010 -j DNAT --to-destination \[fd00:9::3\]:9000-9010/8000$`,
            ),
        },
    ],
    updates: [
        { change: { protocol: "udp" }, see: chain("nat", "web-dnat"), as: /-p udp/ },
        {
            change: { target: { address: "fd00:9::4" } },
            see: chain("nat", "web-dnat"),
            as: /--to-destination fd00:9::4$/m,
        },
    ],
    replacing: [{ change: { target: { address: "10.9.0.2", port: 80 } }, replaces: "family" }],
    drift: [
        { by: "ip6tables -t nat -F", key: "rules" },
        { by: "ip6tables -t nat -D web-dnat 1", key: "rules" },
        { by: "ip6tables -t nat -D PREROUTING 1", key: "rules" },
        { by: "ip6tables -F web-fwd", key: "rules" },
        { by: "ip6tables -t nat -D POSTROUTING 1", key: "rules" },
        { by: "ip6tables -D FORWARD 1", key: "rules" },
        { by: "ip6tables -F", key: "rules" },
        { by: "nft delete table ip6 filter", key: "rules" },
        { by: "nft delete table ip6 nat", key: "rules" },
        { by: unmarked, key: "owner" },
    ],
    identity: "echo rules",
    gone: "nft flush ruleset; rm -rf /run/hostnet",
    goneToo: [{ by: "nft flush ruleset" }],
    unmark: unmarked,
    breaks: ["ip6tables-restore"],
});
