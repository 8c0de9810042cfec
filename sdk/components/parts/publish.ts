import type * as pulumi from "@pulumi/pulumi";
import { canonicalPorts } from "../../../addressing";
import { PortMapping } from "../../resources/port-mapping";
import type { NetworkEndpoint, PublishArgs } from "../endpoint-args";
import { make } from "./child";
import type { Scope, Site } from "./site";

/** Makes the ports of a host lead to an endpoint: a mapping a port and family. */
export function publish(
    scope: Scope,
    { host, bridge, families }: Site,
    endpoint: NetworkEndpoint,
    ports: readonly PublishArgs[],
): void {
    for (const { hostPort, targetPort = hostPort, protocol = "tcp", hostIp, localhost } of ports)
        for (const { version } of families) {
            if (hostIp !== undefined && hostIp.includes(":") !== (version === 6)) continue;
            const port = `${hostIp ? `${hostIp}-` : ""}${canonicalPorts(hostPort)}-${protocol}`;
            const name = `${scope.name}-${endpoint.name}-${port}${version === 6 ? "-6" : ""}`;
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
            make(scope, PortMapping, scope.transform.portMapping, name, args);
        }
}
