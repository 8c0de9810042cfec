import type * as pulumi from "@pulumi/pulumi";
import { canonicalAddress, canonicalPorts } from "../../../addressing";
import { PortMapping } from "../../resources/port-mapping";
import type { NetworkEndpoint, PublishArgs } from "../endpoint-args";
import type { PlannedEndpoint } from "../plan";
import { make } from "./child";
import type { Scope, Site } from "./site";

/** Makes the ports of a host lead to an endpoint: a mapping a port and family. */
export function publish(scope: Scope, site: Site, endpoint: NetworkEndpoint, planned: PlannedEndpoint): void {
    const { host, bridge, families } = site;
    for (const publication of planned.args.publish ?? []) {
        const { hostPort, targetPort = hostPort, protocol = "tcp", hostIp, localhost } = publication;
        for (const { version } of families) {
            if (hostIp !== undefined && versionOf(hostIp) !== version) continue;
            const suffix = version === 6 ? "-6" : "";
            // Called by what it takes of its host: a port that leads elsewhere from now on is an update.
            const name = `${scope.name}-${host.logicalName}-port-${portOn(scope.plan.endpoints, planned, publication)}${suffix}`;
            // As it was called until 0.1.
            const former = `${scope.name}-${endpoint.name}-${hostIp ? `${hostIp}-` : ""}${portOf(publication)}${suffix}`;
            const address = version === 6 ? (endpoint.address6 as pulumi.Output<string>) : endpoint.address;
            const args = {
                host,
                hostIp,
                hostPort,
                protocol,
                target: { address, port: targetPort },
                // The kernel has no such switch for IPv6.
                ...(localhost && version === 4 && { localhostVia: bridge }),
            };
            make(scope, PortMapping, scope.transform.portMapping, name, args, { aliases: [{ name: former }] });
        }
    }
}

const versionOf = (address: string): 4 | 6 => (address.includes(":") ? 6 : 4);

const portOf = ({ hostPort, protocol = "tcp" }: PublishArgs): string => `${canonicalPorts(hostPort)}-${protocol}`;

/** A port of a host; with the address where others of the host's addresses have the same one, which lead elsewhere. */
function portOn(endpoints: readonly PlannedEndpoint[], { host }: PlannedEndpoint, publication: PublishArgs): string {
    const port = portOf(publication);
    const { hostIp } = publication;
    if (hostIp === undefined) return port;
    const same = endpoints
        .filter((endpoint) => endpoint.host === host)
        .flatMap(({ args }) => args.publish ?? [])
        .filter((item) => portOf(item) === port && item.hostIp && versionOf(item.hostIp) === versionOf(hostIp));
    return same.length > 1 ? `${canonicalAddress(hostIp)}-${port}` : port;
}
