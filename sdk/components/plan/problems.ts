import { canonicalNetwork } from "../../../addressing";
import { clashes } from "./clashes";
import { endpointProblems } from "./endpoints";
import { hostProblems } from "./hosts";
import { directProblems } from "./leases";
import type { DeclaredNetwork } from "./network";
import { subnetProblems } from "./subnet";

/** All that is wrong with a network as far as it can be told without a host, alone and beside the program's others. */
export function networkProblems(network: DeclaredNetwork, others: readonly DeclaredNetwork[]): string[] {
    const shape = [
        ...hostProblems(network.hosts),
        ...subnetProblems(network),
        ...sizeProblems(network),
        ...tunnelProblems(network),
        ...directProblems(network),
        ...reachProblems(network),
    ];
    // What lies inside a subnet can only be told of a subnet.
    return shape.length > 0 ? shape : [...endpointProblems(network), ...clashes(network, others)];
}

const whole = (value: number, least: number, most: number): boolean =>
    Number.isInteger(value) && value >= least && value <= most;

function sizeProblems({ mtu, subnet6 }: DeclaredNetwork): string[] {
    if (mtu === undefined) return [];
    if (!whole(mtu, 68, 65535)) return [`mtu: ${mtu} is not a whole number from 68 to 65535`];
    return subnet6 !== undefined && mtu < 1280
        ? [`mtu: ${mtu} is too small for subnet6: IPv6 needs at least 1280`]
        : [];
}

function reachProblems({ reachableFrom = [], gateway }: DeclaredNetwork): string[] {
    if (gateway === false && reachableFrom.length > 0)
        return ["reachableFrom: cannot be given together with gateway: false: nothing leads into it"];
    return reachableFrom.flatMap(({ name, internal, network }, index) => {
        if (internal) return [`reachableFrom[${index}]: network ${name} is internal: it has no way out`];
        if (network === undefined) return [];
        try {
            canonicalNetwork(network);
            return [];
        } catch (error) {
            return [`reachableFrom[${index}]: ${(error as Error).message}`];
        }
    });
}

function tunnelProblems({ tunnel }: DeclaredNetwork): string[] {
    if (tunnel === undefined) return [];
    const { mode = "static", group } = tunnel;
    return [
        ...(["leasePrefix", "leasePrefix6"] as const).flatMap((key) =>
            tunnel[key] === undefined
                ? []
                : [`${key}: cannot be given with mode ${JSON.stringify(mode)}: it is for "direct"`],
        ),
        ...(mode === "multicast" && group === undefined
            ? ['group: is missing: mode "multicast" needs a multicast group of the underlay']
            : []),
        ...(mode !== "multicast" && group !== undefined
            ? [`group: cannot be given with mode ${JSON.stringify(mode)}: it is for "multicast"`]
            : []),
        ...(whole(tunnel.vni, 1, 16777215) ? [] : [`vni: ${tunnel.vni} is not a whole number from 1 to 16777215`]),
        ...(whole(tunnel.port, 1, 65535) ? [] : [`port: ${tunnel.port} is not a whole number from 1 to 65535`]),
    ];
}
