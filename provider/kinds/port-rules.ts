import { parsePorts } from "../../addressing";
import type { portMapping } from "../../spec/port-mapping";
import { familyOf, type Rule, range, rule } from "../kernel/rule";
import type { Wishes } from "./planned";

type Mapping = Wishes<typeof portMapping>;

/** The rules of a published port, in chains that begin with its name. */
export function portRules(mapping: Mapping): Rule[] {
    const { name: base, hostIp, hostPort, protocol, target, localhostVia } = mapping;
    const six = familyOf(target.address) === 6;
    const inside = [`-d ${target.address}`, `-p ${protocol}`, `--dport ${range(target.port)}`];
    const notLoopback = six ? "! -d ::1" : "! -d 127.0.0.0/8";
    return [
        // Not even for those who share a link and send packets for 127.0.0.1 over it.
        rule("nat", "PREROUTING", [notLoopback, "--dst-type LOCAL"], `${base}-dnat`),
        rule("nat", "OUTPUT", [localhostVia ? undefined : notLoopback, "--dst-type LOCAL"], `${base}-dnat`),
        rule(
            "nat",
            `${base}-dnat`,
            [hostIp && `-d ${hostIp}`, `-p ${protocol}`, `--dport ${range(hostPort)}`],
            `DNAT --to-destination ${destination(mapping)}`,
        ),
        rule("nat", "POSTROUTING", [], `${base}-snat`),
        // Who shares a link with the target, or is the target, and calls the published port: without this the answer would
        // not come back through the host. Neighbours who call the target itself keep their addresses (bridged packets may
        // pass here too).
        target.network === undefined
            ? rule("nat", `${base}-snat`, [`-s ${target.address}`, ...inside], "MASQUERADE")
            : rule("nat", `${base}-snat`, [`-s ${target.network}`, ...inside, "--ctstate DNAT"], "MASQUERADE"),
        ...(localhostVia ? [rule("nat", `${base}-snat`, ["-s 127.0.0.0/8", ...inside], "MASQUERADE")] : []),
        rule("filter", "FORWARD", [], `${base}-fwd`),
        rule("filter", `${base}-fwd`, [...inside, "--ctstate DNAT"], "ACCEPT"),
        // Without a protocol: what ICMP says of these flows (port unreachable, packet too big) must pass both ways.
        rule("filter", `${base}-fwd`, [`-s ${target.address}`, "--ctstate RELATED,ESTABLISHED"], "ACCEPT"),
        rule("filter", `${base}-fwd`, [`-d ${target.address}`, "--ctstate RELATED"], "ACCEPT"),
        // route_localnet would let neighbours reach 127.0.0.1 of this host (CVE-2020-8558).
        ...(localhostVia
            ? [
                  rule("raw", "PREROUTING", [], `${base}-raw`),
                  rule("raw", `${base}-raw`, [`-i ${localhostVia}`, "-d 127.0.0.0/8"], "DROP"),
              ]
            : []),
    ];
}

/** Where DNAT sends: the ports as they are, or moved by as much as the ranges are apart. */
function destination({ hostPort, target }: Mapping): string {
    const host = familyOf(target.address) === 6 ? `[${target.address}]` : target.address;
    const from = parsePorts(hostPort);
    const to = parsePorts(target.port);
    if (from.first === to.first && from.last === to.last) return host;
    return from.first === from.last ? `${host}:${to.first}` : `${host}:${to.first}-${to.last}/${from.first}`;
}
