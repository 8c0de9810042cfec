import { isDeepStrictEqual } from "node:util";
import { networkOf, parsePorts } from "../../addressing";
import { markOf } from "../../naming";
import { portMapping as table } from "../../spec/port-mapping";
import type { Problem } from "../../spec/schema/inputs";
import { isKnown } from "../../spec/schema/unknown";
import type { Inputs, Raw } from "../../spec/types";
import { define } from "../define";
import { type Command, cmd, type Step, step } from "../kernel/command";
import { forwardsLook, notForwarding } from "../kernel/forwards";
import { familyOf } from "../kernel/rule";
import { inPlace, rulesIn, rulesLook, rulesSteps, tidySteps, toolOf } from "../kernel/rules";
import { freeSysctl, heldValue, holdCommand, holdLook, holdStep, leaveCommand } from "../kernel/sysctl";
import { planned, refuseOtherKind } from "./planned";
import { portRules } from "./port-rules";

type Published = Inputs<typeof table>;

/** A published port: what reaches it on the host goes to the target (iptables-extensions(8), DNAT). */
export const portMapping = define(table, {
    complete(inputs) {
        const target = { ...splitTarget(inputs.target), port: inputs.target.port ?? inputs.hostPort };
        return planned({ ...inputs, target }, target.address, portRules);
    },
    problems({ hostIp, hostPort, target, localhostVia }): Problem[] {
        if (!isKnown(hostIp, hostPort, target)) return [];
        const size = (text: string) => parsePorts(text).last - parsePorts(text).first;
        return [
            ...(hostIp && /^127\.|^::1$/.test(hostIp) && !localhostVia
                ? [
                      {
                          property: "hostIp",
                          reason: `${hostIp} is reached only by the host itself: give localhostVia too, or another address`,
                      },
                  ]
                : []),
            ...(hostIp && familyOf(hostIp) !== familyOf(target.address)
                ? [
                      {
                          property: "hostIp",
                          reason: `${hostIp} is not of the same address family as the target ${target.address}`,
                      },
                  ]
                : []),
            ...(target.network && familyOf(target.network) !== familyOf(target.address)
                ? [
                      {
                          property: "target.network",
                          reason: `${target.network} is not of the same address family as the target ${target.address}`,
                      },
                  ]
                : []),
            ...(size(hostPort) === size(target.port)
                ? []
                : [{ property: "target.port", reason: `${target.port} is not as many ports as hostPort ${hostPort}` }]),
            ...(localhostVia && familyOf(target.address) === 6
                ? [
                      {
                          property: "localhostVia",
                          reason: "the kernel cannot publish on ::1: leave it out for an IPv6 target",
                      },
                  ]
                : []),
        ];
    },
    identity: (inputs) => `port/${inputs.name}`,
    look: ({ name, owner, family, localhostVia }) => [
        forwardsLook(family),
        rulesLook(toolOf(family), name, "raw", "nat", "filter"),
        ...(localhostVia ? [holdLook(localnet(localhostVia), owner)] : []),
    ],
    parse(facts, owned) {
        refuseOtherKind(facts, owned, "port mapping");
        const found = rulesIn(facts, owned.owner);
        const value = owned.localhostVia && heldValue(facts, localnet(owned.localhostVia));
        if (!found && value === undefined) return undefined;
        return {
            owner: found?.owner ?? owned.owner,
            rules: inPlace(owned.rules, found?.rules ?? []),
            localhostVia: value === "1" ? owned.localhostVia : undefined,
        };
    },
    warnings: ({ host, family }, facts) => notForwarding(facts, host.name, family),
    converge(seen, wanted) {
        const moved =
            seen?.hostPort !== wanted.hostPort || seen.protocol !== wanted.protocol || seen.hostIp !== wanted.hostIp;
        const via = wanted.localhostVia;
        // Whoever it was before held the setting, and lets go of it.
        const held = seen?.localhostVia === via && (!seen?.owner || seen.owner === wanted.owner);
        const ours = !seen?.owner || seen.owner === wanted.owner;
        const ruled = seen?.owner === wanted.owner && isDeepStrictEqual(seen.rules, wanted.rules);
        return {
            demands: [
                ...(seen ? [] : [cmd`has_tool ${toolOf(wanted.family)}-restore iptables`]),
                ...(wanted.protocol === "udp" ? [cmd`has_tool conntrack conntrack`] : []),
                ...(moved ? notOwnPort(wanted) : []),
                // Who comes to localhost too may meet who listens there. Rules that lost their mark would be in their own way.
                ...(moved || (via && !seen.localhostVia && seen.owner !== "") ? freePort(wanted) : []),
                ...(via && !held ? [freeSysctl(localnet(via), "1", wanted.owner)] : []),
            ],
            steps: [
                ...(via && !held ? [holdStep(localnet(via), "1", wanted.owner)] : []),
                // What is as it should be keeps its counters and the flows that it lets through.
                ...(ruled
                    ? []
                    : rulesSteps(toolOf(wanted.family), wanted.name, wanted.owner, seen?.rules ?? [], wanted.rules)),
                ...(seen ? [leave({ ...seen, owner: seen.owner || wanted.owner }, ours ? via : undefined)] : []),
                ...(ruled ? [] : flush(wanted)),
                ...(seen && moved ? flush(seen) : []),
                ...tidySteps(toolOf(wanted.family), seen?.rules ?? [], wanted.rules),
            ],
        };
    },
    remove: (seen) => ({
        demands: [],
        steps: [...rulesSteps(toolOf(seen.family), seen.name, seen.owner, seen.rules, []), leave(seen), ...flush(seen)],
    }),
});

/** The prefix of the address tells the network; one that is given wins. */
function splitTarget({ address: given, ...rest }: Raw<typeof table>["target"]): Raw<typeof table>["target"] {
    if (!isKnown(given) || !given.includes("/")) return { ...rest, address: given };
    return { network: networkOf(given), ...rest, address: given.split("/")[0] as string };
}

const localnet = (device: string): string => `net.ipv4.conf.${device.replaceAll(".", "/")}.route_localnet`;

/** Lets go of the devices through which localhost was published, save the one that stays. */
const leave = ({ localhostVia, owner }: Published, kept?: string): Step =>
    step(
        leaveCommand("route_localnet", owner, kept && localnet(kept)),
        ...(localhostVia && localhostVia !== kept ? [holdCommand(localnet(localhostVia), "1", owner)] : []),
    );

/** Flows that were there before the rule keep their old way until conntrack forgets them; TCP ones end by themselves. */
function flush({ protocol, hostPort, family }: Published): Step[] {
    const { first, last } = parsePorts(hostPort);
    return protocol === "udp"
        ? [step(cmd`conntrack_flush udp ${family === 6 ? "ipv6" : "ipv4"} ${first} ${last}`)]
        : [];
}

/** Not the port by which this session came in; sshd listens on TCP. */
function notOwnPort({ protocol, hostPort, hostIp }: Published): Command[] {
    const { first, last } = parsePorts(hostPort);
    return protocol === "tcp" ? [cmd`not_management_port ${first} ${last} ${hostIp ?? ""}`] : [];
}

function freePort({ family, protocol, hostPort, hostIp, owner, localhostVia }: Published): Command[] {
    const { first, last } = parsePorts(hostPort);
    const sockets = { tcp: "-t", udp: "-u", sctp: "-S" }[protocol];
    const [tool, address] = [toolOf(family), hostIp ?? ""];
    return [
        cmd`free_port ${tool} ${sockets} ${protocol} ${first} ${last} ${address} ${markOf(owner)} ${localhostVia ?? ""}`,
        cmd`published_by_nft ${tool} ${protocol} ${first} ${last} ${address}`,
    ];
}
