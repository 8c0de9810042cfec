import type * as pulumi from "@pulumi/pulumi";
import { canonicalPorts } from "../../addressing";
import { PortMapping } from "../resources/port-mapping";
import type { Endpoint, PublishArgs } from "./endpoint-args";
import type { Frame, Place } from "./frame";
import { transformed } from "./transform";

/** Makes the ports of a host lead to an endpoint: a mapping a port and family. */
export function publish(frame: Frame, endpoint: Endpoint, ports: readonly PublishArgs[]): void {
    const place = frame.place(endpoint.host);
    const { host, bridge } = place;
    for (const { hostPort, targetPort, protocol = "tcp", hostIp, localhost } of ports)
        for (const family of familiesOf(place, hostIp)) {
            const place = `${hostIp ? `${hostIp}-` : ""}${canonicalPorts(hostPort)}-${protocol}`;
            const name = `${frame.name}-${endpoint.name}-${place}${family === 6 ? "-6" : ""}`;
            const args = {
                host,
                hostIp,
                hostPort,
                protocol,
                target: {
                    address: family === 6 ? (endpoint.address6 as pulumi.Output<string>) : endpoint.address,
                    port: targetPort ?? hostPort,
                },
                // The kernel has no such switch for IPv6.
                ...(localhost && family === 4 && { localhostVia: bridge }),
            };
            new PortMapping(name, transformed(frame.transform.portMapping, args, name), { parent: frame.parent });
        }
}

function familiesOf({ six }: Place, hostIp: string | undefined): (4 | 6)[] {
    if (hostIp !== undefined) return [hostIp.includes(":") ? 6 : 4];
    return six ? [4, 6] : [4];
}
