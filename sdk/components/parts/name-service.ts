import * as pulumi from "@pulumi/pulumi";
import { NameService } from "../../resources/name-service";
import type { NameServiceOptions, NetworkEndpoint } from "../endpoint-args";
import { make } from "./child";
import { onceStands, type Scope, type Site, siteOf } from "./site";

/** Gives the namespace of an endpoint its own resolv.conf and hosts. */
export function nameEndpoint(
    scope: Scope,
    sites: readonly Site[],
    { name, host: hostName, netns }: NetworkEndpoint,
    { endpoints = true, ...resolver }: NameServiceOptions,
): void {
    const site = siteOf(sites, hostName);
    const child = `${scope.name}-${name}-names`;
    const args = { host: site.host, netns, ...resolver, ...(endpoints && { hosts: hostsOf(scope, sites) }) };
    make(scope, NameService, scope.transform.nameService, child, args, onceStands(site));
}

/** Every endpoint of the network by name, those that share a namespace under its address. */
const hostsOf = ({ plan }: Scope, sites: readonly Site[]): Record<string, pulumi.Output<string[]>> =>
    Object.fromEntries(
        plan.endpoints.map(({ name, owner, host }) => [
            name,
            pulumi
                .all(siteOf(sites, host).families.map(({ addresses }) => addresses.apply((all) => all[owner])))
                .apply((all) => all.filter((address) => address !== undefined)),
        ]),
    );
