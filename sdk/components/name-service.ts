import * as pulumi from "@pulumi/pulumi";
import { NameService } from "../resources/name-service";
import type { Endpoint, NameServiceOptions } from "./endpoint-args";
import { type Frame, onceStands } from "./frame";
import { hostOf } from "./plan";
import { transformed } from "./transform";

/** Gives the namespace of an endpoint its own resolv.conf and hosts. */
export function nameEndpoint(
    frame: Frame,
    { name, host: hostName, netns }: Endpoint,
    { endpoints = true, ...resolver }: NameServiceOptions,
): void {
    const { host } = frame.place(hostName);
    const child = `${frame.name}-${name}-names`;
    const args = { host, netns, ...resolver, ...(endpoints && { hosts: hostsOf(frame) }) };
    new NameService(child, transformed(frame.transform.nameService, args, child), onceStands(frame, hostName));
}

/** Every endpoint of the network by name, those that share a namespace under its address. */
const hostsOf = ({ specs, place }: Frame): Record<string, pulumi.Output<string[]>> =>
    Object.fromEntries(
        specs.map((spec) => {
            const { name, sharedWith = name } = spec;
            const { four, six } = place(hostOf(spec, specs) ?? "");
            return [
                name,
                pulumi
                    .all(
                        [four, ...(six ? [six] : [])].map(({ addresses }) => addresses.apply((all) => all[sharedWith])),
                    )
                    .apply((all) => all.filter((address) => address !== undefined)),
            ];
        }),
    );
