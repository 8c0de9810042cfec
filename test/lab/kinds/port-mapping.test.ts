import { portMappingSample } from "../../samples/rules";
import { literally } from "../literally";
import { onLab } from "./harness";
import { kindSuite } from "./suite";

const ground = onLab("kind-port");
const mark = '-m comment --comment "hostnet:shop/dev/it"';
const unmarked = `iptables-save | sed 's/ -m comment --comment "[^"]*"//' | iptables-restore`;
/** Rules as they stand in a chain, without the comment that each has. */
const chain = (table: string, name: string) =>
    `iptables -t ${table} -S ${name} | sed 's/ -m comment --comment [^ ]*//'`;
const rules = (by: string) => ({ by, key: "rules" });
const localnet = "/proc/sys/net/ipv4/conf/br0/route_localnet";

kindSuite(ground, {
    ...portMappingSample(ground.underlay),
    shows: [
        {
            see: chain("nat", "PREROUTING"),
            as: "-P PREROUTING ACCEPT\n-A PREROUTING ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j web-dnat",
        },
        {
            see: chain("nat", "OUTPUT"),
            as: "-P OUTPUT ACCEPT\n-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j web-dnat",
        },
        {
            see: chain("nat", "web-dnat"),
            as: "-N web-dnat\n-A web-dnat -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.9.0.2:80",
        },
        {
            see: chain("nat", "web-snat"),
            as: "-N web-snat\n-A web-snat -s 10.9.0.0/24 -d 10.9.0.2/32 -p tcp -m tcp --dport 80 -m conntrack --ctstate DNAT -j MASQUERADE",
        },
        {
            see: chain("filter", "web-fwd"),
            as: [
                "-N web-fwd",
                "-A web-fwd -d 10.9.0.2/32 -p tcp -m tcp --dport 80 -m conntrack --ctstate DNAT -j ACCEPT",
                "-A web-fwd -s 10.9.0.2/32 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
                "-A web-fwd -d 10.9.0.2/32 -m conntrack --ctstate RELATED -j ACCEPT",
            ].join("\n"),
        },
        { see: `cat ${localnet}`, as: "0" },
    ],
    maximalShows: [
        { see: chain("nat", "OUTPUT"), as: "-P OUTPUT ACCEPT\n-A OUTPUT -m addrtype --dst-type LOCAL -j web-dnat" },
        {
            see: chain("nat", "web-dnat"),
            as: new RegExp(
                String.raw`-d ${literally(ground.underlay)}\.11/32 -p udp -m udp --dport 8000:8010 -j DNAT --to-destination 10\.9\.0\.3:9000-9010/8000$`,
            ),
        },
        {
            see: chain("nat", "web-snat"),
            as: /-A web-snat -s 127\.0\.0\.0\/8 -d 10\.9\.0\.3\/32 -p udp -m udp --dport 9000:9010 -j MASQUERADE/,
        },
        { see: chain("raw", "web-raw"), as: "-N web-raw\n-A web-raw -d 127.0.0.0/8 -i br0 -j DROP" },
        { see: `cat ${localnet}`, as: "1" },
    ],
    updates: [
        { change: { hostPort: 8081 }, see: chain("nat", "web-dnat"), as: /--dport 8081/ },
        {
            change: { hostPort: "8000-8010", target: { address: "10.9.0.2" } },
            see: chain("nat", "web-dnat"),
            as: /--dport 8000:8010 -j DNAT --to-destination 10\.9\.0\.2$/m,
        },
        { change: { protocol: "udp" }, see: chain("nat", "web-dnat"), as: /-p udp -m udp --dport 8080/ },
        { change: { protocol: "sctp" }, see: chain("nat", "web-dnat"), as: /-p sctp -m sctp --dport 8080/ },
        {
            change: { target: { address: "10.9.0.3", port: 81 } },
            see: chain("nat", "web-dnat"),
            as: /--to-destination 10\.9\.0\.3:81/,
        },
        {
            change: { hostIp: `${ground.underlay}.11` },
            see: chain("nat", "web-dnat"),
            as: new RegExp(String.raw`-d ${literally(ground.underlay)}\.11/32`),
        },
        { change: { localhostVia: "br0" }, see: `cat ${localnet}`, as: "1" },
        {
            change: { localhostVia: "br1" },
            from: { localhostVia: "br0" },
            see: `cat ${localnet} /proc/sys/net/ipv4/conf/br1/route_localnet`,
            as: "0\n1",
        },
    ],
    replacing: [
        { change: { name: "web2" }, replaces: "name" },
        { change: { target: { address: "fd00:9::2", port: 80 } }, replaces: "family" },
    ],
    drift: [
        ...["PREROUTING", "OUTPUT", "web-dnat", "POSTROUTING", "web-snat"].map((one) =>
            rules(`iptables -t nat -D ${one} 1`),
        ),
        ...["FORWARD 1", "web-fwd 1", "web-fwd 2", "web-fwd 3"].map((one) => rules(`iptables -D ${one}`)),
        rules("iptables -t raw -D web-raw 1"),
        rules("iptables -t nat -F web-dnat"),
        rules("iptables -t raw -D PREROUTING 1"),
        rules("iptables -t raw -F"),
        rules("iptables -F"),
        rules("nft delete table ip raw"),
        rules("nft delete table ip filter"),
        rules(`iptables -t nat -A PREROUTING ${mark} -m addrtype --dst-type LOCAL -j web-dnat`),
        rules("iptables -t nat -I PREROUTING -j web-dnat"),
        rules("iptables -t nat -F"),
        rules("iptables -t nat -F; iptables -t raw -F; iptables -F"),
        rules("nft delete table ip nat"),
        rules("nft flush ruleset"),
        { by: unmarked, key: "owner" /* the setting is held by an owner too */, steps: 2 },
        { by: `echo 0 >${localnet}`, key: "localhostVia" },
        { by: "rm -r /run/hostnet/sysctl", key: "localhostVia", lasts: true },
        { by: "ip link del br0; ip link add br0 type bridge", key: "localhostVia", lasts: true },
    ],
    identity: "echo rules",
    gone: "nft flush ruleset; rm -rf /run/hostnet",
    goneToo: [{ by: "nft flush ruleset", from: {} }],
    unmark: unmarked,
    foreign:
        "iptables -t nat -N web-dnat; iptables -t nat -A web-dnat -j RETURN; iptables -t nat -A PREROUTING -j web-dnat",
});
